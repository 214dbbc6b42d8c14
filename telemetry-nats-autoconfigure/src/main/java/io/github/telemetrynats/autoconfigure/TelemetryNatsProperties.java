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

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties that concern everything.
 *
 * @param enabled Whether spans, metrics and logs are sent to NATS.
 * @param service Name of the service in every record and subject. The default is the
 * value of spring.application.name, and unknown_service without one.
 * @param instance What tells the instances of the service apart. The default is the host
 * name and the process id.
 * @param resource Further attributes of the process in every record, by OpenTelemetry's
 * names.
 */
@ConfigurationProperties("telemetry.nats")
record TelemetryNatsProperties(@DefaultValue("true") boolean enabled, @Nullable String service,
		@Nullable String instance, @DefaultValue Map<String, String> resource) {

}
