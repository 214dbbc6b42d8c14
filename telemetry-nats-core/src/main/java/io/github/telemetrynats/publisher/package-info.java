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

/**
 * The way out: bounded lanes, one worker, an in-flight window, retries until the server
 * has confirmed, an exact ledger and a bounded close. Start at
 * {@link io.github.telemetrynats.publisher.TelemetryPublisher}.
 * <p>
 * Receives from: the capture packages, through
 * {@link io.github.telemetrynats.publisher.SignalSink}.<br>
 * Hands to: NATS JetStream, over the connection; what became of every record is told in
 * {@link io.github.telemetrynats.publisher.PublisherStats}.
 */
@NullMarked
package io.github.telemetrynats.publisher;

import org.jspecify.annotations.NullMarked;
