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

/**
 * Something that was captured on an application's thread and is not yet a record: cheap
 * to make there, turned into a {@link TelemetryRecord} later, on the publisher's thread.
 * <p>
 * Whatever {@link #toRecord()} reads must not change after the capture: it runs on
 * another thread, up to minutes later.
 */
public interface CapturedSignal {

	/**
	 * Return what kind of record this becomes. Called on the application's thread.
	 * @return the signal
	 */
	Signal signal();

	/**
	 * Return whether this must outlive a flood of the rest: WARN and ERROR logs and
	 * failed spans. Called on the application's thread.
	 * @return whether this may use the capacity that is reserved
	 */
	boolean important();

	/**
	 * Return roughly how much memory this keeps alive, as far as that is more than a few
	 * hundred bytes: the length of its texts, as a rule. Called once, on the
	 * application's thread.
	 * @return a number of bytes; 0 if it is never large
	 */
	default long approximateBytes() {
		return 0;
	}

	/**
	 * Make the record. Called at most once, on the publisher's thread. What this throws
	 * is counted as a record that could not be encoded.
	 * @return the record
	 */
	TelemetryRecord toRecord();

}
