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

package io.github.telemetrynats.publisher;

import io.github.telemetrynats.record.CapturedSignal;
import io.github.telemetrynats.record.Signal;

/**
 * Where captured signals go. Implementations never block, never throw and count what they
 * do not take. Safe for use by several threads.
 */
public interface SignalSink {

	/**
	 * Offer a captured signal.
	 * @param signal what was captured
	 * @return whether it was taken; what was not is counted as dropped
	 */
	boolean offer(CapturedSignal signal);

	/**
	 * Return whether a signal should be offered now that can also stay where it is.
	 * @return whether there is room; {@link Room#ENOUGH} unless the sink knows better
	 */
	default Room room() {
		return Room.ENOUGH;
	}

	/**
	 * Count records that were lost before they could be offered, so that they are not
	 * missing from the account: each is offered and dropped at once.
	 * @param signal what they are
	 * @param reason why they were lost
	 * @param records how many; zero does nothing
	 */
	void lost(Signal signal, DropReason reason, long records);

}
