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
import io.github.telemetrynats.record.TelemetryRecord;

/**
 * A captured signal that is never made a record.
 */
enum StressRecord implements CapturedSignal {

	ORDINARY, IMPORTANT;

	Captured captured(long number) {
		return new Captured(this, number, System.nanoTime());
	}

	@Override
	public Signal signal() {
		return Signal.SPANS;
	}

	@Override
	public boolean important() {
		return this == IMPORTANT;
	}

	@Override
	public TelemetryRecord toRecord() {
		throw new UnsupportedOperationException();
	}

}
