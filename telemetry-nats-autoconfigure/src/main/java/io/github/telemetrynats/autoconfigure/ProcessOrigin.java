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
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import io.github.telemetrynats.record.Origin;

/**
 * Who writes: this process, by OpenTelemetry's conventions for services.
 */
final class ProcessOrigin {

	private ProcessOrigin() {
	}

	static Origin of(TelemetryNatsProperties properties, Environment environment) {
		return new Origin(service(properties, environment), instance(properties), resource(properties, environment));
	}

	private static String service(TelemetryNatsProperties properties, Environment environment) {
		String service = properties.service();
		return StringUtils.hasText(service) ? service : environment.getProperty("spring.application.name", "");
	}

	private static String instance(TelemetryNatsProperties properties) {
		String instance = properties.instance();
		return StringUtils.hasText(instance) ? instance : HostName.find() + ':' + ProcessHandle.current().pid();
	}

	private static Map<String, String> resource(TelemetryNatsProperties properties, Environment environment) {
		Map<String, String> resource = new TreeMap<>();
		putIfKnown(resource, "service.version", environment.getProperty("spring.application.version"));
		putIfKnown(resource, "service.namespace", environment.getProperty("spring.application.group"));
		resource.putAll(properties.resource());
		return Map.copyOf(resource);
	}

	private static void putIfKnown(Map<String, String> resource, String key, @Nullable String value) {
		if (StringUtils.hasText(value)) {
			resource.put(key, value);
		}
	}

}
