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

package io.github.telemetrynats.autoconfigure;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * What {@code telemetry.nats.connection} says.
 */
final class PropertiesNatsTelemetryConnectionDetails implements NatsTelemetryConnectionDetails {

	private final ConnectionProperties properties;

	private final @Nullable SslBundle sslBundle;

	PropertiesNatsTelemetryConnectionDetails(ConnectionProperties properties, @Nullable SslBundles sslBundles) {
		this.properties = properties;
		this.sslBundle = sslBundle(properties.ssl().bundle(), sslBundles);
	}

	private static @Nullable SslBundle sslBundle(@Nullable String name, @Nullable SslBundles sslBundles) {
		if (name == null || name.isEmpty()) {
			return null;
		}
		List<String> names = (sslBundles != null) ? sslBundles.getBundleNames() : List.of();
		if (sslBundles == null || !names.contains(name)) {
			throw new Setting("telemetry.nats.connection.ssl.bundle", name)
				.invalid("the name of an SSL bundle (spring.ssl.bundle), but there is "
						+ (names.isEmpty() ? "none" : "only " + names));
		}
		return sslBundles.getBundle(name);
	}

	@Override
	public List<String> getServers() {
		return this.properties.servers();
	}

	@Override
	public @Nullable String getUser() {
		return this.properties.user();
	}

	@Override
	public @Nullable String getPassword() {
		return this.properties.password();
	}

	@Override
	public @Nullable String getToken() {
		return this.properties.token();
	}

	@Override
	public @Nullable Path getCredentialsFile() {
		return this.properties.credentialsFile();
	}

	@Override
	public @Nullable String getNkey() {
		return this.properties.nkey();
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		return this.sslBundle;
	}

}
