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
 * A real nats-server for tests, and what a test wants to know of the TELEMETRY stream.
 * <ul>
 * <li>{@link io.github.telemetrynats.test.NatsServerTest} gives the tests of a class a
 * server; {@link io.github.telemetrynats.test.NatsServer} and
 * {@link io.github.telemetrynats.test.NatsCluster} are servers to start, kill, pause and
 * restart at will, in a test or anywhere else;</li>
 * <li>{@link io.github.telemetrynats.test.OperatorMode} makes the tokens and credentials
 * of a server in operator mode;</li>
 * <li>{@link io.github.telemetrynats.test.TelemetryAssertions} are AssertJ assertions on
 * the stream, {@link io.github.telemetrynats.test.TelemetryStream} reads it message by
 * message;</li>
 * <li>{@link io.github.telemetrynats.test.ContractCheck} holds messages against the
 * contract of the stream.</li>
 * </ul>
 * <pre class="code">
 * &#064;NatsServerTest
 * class OrderTelemetryTests {
 *
 *     &#064;Test
 *     void orderLeavesASpan(NatsServer server, TelemetryStream stream) {
 *         try (var application = startApplication("telemetry.nats.connection.servers", server.url())) {
 *             application.placeOrder();
 *         }
 *         TelemetryAssertions.assertThat(stream).hasSpan("http post /orders").meetsContract();
 *     }
 *
 * }
 * </pre>
 * <p>
 * Receives from: whatever writes to the stream, over NATS alone.<br>
 * Hands to: tests.
 */
@NullMarked
package io.github.telemetrynats.test;

import org.jspecify.annotations.NullMarked;
