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

package io.github.telemetrynats.actuate;

/**
 * What makes the health status DOWN, which many load balancers take as a reason to send
 * no more requests. Whatever does not is shown as
 * {@link TelemetryNatsHealthIndicator#DEGRADED}.
 */
public enum DownWhen {

	/** There is no connection, or no stream to deliver to. */
	DISCONNECTED,

	/** The buffer is full, so that records are about to be dropped. */
	BUFFER_FULL,

	/** Nothing. */
	NEVER

}
