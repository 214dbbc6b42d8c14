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
 * A meter becomes metric points: one for each window between two publishes, or one for
 * every single observation. Start at {@code NatsMeterRegistry}.
 * <p>
 * Receives from: Micrometer, which registers the meters, and the application, which
 * records into them.<br>
 * Hands to: the publisher, through {@link io.github.telemetrynats.publisher.SignalSink}.
 */
@NullMarked
package io.github.telemetrynats.capture.metrics;

import org.jspecify.annotations.NullMarked;
