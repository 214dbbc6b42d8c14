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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.terminal.CommandFailure;
import io.github.telemetrynats.cli.terminal.ExitCode;
import io.github.telemetrynats.connection.HostnameVerification;

/**
 * An open connection, that opens itself again for ever when it is lost. Safe for use by
 * several threads.
 */
public final class NatsLink implements AutoCloseable {

	private static final String DEFAULT_SERVER = "nats://localhost:4222";

	private static final String DEFAULT_API = "$JS.API";

	/**
	 * A server waits for a login for two seconds or so. A JVM that has just started on a
	 * busy machine may need longer to sign one, the first time.
	 */
	private static final int MAX_LOGINS = 3;

	private static final Duration FAREWELL = Duration.ofSeconds(1);

	private final String servers;

	private final String apiPrefix;

	private final Duration timeout;

	private final LinkEvents events;

	private final Connection connection;

	private NatsLink(String servers, String apiPrefix, Duration timeout, LinkEvents events, Connection connection) {
		this.servers = servers;
		this.apiPrefix = apiPrefix;
		this.timeout = timeout;
		this.events = events;
		this.connection = connection;
	}

	/**
	 * Connect.
	 * @param options where and as whom
	 * @return the connection
	 * @throws CommandFailure if that is not possible
	 */
	public static NatsLink open(ConnectionOptions options) {
		return open(options, System.getenv());
	}

	static NatsLink open(ConnectionOptions options, Map<String, String> variables) {
		Settings settings = settings(options, variables);
		String url = settings.servers();
		List<String> servers = List.of(((url != null) ? url : DEFAULT_SERVER).split("\\s*,\\s*"));
		String shown = String.join(", ", servers.stream().map(NatsLink::withoutSecrets).toList());
		for (int attempt = 1; true; attempt++) {
			LinkEvents events = new LinkEvents(servers.size() == 1);
			try {
				Options natsOptions = natsOptions(settings, servers, options.timeout(), events);
				String api = settings.apiPrefix();
				Connection connection = Nats.connect(natsOptions);
				events.opened();
				return new NatsLink(shown, (api != null) ? api : DEFAULT_API, options.timeout(), events, connection);
			}
			catch (IllegalArgumentException ex) {
				throw CommandFailure.usage("The server's address '" + shown
						+ "' cannot be used: it must be a URL such as nats://host:4222 or tls://host:4222");
			}
			catch (IOException | InterruptedException ex) {
				if (!events.isLate() || attempt == MAX_LOGINS) {
					IOException failure = (ex instanceof IOException known) ? known : new IOException(ex);
					throw new CommandFailure(ExitCode.CONNECTION, events.refusal(shown, failure, settings));
				}
				// What interrupted us may have come a moment after jnats gave up
				Thread.interrupted();
			}
		}
	}

	static Settings settings(ConnectionOptions options, Map<String, String> variables) {
		NatsContexts contexts = new NatsContexts(variables);
		Settings settings = options.settings();
		String named = options.contextName();
		if (named != null) {
			return settings.or(contexts.read(named)).or(Settings.environment(variables));
		}
		settings = settings.or(Settings.environment(variables));
		String other = Settings.text(variables.get("NATS_CONTEXT"));
		other = (other != null) ? other : contexts.selected();
		return (other != null) ? settings.or(contexts.read(other)) : settings;
	}

	private static Options natsOptions(Settings settings, List<String> servers, Duration timeout, LinkEvents events)
			throws IOException {
		Options.Builder builder = new Options.Builder().servers(servers.toArray(String[]::new))
			.connectionName("telemetry-nats")
			.connectionTimeout(timeout)
			.maxReconnects(-1)
			.reconnectDelayHandler(NatsLink::delay)
			.pingInterval(Duration.ofSeconds(10))
			.maxPingsOut(2)
			.subjectValidationType(Options.SubjectValidationType.None)
			.dontForceFlushOnRequest()
			.dataPortType(AsciiHeadersPort.class.getName())
			.errorListener(events)
			.connectionListener(events);
		String inbox = settings.inboxPrefix();
		if (inbox != null) {
			builder.inboxPrefix(inbox.endsWith(".") ? inbox : inbox + '.');
		}
		login(builder, settings);
		boolean files = settings.ca() != null || settings.cert() != null || settings.key() != null;
		if (files || settings.tlsFirst() || servers.stream().anyMatch((url) -> url.startsWith("tls:"))) {
			HostnameVerification.require(builder, servers, TlsFiles.context(settings));
		}
		if (settings.tlsFirst()) {
			builder.tlsFirst();
		}
		return builder.build();
	}

	private static void login(Options.Builder builder, Settings settings) throws IOException {
		String user = settings.user();
		String password = settings.password();
		String token = settings.token();
		String creds = settings.creds();
		String nkey = settings.nkey();
		if (creds != null) {
			builder.authHandler(Nats.credentials(readable("--creds", creds)));
		}
		else if (nkey != null) {
			String seed = Files.readString(Path.of(readable("--nkey", nkey))).trim();
			builder.authHandler(Nats.staticCredentials(null, seed.toCharArray()));
		}
		else if (user != null && password != null) {
			builder.userInfo(user.toCharArray(), password.toCharArray());
		}
		else if (user != null || token != null) {
			builder.token(((token != null) ? token : String.valueOf(user)).toCharArray());
		}
	}

	private static String readable(String option, String file) {
		if (!Files.isReadable(Path.of(file))) {
			throw CommandFailure.usage(option + " is '" + file + "', which cannot be read");
		}
		return file;
	}

	private static Duration delay(long tries) {
		long millis = Math.min(5_000, 100L << Math.min(6, Math.max(0, tries - 1)));
		return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 4 + 1));
	}

	static String withoutSecrets(String text) {
		int at = text.lastIndexOf('@');
		int scheme = text.indexOf("//");
		return (at < 0) ? text
				: (((scheme >= 0 && scheme < at) ? text.substring(0, scheme + 2) : "") + text.substring(at + 1));
	}

	/**
	 * Return the connection.
	 * @return the connection, open or about to open again
	 */
	public Connection connection() {
		return this.connection;
	}

	/**
	 * Return where it leads, without secrets.
	 * @return comma-separated
	 */
	public String servers() {
		return this.servers;
	}

	/**
	 * Return where the JetStream API is.
	 * @return such as {@code $JS.API}
	 */
	public String apiPrefix() {
		return this.apiPrefix;
	}

	/**
	 * Return how long to wait for an answer.
	 * @return a positive duration
	 */
	public Duration timeout() {
		return this.timeout;
	}

	/**
	 * Return how often the connection was lost so far and is back again.
	 * @return 0 for never
	 */
	public long reconnects() {
		return this.events.reconnects();
	}

	/**
	 * Return since when there is no connection.
	 * @return a time of {@link System#nanoTime()}, or 0 while there is one
	 */
	public long downSince() {
		return this.events.downSince();
	}

	/**
	 * Return the last thing that the server forbade.
	 * @return the server's words, or {@code null}
	 */
	public @Nullable String forbidden() {
		return this.events.forbidden();
	}

	@Override
	public void close() {
		try {
			try {
				if (downSince() == 0) {
					// Otherwise jnats drops what it has not written yet, and the server
					// keeps consumers that nobody reads any more
					this.connection.flush(FAREWELL);
				}
			}
			catch (TimeoutException | IllegalStateException ex) {
				// The server forgets them by itself
			}
			// With the reader still in the socket, the JVM would take 300 ms more to end
			this.connection.close();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
