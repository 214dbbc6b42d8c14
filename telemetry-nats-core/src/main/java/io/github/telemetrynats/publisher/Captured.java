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

/**
 * A captured signal in a lane, with what is fixed at its capture.
 *
 * @param signal what was captured
 * @param sequence its number among the metric points and log records of this publisher, 0
 * for spans, whose id is their own
 * @param nanoTime when it was captured; also decides the order between the lanes, and the
 * number where the clock has not moved
 * @param bytes roughly how much memory it keeps alive
 */
record Captured(CapturedSignal signal, long sequence, long nanoTime, long bytes) {

	Captured(CapturedSignal signal, long sequence, long nanoTime) {
		this(signal, sequence, nanoTime, signal.approximateBytes());
	}

}
