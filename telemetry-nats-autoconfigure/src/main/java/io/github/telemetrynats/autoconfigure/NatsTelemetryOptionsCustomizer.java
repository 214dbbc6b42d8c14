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

package io.github.telemetrynats.autoconfigure;

import io.nats.client.Options;

/**
 * Changes the options of the connection beyond what {@code telemetry.nats.connection}
 * offers. All beans of this type are applied, in their order, after the properties. What
 * keeps the connection alive and the application unblocked is set again afterwards:
 * endless reconnecting, threads, the verification of host names.
 */
@FunctionalInterface
public interface NatsTelemetryOptionsCustomizer {

	/**
	 * Change the options. May be called again, on another thread, when the connection has
	 * to be opened anew.
	 * @param options the options of jnats, as configured so far
	 */
	void customize(Options.Builder options);

}
