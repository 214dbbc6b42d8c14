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

package io.github.telemetrynats.cli.connection;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HeaderBytes}.
 */
class HeaderBytesTests {

	private static final String INFO = "INFO {\"server_name\":\"caf\u00e9 12 7\"}\r\n";

	private static final String HEADERS = "NATS/1.0\r\nx-name: caf\u00e9\r\n\u00fc: plain\r\n\r\n";

	private static final String CLEAN_HEADERS = "NATS/1.0\r\nx-name: caf??\r\n??: plain\r\n\r\n";

	private static final String BODY = "{\"message\":\"HMSG caf\u00e9 1 2\"}\r\nHMSG a 1 3 3\r\n";

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7, 50, 10_000 })
	void onlyHeadersAreChangedHoweverTheyAreCut(int piece) {
		byte[] bytes = wire(HEADERS);
		HeaderBytes headers = new HeaderBytes();
		for (int i = 0; i < bytes.length; i += piece) {
			headers.clean(bytes, i, Math.min(piece, bytes.length - i));
		}
		assertThat(text(bytes)).isEqualTo(text(wire(CLEAN_HEADERS)));
	}

	@Test
	void theEndOfTheStreamIsNothing() {
		byte[] bytes = utf8("caf\u00e9");
		new HeaderBytes().clean(bytes, 0, -1);
		assertThat(text(bytes)).isEqualTo("caf\u00e9");
	}

	private static byte[] wire(String headers) {
		ByteArrayOutputStream wire = new ByteArrayOutputStream();
		wire.writeBytes(utf8(INFO));
		int length = utf8(headers).length;
		int body = utf8(BODY).length;
		for (int i = 0; i < 2; i++) {
			wire.writeBytes(utf8("MSG telemetry.logs.caf\u00e9.info 3 $JS.ACK.a.b.1.2.3.4.5 " + body + "\r\n" + BODY));
			wire.writeBytes(utf8("\r\nPING\r\n"));
			wire.writeBytes(utf8("HMSG telemetry.logs.caf\u00e9.info 3 $JS.ACK.a.b.1.2.3.4.5 " + length + ' '
					+ (length + body) + "\r\n" + headers + BODY + "\r\n"));
			wire.writeBytes(utf8("HMSG _INBOX.a 3 " + length + ' ' + length + "\r\n" + headers + "\r\n"));
			wire.writeBytes(utf8("MSG a 3 0\r\n\r\n"));
		}
		return wire.toByteArray();
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
