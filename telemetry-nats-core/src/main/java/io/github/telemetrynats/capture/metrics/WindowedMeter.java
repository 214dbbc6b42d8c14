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

package io.github.telemetrynats.capture.metrics;

import java.time.Instant;

/**
 * A meter that publishes what happened in it since the last time. Nothing that is
 * recorded meanwhile is lost or counted twice: it belongs to this window or to the next.
 */
interface WindowedMeter {

	/**
	 * End the window, offer it unless nothing happened in it, and begin the next one.
	 * Safe for use by several threads; throws what the user's code throws, and then the
	 * window goes on.
	 * @param end when the window ends
	 */
	void publishWindow(Instant end);

}
