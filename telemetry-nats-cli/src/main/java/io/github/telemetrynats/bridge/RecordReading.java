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

import io.github.telemetrynats.bridge.mapping.OtlpRecord;
import io.github.telemetrynats.bridge.mapping.RecordMapping;
import io.github.telemetrynats.record.RecordDecoder;
import io.github.telemetrynats.record.Signal;

/**
 * Makes of a message what is sent.
 */
final class RecordReading {

	private final RecordDecoder decoder = new RecordDecoder();

	private final Signal signal;

	private final RecordMapping mapping;

	RecordReading(Signal signal, RecordMapping mapping) {
		this.signal = signal;
		this.mapping = mapping;
	}

	// Read a message
	OtlpRecord read(Delivery delivery) {
		byte[] json = delivery.message().getData();
		OtlpRecord record = this.mapping.map(this.decoder.decode(this.signal, json), delivery.stored());
		return TruncationMark.isOn(json) ? record.truncated() : record;
	}

}
