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

package io.github.telemetrynats.record;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Who wrote a record (contract, section 3.4). One instance serves all records of a
 * process.
 *
 * @param service the service's name as configured; blank becomes
 * {@value Subjects#DEFAULT_SERVICE}
 * @param instance tells the instances of one service apart, or {@code null} to leave it
 * out
 * @param resource further attributes of the process under OpenTelemetry's names; empty to
 * leave them out
 */
public record Origin(String service, @Nullable String instance, Map<String, ?> resource) {

	public Origin {
		service = service.isBlank() ? Subjects.DEFAULT_SERVICE : service;
	}

	/**
	 * Create an origin of a service alone.
	 * @param service the service's name
	 * @return the origin
	 */
	public static Origin of(String service) {
		return new Origin(service, null, Map.of());
	}

}
