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

package io.github.telemetrynats.stream;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What one look at the stream brought.
 *
 * @param status how the stream stands
 * @param problem what is wrong and which property to change, or {@code null}
 * @param differences where it differs from what is configured
 * @param info what the server says about it, or {@code null}
 * @param done what was done to it, or {@code null}
 * @param slow whether it took long, because an answer was waited for in vain
 */
record Finding(StreamState.Status status, @Nullable String problem, List<String> differences,
		@Nullable StreamInfoAnswer info, @Nullable String done, boolean slow) {

	static Finding ready(StreamInfoAnswer info, @Nullable String done) {
		return new Finding(StreamState.Status.READY, null, List.of(), info, done, false);
	}

	static Finding different(StreamInfoAnswer info, List<String> differences, @Nullable String problem,
			@Nullable String done) {
		return new Finding(StreamState.Status.DIFFERENT, problem, differences, info, done, false);
	}

	static Finding missing(String problem) {
		return new Finding(StreamState.Status.MISSING, problem, List.of(), null, null, false);
	}

	static Finding unknown(String problem, boolean slow) {
		return new Finding(StreamState.Status.UNKNOWN, problem, List.of(), null, null, slow);
	}

	/**
	 * Whether nothing can be delivered as far as is known.
	 * @return whether to look again soon
	 */
	boolean isFailure() {
		return this.status == StreamState.Status.MISSING || this.status == StreamState.Status.UNKNOWN;
	}

}
