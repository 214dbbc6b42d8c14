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
 * The growth, window by window, of a total that somebody else counts. A total that goes
 * down has been reset: what it grew by since then cannot be known, so that the window
 * counts nothing and the next one goes on from the new total. Must be guarded by its
 * user.
 */
final class Growth {

	private double last;

	private Instant start;

	Growth(Instant registered) {
		this.start = registered;
	}

	/**
	 * Take the growth since the last time.
	 * @param total the total now, finite
	 * @return how much it grew, 0 if it didn't or was reset
	 */
	double advance(double total) {
		double growth = total - this.last;
		this.last = total;
		return Math.max(growth, 0);
	}

	/**
	 * End the window and begin the next one.
	 * @param end when the window ends
	 * @return the window
	 */
	Window closeWindow(Instant end) {
		Window window = new Window(this.start, end);
		this.start = window.end();
		return window;
	}

}
