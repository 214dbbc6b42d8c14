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

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import io.github.telemetrynats.cli.terminal.CommandFailure;

/**
 * The options that say where the server is and who asks. What is not given comes from a
 * context of the nats CLI that is named with {@code --context}, then from the
 * environment, then from the context that is selected.
 */
public final class ConnectionOptions {

	@Option(names = { "-s", "--server" }, paramLabel = "URL", order = 800,
			description = "Servers, comma-separated ($NATS_URL); default: nats://localhost:4222")
	private @Nullable String server;

	@Option(names = "--context", paramLabel = "NAME", order = 801,
			description = "A context of the nats CLI ($NATS_CONTEXT); default: the selected one")
	private @Nullable String context;

	@Option(names = "--creds", paramLabel = "FILE", order = 802, description = "Credentials file ($NATS_CREDS)")
	private @Nullable String creds;

	@Option(names = "--nkey", paramLabel = "FILE", order = 803, description = "File with an NKey seed ($NATS_NKEY)")
	private @Nullable String nkey;

	@Option(names = "--user", paramLabel = "NAME", order = 804,
			description = "User, or a token if there is no password ($NATS_USER)")
	private @Nullable String user;

	@Option(names = "--password", paramLabel = "TEXT", order = 805,
			description = "Password; better in $NATS_PASSWORD, where other users do not see it")
	private @Nullable String password;

	@Option(names = "--tls-ca", paramLabel = "FILE", order = 806,
			description = "PEM file of the authorities to trust ($NATS_CA)")
	private @Nullable String ca;

	@Option(names = "--tls-cert", paramLabel = "FILE", order = 807,
			description = "PEM file of our own certificate ($NATS_CERT)")
	private @Nullable String cert;

	@Option(names = "--tls-key", paramLabel = "FILE", order = 808,
			description = "PEM file of our own private key, PKCS#8 ($NATS_KEY)")
	private @Nullable String key;

	@Option(names = "--tls-first", order = 809, description = "Speak TLS before the server says anything")
	private boolean tlsFirst;

	@Option(names = "--timeout", paramLabel = "DURATION", order = 810,
			defaultValue = "${env:TELEMETRY_NATS_TIMEOUT:-5s}",
			description = "How long to wait for an answer ($TELEMETRY_NATS_TIMEOUT); default: 5s")
	private String timeout = "5s";

	/**
	 * Return how long to wait for an answer.
	 * @return a positive duration
	 */
	public Duration timeout() {
		String text = this.timeout.trim();
		try {
			Duration duration = text.endsWith("ms") ? Duration.ofMillis(number(text, 2))
					: (text.endsWith("m") ? Duration.ofMinutes(number(text, 1)) : Duration.ofSeconds(number(text, 1)));
			if (!duration.isNegative() && !duration.isZero() && (text.endsWith("s") || text.endsWith("m"))) {
				return duration;
			}
		}
		catch (NumberFormatException ex) {
			// Told below
		}
		throw CommandFailure.usage("--timeout is '" + this.timeout + "', but must be a duration such as 500ms or 5s");
	}

	private static long number(String text, int unit) {
		return Long.parseLong(text.substring(0, Math.max(0, text.length() - unit)));
	}

	@Nullable String contextName() {
		return this.context;
	}

	/**
	 * Return what is set on the command line.
	 * @return the settings that are there
	 */
	Settings settings() {
		return new Settings(this.server, this.user, this.password, null, this.creds, this.nkey, this.ca, this.cert,
				this.key, this.tlsFirst, null, null);
	}

}
