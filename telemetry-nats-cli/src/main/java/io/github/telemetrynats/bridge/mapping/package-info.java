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
 * What a record is in OpenTelemetry's protocol: spans, metrics and logs field by field.
 * <p>
 * Receives from: the bridge, which has read and decoded a message.<br>
 * Hands to: the bridge, which has the exporter send it.
 */
@NullMarked
package io.github.telemetrynats.bridge.mapping;

import org.jspecify.annotations.NullMarked;
