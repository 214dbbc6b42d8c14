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
 * Wiring: how spans reach the publisher, with OpenTelemetry, Brave or any other tracer.
 * Start at
 * {@link io.github.telemetrynats.autoconfigure.tracing.TelemetryNatsTracingAutoConfiguration}.
 * <p>
 * Receives from: the tracer that the application has.<br>
 * Hands to: the publisher.
 */
@NullMarked
package io.github.telemetrynats.autoconfigure.tracing;

import org.jspecify.annotations.NullMarked;
