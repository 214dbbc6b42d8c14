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

package io.github.telemetrynats.stream;

import java.time.Duration;

import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StorageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Wrong settings are refused with the property, the value and what would be right.
 */
class StreamSettingsTests {

	@Test
	void defaultsAreTheContracts() {
		assertThat(StreamSettings.defaults()).hasToString("StreamSettings[name=TELEMETRY, subjectPrefix=telemetry, "
				+ "storage=file, maxAge=PT168H, maxBytes=1073741824, duplicateWindow=PT5S, discard=old, replicas=1, "
				+ "provisioning=CREATE_OR_UPDATE]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "a.b", "a*", ">", "a/b", "a\\b", "a\tb" })
	void nameIsWrongIsRefused(String name) {
		assertRefused(name, "telemetry", "P7D", 1, "PT5S", 1, "telemetry.nats.stream.name is '" + name + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "a.", ".a", "a..b", "a b", "a.*", "a.>", ">", "$JS.API", "_INBOX.a" })
	void subjectPrefixIsWrongIsRefused(String prefix) {
		assertRefused("A", prefix, "P7D", 1, "PT5S", 1, "telemetry.nats.stream.subject-prefix is '" + prefix + "'");
	}

	@ParameterizedTest
	@CsvSource({ "PT-1S, 1, PT5S, 1, max-age is 'PT-1S'", "PT0.05S, 1, PT5S, 1, max-age is 'PT0.05S'",
			"P7D, 0, PT5S, 1, max-bytes is '0'", "P7D, -2, PT5S, 1, max-bytes is '-2'",
			"P7D, 1, PT0S, 1, duplicate-window is 'PT0S'", "PT1S, 1, PT5S, 1, duplicate-window is 'PT5S'",
			"P7D, 1, PT5S, 0, replicas is '0'", "P7D, 1, PT5S, 6, replicas is '6'" })
	void limitIsWrongIsRefused(String maxAge, long maxBytes, String window, int replicas, String message) {
		assertRefused("A", "a", maxAge, maxBytes, window, replicas, "telemetry.nats.stream." + message);
	}

	@ParameterizedTest
	@CsvSource({ "telemetry.>, telemetry.>, true", "telemetry.>, telemetry.logs.>, true",
			"telemetry.>, telemetry.*.a, true", ">, telemetry.>, true", "*.>, telemetry.>, true",
			"telemetry.*, telemetry.>, false", "telemetry.logs.>, telemetry.>, false", "a.>, b.>, false",
			"a.b, a.b, true", "a.b, a.b.c, false", "a.b.c, a.b, false", "a.>, a, false", "a.*, a.*, true",
			"a.b, a.*, false" })
	void subjectCoversAnother(String pattern, String other, boolean covers) {
		assertThat(StreamField.covers(pattern, other)).isEqualTo(covers);
	}

	private static void assertRefused(String name, String prefix, String maxAge, long maxBytes, String window,
			int replicas, String message) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new StreamSettings(name, prefix, StorageType.File, Duration.parse(maxAge), maxBytes,
					Duration.parse(window), DiscardPolicy.Old, replicas, Provisioning.NONE))
			.withMessageStartingWith(message)
			.withMessageContaining(" but must ");
	}

}
