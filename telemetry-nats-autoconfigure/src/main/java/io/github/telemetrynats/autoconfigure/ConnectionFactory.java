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

import java.util.List;

import org.springframework.boot.ssl.SslBundle;

import io.github.telemetrynats.connection.ConnectionSettings;
import io.github.telemetrynats.connection.TelemetryConnection;

/**
 * Turns properties, connection details and customizers into a connection.
 */
final class ConnectionFactory {

	private ConnectionFactory() {
	}

	static TelemetryConnection open(ConnectionProperties properties, NatsTelemetryConnectionDetails details,
			List<NatsTelemetryOptionsCustomizer> customizers, String service) {
		return TelemetryConnection.open(settings(properties, details, customizers, service));
	}

	static TelemetryConnection prepare(ConnectionProperties properties, NatsTelemetryConnectionDetails details,
			List<NatsTelemetryOptionsCustomizer> customizers, String service) {
		return TelemetryConnection.prepare(settings(properties, details, customizers, service));
	}

	static ConnectionSettings settings(ConnectionProperties properties, NatsTelemetryConnectionDetails details,
			List<NatsTelemetryOptionsCustomizer> customizers, String service) {
		ConnectionSettings.Builder builder = ConnectionSettings.builder()
			.servers(details.getServers())
			.user(details.getUser())
			.password(details.getPassword())
			.token(details.getToken())
			.credentialsFile(details.getCredentialsFile())
			.nkey(details.getNkey())
			.verifyHostname(properties.ssl().verifyHostname())
			.name((properties.name() != null) ? properties.name() : service)
			.connectTimeout(properties.connectTimeout())
			.requestTimeout(properties.requestTimeout())
			.pingInterval(properties.pingInterval())
			.reconnectWait(properties.reconnectWait())
			.reconnectJitter(properties.reconnectJitter());
		SslBundle bundle = details.getSslBundle();
		if (bundle != null) {
			builder.sslContext(bundle.createSslContext());
		}
		customizers.forEach((customizer) -> builder.customizer(customizer::customize));
		return builder.build();
	}

}
