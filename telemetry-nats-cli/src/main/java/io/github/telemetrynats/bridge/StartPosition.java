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

package io.github.telemetrynats.bridge;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Where in the stream a bridge begins that has no position yet.
 *
 * @param fresh whether only with what is stored from now on
 * @param time with what was stored from then on, or {@code null} for all that is there
 */
public record StartPosition(boolean fresh, @Nullable Instant time) {

	/**
	 * Begin with the oldest record of the stream.
	 * @return the position
	 */
	public static StartPosition all() {
		return new StartPosition(false, null);
	}

	/**
	 * Begin with the next record that is stored.
	 * @return the position
	 */
	public static StartPosition next() {
		return new StartPosition(true, null);
	}

	/**
	 * Begin with the first record that was stored at a time, or later.
	 * @param time the time
	 * @return the position
	 */
	public static StartPosition at(Instant time) {
		return new StartPosition(false, time);
	}

}
