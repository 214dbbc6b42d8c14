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

package io.github.telemetrynats.connection;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the connection at one moment. Holds no secret. Immutable.
 *
 * @param connected whether there is a connection
 * @param since when that last changed
 * @param servers the configured servers, without user information
 * @param server the server in use without user information, or {@code null}
 * @param serverVersion the version of the server last in use, or {@code null}
 * @param reconnects how often a connection was established again
 * @param lastError what went wrong last, or {@code null}
 */
public record ConnectionState(boolean connected, Instant since, String servers, @Nullable String server,
		@Nullable String serverVersion, long reconnects, @Nullable String lastError) {

}
