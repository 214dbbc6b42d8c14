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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.nats.client.NKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Wrong settings are refused with the property and what would be right.
 */
class ConnectionSettingsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@TempDir
	Path folder;

	@Test
	void defaultsAreALocalServer() {
		ConnectionSettings settings = ConnectionSettings.builder().build();
		assertThat(settings).hasToString("nats://localhost:4222");
		assertThat(settings.verifyHostname()).isTrue();
	}

	@Test
	void serversAreShownWithoutUserInformation() {
		assertThat(ConnectionSettings.builder()
			.servers("nats://bob:secret@a:1", "b", "tls://token@c:2", "[::1]:3", "1.2.3.4:5")
			.build()).hasToString("nats://a:1, nats://b:4222, tls://c:2, nats://[::1]:3, nats://1.2.3.4:5");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nats://u:secret@", "nats://u:secret@host:99999", "http://u:secret@host:1",
			"nats://u:secret@host:port", "u:secret@ho st", "nats://u:secret@:4222", "opentls://u:secret@host:1",
			"nats://u:sec/secret@host:1", "" })
	void serverIsMalformedIsRefusedWithoutShowingUserInformation(String url) {
		assertRefused((settings) -> settings.servers("nats://fine:1", url), "telemetry.nats.connection.servers is '",
				"nats://host:4222");
	}

	@Test
	void thereIsNoServerIsRefused() {
		assertRefused((settings) -> settings.servers(List.of()), "telemetry.nats.connection.servers", "at least one");
	}

	@Test
	void thereAreTwoWaysToAuthenticateIsRefused() throws Exception {
		Path file = Files.writeString(this.folder.resolve("a.creds"), "");
		assertRefused((settings) -> settings.user("u").password("secret").token("secret"),
				"telemetry.nats.connection.user and telemetry.nats.connection.token are set");
		assertRefused((settings) -> settings.token("secret").credentialsFile(file),
				"telemetry.nats.connection.token and telemetry.nats.connection.credentials-file are set");
		assertRefused((settings) -> settings.servers("nats://u:secret@host:1").token("secret"),
				"telemetry.nats.connection.token and telemetry.nats.connection.servers");
		assertRefused((settings) -> settings.nkey(seed()).user("u"), "telemetry.nats.connection.nkey");
	}

	@Test
	void passwordIsWithoutUserIsRefused() {
		assertRefused((settings) -> settings.password("secret"), "telemetry.nats.connection.password",
				"telemetry.nats.connection.user");
	}

	@Test
	void credentialsFileCannotBeReadIsRefused() {
		assertRefused((settings) -> settings.credentialsFile(this.folder.resolve("none.creds")),
				"telemetry.nats.connection.credentials-file is '" + this.folder.resolve("none.creds"));
		assertRefused((settings) -> settings.credentialsFile(this.folder), "must be a file");
	}

	@ParameterizedTest
	@ValueSource(strings = { "secret", "SAsecret", "SUsecretsecretsecretsecret" })
	void nkeyIsNoUsersSeedIsRefusedWithoutShowingIt(String nkey) {
		assertRefused((settings) -> settings.nkey(nkey), "telemetry.nats.connection.nkey", "starts with SU");
	}

	@Test
	void durationsThatAreNotPositiveAreRefused() {
		assertRefused((settings) -> settings.connectTimeout(Duration.ZERO),
				"telemetry.nats.connection.connect-timeout is 'PT0S'");
		assertRefused((settings) -> settings.requestTimeout(Duration.ZERO),
				"telemetry.nats.connection.request-timeout");
		assertRefused((settings) -> settings.pingInterval(Duration.ofMillis(-1)),
				"telemetry.nats.connection.ping-interval is 'PT-0.001S'");
		assertRefused((settings) -> settings.reconnectWait(Duration.ZERO), "telemetry.nats.connection.reconnect-wait");
		assertRefused((settings) -> settings.reconnectJitter(Duration.ofMillis(-1)),
				"telemetry.nats.connection.reconnect-jitter");
	}

	@Test
	void emptySecretsAreNone() {
		assertThat(ConnectionSettings.builder().user("").password("").token("").nkey("").build().user()).isNull();
	}

	@Test
	void nameCannotBreakTheProtocol() {
		assertThat(ConnectionSettings.builder().name("a\"b\\c\nd é").build().name()).isEqualTo("a_b_c_d é");
	}

	@Test
	void laterChangesOfTheBuilderChangeNothing() {
		ConnectionSettings.Builder builder = ConnectionSettings.builder().user("a");
		ConnectionSettings settings = builder.build();
		builder.user("b").customizer((options) -> {
		});
		assertThat(settings.user()).isEqualTo("a");
		assertThat(settings.customizers()).isEmpty();
	}

	@Test
	void customizerFailsIsToldAtOnce() {
		ConnectionSettings settings = ConnectionSettings.builder().customizer((options) -> {
			throw new IllegalStateException("planted");
		}).build();
		assertThatIllegalStateException().isThrownBy(() -> TelemetryConnection.open(settings)).withMessage("planted");
		// Those of other tests may still be ending
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(Threads.ofConnections()).isEmpty());
	}

	private static String seed() {
		try {
			return new String(NKey.createUser(null).getSeed());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void assertRefused(Consumer<ConnectionSettings.Builder> settings, String... message) {
		ConnectionSettings.Builder builder = ConnectionSettings.builder();
		settings.accept(builder);
		assertThatIllegalArgumentException().isThrownBy(builder::build)
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.getMessage()).contains(message).doesNotContain("secret"));
	}

}
