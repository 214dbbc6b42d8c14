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

package io.github.telemetrynats.capture.logging;

import java.util.List;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.telemetrynats.record.LogLevel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LogCaptureSettingsTests {

	@Test
	void blankPatternIsRefusedByPropertyName() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> LogCaptureSettings.builder().excludedLoggers(List.of("com.acme", " ")))
			.withMessageContaining("telemetry.nats.logs.excluded-loggers")
			.withMessageContaining("[com.acme,  ]");
	}

	@Test
	void numberOutOfRangeIsRefusedByPropertyNameValueAndRange() {
		LogCaptureSettings.Builder builder = LogCaptureSettings.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxStackTrace(255))
			.withMessage("telemetry.nats.logs.max-stack-trace is 255, but must be from 256 to 1048576");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxFields(0))
			.withMessage("telemetry.nats.logs.max-fields is 0, but must be from 1 to 10000");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.startupBuffer(-1))
			.withMessage("telemetry.nats.logs.startup-buffer is -1, but must be from 0 to 100000");
	}

	@ParameterizedTest
	@ValueSource(strings = { "io.nats", "io.nats.client.impl.ErrorListenerLoggerImpl",
			"io.github.telemetrynats.connection", "io.github.telemetrynats.stream.StreamProvisioner",
			"io.github.telemetrynats.publisher.TelemetryPublisher" })
	void loggersOfThePipelineAreNeverTaken(String logger) {
		LogCaptureSettings settings = LogCaptureSettings.builder().includedLoggers(List.of("*", logger)).build();
		assertThat(settings.takes(LogLevel.ERROR, logger)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "io.natsume.Orders", "io.github.telemetrynatsfriend",
			"io.github.telemetrynats.sample.OrderService", "ROOT", "" })
	void loggersThatOnlyLookLikeItAreTaken(String logger) {
		assertThat(LogCaptureSettings.defaults().takes(LogLevel.TRACE, logger)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "com.acme,true", "com.acme.orders.Orders,true", "com.acmeister.Orders,false",
			"com.acme.noise.Loud,false", "com.acme.noisy,true", "org.x.audit,true", "org.x.audit.Log,true",
			"org.x.auditor,false", "com.acme.orders.HttpWire,false" })
	void loggersAreSelectedByNameOrPattern(String logger, boolean taken) {
		LogCaptureSettings settings = LogCaptureSettings.builder()
			.includedLoggers(List.of("com.acme", "org.*.audit"))
			.excludedLoggers(List.of("com.acme.noise", "*.HttpWire"))
			.build();
		assertThat(settings.takes(LogLevel.INFO, logger)).isEqualTo(taken);
		assertThat(settings.takes(LogLevel.INFO, logger)).isEqualTo(taken);
	}

	@ParameterizedTest
	@CsvSource({ "user.id,true", "user.name,false", "tenant,true", "tenants,false", "other,false" })
	void keysAreSelectedByNameOrPattern(String key, boolean taken) {
		LogCaptureSettings settings = LogCaptureSettings.builder()
			.includedMdcKeys(List.of("user.*", "tenant"))
			.excludedMdcKeys(List.of("*name"))
			.build();
		assertThat(settings.takesMdcKey(key)).isEqualTo(taken);
		assertThat(settings.takesKeyValue(key)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "password", "db.password", "PASSWD", "client_secret", "accessToken", "Authorization",
			"X-Api-Key", "apiKey", "api_key", "aws.credentials", "Set-Cookie", "PRIVATE_KEY", "passphrase" })
	void secretsAreMaskedByDefault(String key) {
		assertThat(LogCaptureSettings.defaults().masks(key)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "user", "order.id", "passenger", "author", "key", "" })
	void ordinaryKeysAreNotMasked(String key) {
		assertThat(LogCaptureSettings.defaults().masks(key)).isFalse();
	}

	@Test
	void masksAreConfigurable() {
		LogCaptureSettings settings = LogCaptureSettings.builder().maskedKeys(List.of("iban", "card*number")).build();
		assertThat(settings.masks("customer.IBAN")).isTrue();
		assertThat(settings.masks("card_serial_number")).isTrue();
		assertThat(settings.masks("password")).isFalse();
		assertThat(LogCaptureSettings.builder().maskedKeys(List.of()).build().masks("password")).isFalse();
	}

	@Test
	void patternsWithManyWildcardsAreFast() {
		NamePattern pattern = new NamePattern("*a".repeat(200) + "b");
		assertThat(pattern.test("a".repeat(5_000))).isFalse();
		assertThat(pattern.test("a".repeat(5_000) + "b")).isTrue();
	}

	@Test
	void verdictsAreBounded() {
		NameVerdicts verdicts = new NameVerdicts((name) -> name.endsWith("1"));
		for (int i = 0; i < 20_000; i++) {
			assertThat(verdicts.test("key" + i)).isEqualTo(i % 10 == 1);
		}
		assertThat((Object) verdicts).extracting("known", InstanceOfAssertFactories.MAP).hasSize(4_096);
	}

}
