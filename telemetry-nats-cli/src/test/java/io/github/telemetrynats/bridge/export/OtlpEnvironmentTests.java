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

package io.github.telemetrynats.bridge.export;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.telemetrynats.record.Signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link OtlpEnvironment} and {@link OtlpTarget}.
 */
class OtlpEnvironmentTests {

	private static final String PREFIX = "OTEL_EXPORTER_OTLP_";

	@Test
	void withoutVariablesTheBackendIsTheCollectorOfThisHost() {
		OtlpTarget target = target(Signal.SPANS, Map.of());
		assertThat(target).isEqualTo(OtlpTarget.of(URI.create("http://localhost:4318/v1/traces")));
		assertThat(target.gzip()).isTrue();
		assertThat(target.timeout()).isEqualTo(Duration.ofSeconds(10));
	}

	@ParameterizedTest
	@CsvSource({ "SPANS,traces", "METRICS,metrics", "LOGS,logs" })
	void theBaseIsCompletedWithThePathOfTheSignal(Signal signal, String path) {
		for (String base : new String[] { "https://otel.example.org/otlp", "https://otel.example.org/otlp/" }) {
			assertThat(target(signal, Map.of(PREFIX + "ENDPOINT", base)).url())
				.isEqualTo(URI.create("https://otel.example.org/otlp/v1/" + path));
		}
	}

	@Test
	void theAddressOfASignalIsUsedAsItIs() {
		Map<String, String> variables = Map.of(PREFIX + "ENDPOINT", "http://all:4318", PREFIX + "TRACES_ENDPOINT",
				"http://traces:1234/here");
		assertThat(target(Signal.SPANS, variables).url()).isEqualTo(URI.create("http://traces:1234/here"));
		assertThat(target(Signal.LOGS, variables).url()).isEqualTo(URI.create("http://all:4318/v1/logs"));
	}

	@Test
	void whatIsSaidOfASignalWins() {
		Map<String, String> variables = Map.of(PREFIX + "HEADERS", "api-key=all", PREFIX + "LOGS_HEADERS",
				"api-key=logs, x=a%20b+c%3D", PREFIX + "TIMEOUT", "1500", PREFIX + "LOGS_TIMEOUT", "2500",
				PREFIX + "COMPRESSION", "none", PREFIX + "LOGS_COMPRESSION", "gzip", PREFIX + "PROTOCOL", "http/json",
				PREFIX + "CERTIFICATE", "/ca.pem", PREFIX + "LOGS_CERTIFICATE", "/logs.pem");
		OtlpTarget logs = target(Signal.LOGS, variables);
		assertThat(logs.headers()).isEqualTo(Map.of("api-key", "logs", "x", "a b+c="));
		assertThat(logs.timeout()).isEqualTo(Duration.ofMillis(2_500));
		assertThat(logs.gzip()).isTrue();
		assertThat(logs.protocol()).isEqualTo(OtlpProtocol.HTTP_JSON);
		assertThat(logs.certificate()).isEqualTo(Path.of("/logs.pem"));
		OtlpTarget spans = target(Signal.SPANS, variables);
		assertThat(spans.headers()).isEqualTo(Map.of("api-key", "all"));
		assertThat(spans.timeout()).isEqualTo(Duration.ofMillis(1_500));
		assertThat(spans.gzip()).isFalse();
		assertThat(spans.certificate()).isEqualTo(Path.of("/ca.pem"));
	}

	@ParameterizedTest
	@CsvSource({ "ENDPOINT,localhost:4318", "ENDPOINT,ftp://x", "ENDPOINT,http://a b", "PROTOCOL,grpc",
			"COMPRESSION,zstd", "TIMEOUT,10s", "TIMEOUT,0", "HEADERS,nothing", "CLIENT_KEY,/key.pem" })
	void whatCannotBeIsRefusedAtOnce(String variable, String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> target(Signal.LOGS, Map.of(PREFIX + variable, value)));
	}

	@Test
	void secretsAreNotShown() {
		OtlpTarget target = target(Signal.LOGS,
				Map.of(PREFIX + "ENDPOINT", "https://user:secret@host:1", PREFIX + "HEADERS", "api-key=secret"));
		assertThat(target.shown()).isEqualTo("https://host:1/v1/logs");
		assertThat(target.toString()).doesNotContain("secret");
	}

	private static OtlpTarget target(Signal signal, Map<String, String> variables) {
		return new OtlpEnvironment(variables).target(signal);
	}

}
