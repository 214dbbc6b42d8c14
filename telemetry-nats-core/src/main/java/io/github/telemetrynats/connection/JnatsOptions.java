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

import java.nio.file.Path;
import java.time.Duration;

import javax.net.ssl.SSLContext;

import io.nats.client.Nats;
import io.nats.client.Options;

/**
 * The options of jnats: what the settings say, what a publisher needs, and what must hold
 * whatever a customizer does.
 */
final class JnatsOptions {

	/** Twice the largest window of the publisher, so that it never waits for room. */
	static final int OUTGOING_QUEUE = 2 * 4096;

	private static final Duration PUSH_TIMEOUT = Duration.ofMillis(250);

	private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(10);

	private JnatsOptions() {
	}

	static Options create(ConnectionSettings settings, JnatsEvents events, JnatsThreads threads, ReconnectDelay delay,
			NamedServerPool servers) {
		Options.Builder builder = new Options.Builder()
			.servers(settings.servers().stream().map(ServerUrl::toUrl).toArray(String[]::new))
			.connectionName(settings.name())
			.connectionTimeout(settings.connectTimeout())
			.pingInterval(settings.pingInterval())
			.maxPingsOut(2)
			.socketWriteTimeout(WRITE_TIMEOUT)
			// The publisher keeps what is unconfirmed: a second buffer would only double
			// it
			.reconnectBufferSize(0)
			.maxMessagesInOutgoingQueue(OUTGOING_QUEUE)
			.writeQueuePushTimeout(PUSH_TIMEOUT)
			.dontForceFlushOnRequest()
			.subjectValidationType(Options.SubjectValidationType.None)
			.connectionListener(events)
			.errorListener(events);
		authenticate(builder, settings);
		SSLContext sslContext = settings.sslContext();
		if (sslContext != null) {
			builder.sslContext(sslContext);
		}
		settings.customizers().forEach((customizer) -> customizer.accept(builder));
		Options customized = builder.build();
		SSLContext customizedSslContext = customized.getSslContext();
		if (customizedSslContext != null && settings.verifyHostname()) {
			builder.sslContext(new VerifyingSslContext(customizedSslContext, servers));
		}
		events.alsoTell(customized.getConnectionListener(), customized.getErrorListener());
		builder.connectionListener(events)
			.errorListener(events)
			.serverPool(servers)
			.maxReconnects(-1)
			.reconnectDelayHandler(delay);
		threads.applyTo(builder);
		return builder.build();
	}

	private static void authenticate(Options.Builder builder, ConnectionSettings settings) {
		String user = settings.user();
		String token = settings.token();
		Path credentialsFile = settings.credentialsFile();
		String nkey = settings.nkey();
		if (user != null) {
			String password = settings.password();
			builder.userInfo(user.toCharArray(), ((password != null) ? password : "").toCharArray());
		}
		else if (token != null) {
			builder.token(token.toCharArray());
		}
		else if (credentialsFile != null) {
			builder.authHandler(Nats.credentials(credentialsFile.toAbsolutePath().toString()));
		}
		else if (nkey != null) {
			builder.authHandler(Nats.staticCredentials(null, nkey.toCharArray()));
		}
	}

}
