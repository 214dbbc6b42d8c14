/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.telemetrynats.record;

import org.jspecify.annotations.Nullable;

/**
 * One attempt at writing a record: whole, measured or cut.
 *
 * @param maxBytes what the record may have
 * @param sizes where texts are measured instead of written, or {@code null}
 * @param textLimit how many bytes a text may have
 * @param bare whether attributes and the like are only written as far as the budget goes,
 * cut short, and names are cut as well
 * @param budget how many bytes attributes and the like may have if bare
 */
record Pass(int maxBytes, @Nullable TextSizes sizes, int textLimit, boolean bare, int budget) {

	/** A text is not cut below this as long as that helps. */
	static final int MIN_TEXT = 64;

	static Pass whole(int maxBytes) {
		return new Pass(maxBytes, null, TextWriter.NO_LIMIT, false, 0);
	}

	static Pass measure(int maxBytes, TextSizes sizes) {
		return new Pass(maxBytes, sizes, 0, false, 0);
	}

	static Pass cut(int maxBytes, long textLimit) {
		return new Pass(maxBytes, null, (int) textLimit, false, 0);
	}

	static Pass measureBare(int maxBytes, TextSizes sizes) {
		return new Pass(maxBytes, sizes, 0, true, 0);
	}

	static Pass bare(int maxBytes, long textLimit, long budget) {
		return new Pass(maxBytes, null, (int) textLimit, true, (int) budget);
	}

	boolean counting() {
		return this.sizes != null;
	}

	boolean truncated() {
		return this.bare || this.textLimit != TextWriter.NO_LIMIT;
	}

}
