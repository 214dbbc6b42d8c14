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

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets one thread in and sends all others away instead of making them wait. Guards what
 * calls the user's code: a meter is removed under a lock of the registry's, which that
 * code may want too.
 */
final class OneAtATime {

	private final AtomicBoolean busy = new AtomicBoolean();

	void run(Runnable action) {
		if (this.busy.compareAndSet(false, true)) {
			try {
				action.run();
			}
			finally {
				this.busy.set(false);
			}
		}
	}

}
