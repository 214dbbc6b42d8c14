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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.nats.client.NKey;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with settings, in terms of the properties they come from, before
 * anything is started. Never shows a secret.
 */
final class SettingsCheck {

	private static final String PREFIX = "telemetry.nats.connection.";

	private SettingsCheck() {
	}

	static void check(ConnectionSettings settings) {
		if (settings.servers().isEmpty()) {
			throw invalid("servers", null, "must have at least one URL such as nats://host:4222");
		}
		checkAuthentication(settings);
		positive("connect-timeout", settings.connectTimeout());
		positive("request-timeout", settings.requestTimeout());
		positive("ping-interval", settings.pingInterval());
		positive("reconnect-wait", settings.reconnectWait());
		if (settings.reconnectJitter().isNegative()) {
			throw invalid("reconnect-jitter", settings.reconnectJitter(), "must not be negative, for example 100ms");
		}
	}

	static IllegalArgumentException invalid(String property, @Nullable Object value, String right) {
		return new IllegalArgumentException(
				PREFIX + property + ((value != null) ? " is '" + value + "' but " : " ") + right);
	}

	private static void checkAuthentication(ConnectionSettings settings) {
		if (settings.password() != null && settings.user() == null) {
			throw invalid("password", null, "is set but " + PREFIX + "user is not: set both or neither");
		}
		List<String> ways = new ArrayList<>();
		addWay(ways, settings.user(), "user");
		addWay(ways, settings.token(), "token");
		addWay(ways, settings.credentialsFile(), "credentials-file");
		addWay(ways, settings.nkey(), "nkey");
		if (settings.servers().stream().map(ServerUrl::userInfo).anyMatch(Objects::nonNull)) {
			ways.add(PREFIX + "servers (user information in a URL)");
		}
		if (ways.size() > 1) {
			throw new IllegalArgumentException(String.join(" and ", ways) + " are set: choose one way to authenticate");
		}
		Path file = settings.credentialsFile();
		if (file != null && (!Files.isRegularFile(file) || !Files.isReadable(file))) {
			throw invalid("credentials-file", file, "must be a file that can be read");
		}
		String nkey = settings.nkey();
		if (nkey != null && !isUserSeed(nkey)) {
			throw invalid("nkey", null, "must be a user's seed, which starts with SU");
		}
	}

	private static void addWay(List<String> ways, @Nullable Object value, String property) {
		if (value != null) {
			ways.add(PREFIX + property);
		}
	}

	private static boolean isUserSeed(String seed) {
		try {
			NKey key = NKey.fromSeed(seed.toCharArray());
			boolean user = key.getType() == NKey.Type.USER;
			key.clear();
			return user;
		}
		catch (RuntimeException ex) {
			// Not told: the message may have the seed
			return false;
		}
	}

	private static void positive(String property, Duration value) {
		if (value.isZero() || value.isNegative()) {
			throw invalid(property, value, "must be positive, for example 2s");
		}
	}

}
