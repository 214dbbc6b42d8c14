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
 * Wiring: how log events reach the publisher, from the first one that Spring Boot lets us
 * see. Start at
 * {@link io.github.telemetrynats.autoconfigure.logging.TelemetryNatsLoggingAutoConfiguration}.
 * <p>
 * Receives from: Logback, through one appender in the whole JVM.<br>
 * Hands to: the publisher.
 */
@NullMarked
package io.github.telemetrynats.autoconfigure.logging;

import org.jspecify.annotations.NullMarked;
