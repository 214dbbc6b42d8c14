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
 * How operators look at the pipeline: health, endpoint and meters. Thin: these classes
 * turn immutable snapshots into what Spring Boot and Micrometer show, and do nothing
 * else. Start at {@link io.github.telemetrynats.actuate.TelemetryNatsHealthIndicator}.
 * <p>
 * Receives from: the connection, the stream and the publisher, as snapshots.<br>
 * Hands to: Spring Boot Actuator and Micrometer.
 */
@NullMarked
package io.github.telemetrynats.actuate;

import org.jspecify.annotations.NullMarked;
