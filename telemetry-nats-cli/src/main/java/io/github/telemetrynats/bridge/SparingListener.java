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

import java.time.Duration;

/**
 * Passes on one message in a second, with the number of those in between: what can be
 * true of each record of a stream is not told of each. Safe for use by several threads.
 */
final class SparingListener implements BridgeListener {

	private final BridgeListener listener;

	private final long intervalNanos;

	private long told;

	private boolean first = true;

	private long untold;

	SparingListener(BridgeListener listener, Duration interval) {
		this.listener = listener;
		this.intervalNanos = interval.toNanos();
	}

	@Override
	public void tell(String message) {
		long others;
		synchronized (this) {
			long now = System.nanoTime();
			if (!this.first && now - this.told < this.intervalNanos) {
				this.untold++;
				return;
			}
			this.first = false;
			this.told = now;
			others = this.untold;
			this.untold = 0;
		}
		this.listener.tell((others > 0) ? message + " (and " + others + " more like it before)" : message);
	}

}
