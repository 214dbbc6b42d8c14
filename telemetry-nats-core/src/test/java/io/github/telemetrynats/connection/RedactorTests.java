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

import java.io.IOException;
import java.util.concurrent.ExecutionException;

import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is told of failures has no secret in it.
 */
class RedactorTests {

	private final Redactor redactor = new Redactor(
			ConnectionSettings.builder().servers("nats://bob:s3%2Fcret@host:1", "nats://tok3n@host:2").build());

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					Unable to connect to NATS servers: [nats://bob:s3%2Fcret@host:1, nats://tok3n@host:2] | Unable to connect to NATS servers: [nats://host:1, nats://host:2]
					nats://10.0.0.1:1 [nats://bob:s3%2Fcret@host:1] | nats://10.0.0.1:1 [nats://host:1]
					password s3/cret is wrong | password *** is wrong
					token 'tok3n' | token '***'
					nothing to hide | nothing to hide
					""")
	void secretsAreTakenOut(String text, String expected) {
		assertThat(this.redactor.redact(text)).isEqualTo(expected);
	}

	@Test
	void rootCauseIsToldAndTlsRecognised() {
		Failure failure = Failure.of(
				new ExecutionException(new IOException(
						new SSLHandshakeException("No name matching host\nfound for nats://bob:s3%2Fcret@host:1"))),
				this.redactor);
		assertThat(failure.text())
			.isEqualTo("TLS: SSLHandshakeException: No name matching host found for nats://host:1");
		assertThat(failure.refused()).isTrue();
	}

	@Test
	void longTextsAreCut() {
		assertThat(Failure.of(new IOException("x".repeat(10_000)), this.redactor).text()).hasSizeLessThan(400);
	}

}
