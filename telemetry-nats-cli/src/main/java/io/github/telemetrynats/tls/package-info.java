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
 * TLS from PEM files, for the command's connection to NATS and the bridge's to its
 * backend: start at {@link io.github.telemetrynats.tls.PemFiles}. Receives files, hands
 * on an SSL context, and knows neither of the two.
 */
@NullMarked
package io.github.telemetrynats.tls;

import org.jspecify.annotations.NullMarked;
