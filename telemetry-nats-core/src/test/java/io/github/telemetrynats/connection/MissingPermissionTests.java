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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MissingPermissionTests {

	@ParameterizedTest
	@CsvSource({ "Permissions Violation for Publish to \"telemetry.spans.shop.run-1\",telemetry.spans",
			"Permissions Violation for Publish to \"one\",one",
			"Permissions Violation for Publish to telemetry.logs.shop.info,telemetry.logs",
			"Permissions Violation for Subscription to \"_INBOX.q1w2e3.*\",_INBOX" })
	void isNamedByTheFirstTokens(String error, String permission) {
		assertThat(MissingPermission.of(error)).isEqualTo(permission);
		assertThat(MissingPermission.isMeant(error)).isTrue();
	}

	@Test
	void ofTheApiIsToldByWhoAsks() {
		String error = "Permissions Violation for Publish to \"$JS.API.STREAM.INFO.TELEMETRY\"";
		assertThat(MissingPermission.of(error)).isNull();
		assertThat(MissingPermission.isMeant(error)).isTrue();
	}

	@Test
	void isNotMeantByOtherErrors() {
		assertThat(MissingPermission.of("Authorization Violation")).isNull();
		assertThat(MissingPermission.isMeant("Authorization Violation")).isFalse();
	}

}
