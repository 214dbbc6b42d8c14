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

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.record.Signal;

/**
 * What a bridge has done for one signal since it was started.
 *
 * @param signal the signal
 * @param sent records that the backend has accepted, or of which it says that it has not
 * taken them
 * @param requests requests that were answered, or not
 * @param retries requests that will be sent, or were sent, again
 * @param deadLetters records that no backend takes
 * @param rejected records or data points that the backend accepted and then did not take
 * @param lag records of the stream that are still to be read
 * @param held records that were read and are on their way
 * @param oldest when the oldest of these was stored, or {@code null} if there is none
 * @param failing whether the backend does not take anything at the moment
 * @param series of how many series totals are kept
 * @param forgottenSeries how many of them were forgotten because there were too many
 */
public record SignalStats(Signal signal, long sent, long requests, long retries, long deadLetters, long rejected,
		long lag, int held, @Nullable Instant oldest, boolean failing, int series, long forgottenSeries) {

}
