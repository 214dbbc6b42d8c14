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

package io.github.telemetrynats.test;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.nats.client.Connection;
import io.nats.client.Nats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link OperatorMode}.
 */
class OperatorModeIT {

	/** jnats looks at the refusal only when this is over. */
	private static final Duration REFUSED_WITHIN = Duration.ofSeconds(1);

	@TempDir
	private Path folder;

	@Test
	void userOfTheOperatorHasJetStreamAndAnotherIsRefused() throws Exception {
		OperatorMode operator = new OperatorMode();
		Path ours = Files.writeString(this.folder.resolve("ours.creds"), operator.credentials());
		Path others = Files.writeString(this.folder.resolve("others.creds"), new OperatorMode().credentials());
		try (NatsServer server = NatsServer.builder().config(operator.serverConfiguration()).start()) {
			try (Connection connection = server
				.connect((options) -> options.authHandler(Nats.credentials(ours.toString())))) {
				assertThat(connection.jetStreamManagement().getAccountStatistics().getStreams()).isZero();
			}
			assertThatExceptionOfType(UncheckedIOException.class)
				.isThrownBy(() -> server.connect((options) -> options.authHandler(Nats.credentials(others.toString()))
					.connectionTimeout(REFUSED_WITHIN)));
		}
	}

	@Test
	void seedIsTheUsersInTheCredentials() {
		OperatorMode operator = new OperatorMode();
		assertThat(operator.seed()).startsWith("SU");
		assertThat(operator.credentials()).contains(operator.seed());
	}

}
