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

import java.nio.file.Path;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Starts a {@link NatsServer} that is not like the default one. Not safe for use by
 * several threads; can be used again, for another server with the same settings.
 */
public final class NatsServerBuilder {

	private @Nullable NatsServerExecutable executable;

	private @Nullable String name;

	private String config = "";

	private String clusterConfig = "";

	private boolean jetStream = true;

	private int port;

	private @Nullable Path storeDirectory;

	NatsServerBuilder() {
	}

	/**
	 * Run a given program rather than the one that {@link NatsServerExecutable#find()}
	 * finds.
	 * @param executable the path of a nats-server
	 * @return this builder
	 * @throws IllegalStateException if it cannot be run
	 */
	public NatsServerBuilder executable(Path executable) {
		return executable(NatsServerExecutable.of(executable));
	}

	/**
	 * Run a given program rather than the one that {@link NatsServerExecutable#find()}
	 * finds.
	 * @param executable the program
	 * @return this builder
	 */
	public NatsServerBuilder executable(NatsServerExecutable executable) {
		this.executable = executable;
		return this;
	}

	/**
	 * Add to the server's configuration: accounts, TLS, limits and so on. Address, port
	 * and store are set on the command line, which wins.
	 * @param config text in the form of a nats-server configuration file
	 * @return this builder
	 */
	public NatsServerBuilder config(String config) {
		this.config = config;
		return this;
	}

	/**
	 * Switch JetStream on (the default) or off.
	 * @param jetStream whether the server has JetStream
	 * @return this builder
	 */
	public NatsServerBuilder jetStream(boolean jetStream) {
		this.jetStream = jetStream;
		return this;
	}

	/**
	 * Listen on a given port rather than a free one.
	 * @param port a port of 127.0.0.1, or {@code 0} for a free one
	 * @return this builder
	 * @throws IllegalArgumentException if that is no port
	 */
	public NatsServerBuilder port(int port) {
		if (port < 0 || port > 65_535) {
			throw new IllegalArgumentException("port is " + port + "; expected 0 to 65535");
		}
		this.port = port;
		return this;
	}

	/**
	 * Store messages in a given folder, which is left there when the server is closed,
	 * rather than in a temporary one.
	 * @param storeDirectory the folder
	 * @return this builder
	 */
	public NatsServerBuilder storeDirectory(Path storeDirectory) {
		this.storeDirectory = storeDirectory.toAbsolutePath();
		return this;
	}

	NatsServerBuilder member(String name, String clusterConfig) {
		this.name = name;
		this.clusterConfig = clusterConfig;
		return this;
	}

	/**
	 * Start the server.
	 * @return the server, ready for clients
	 * @throws IllegalStateException if no nats-server can be found or it doesn't start,
	 * with the server's log
	 */
	public NatsServer start() {
		NatsServerExecutable program = (this.executable != null) ? this.executable : NatsServerExecutable.find();
		String serverName = (this.name != null) ? this.name : "test-" + UUID.randomUUID();
		return NatsServer.start(new ServerSettings(program, serverName, this.clusterConfig + this.config,
				this.jetStream, this.port, this.storeDirectory));
	}

}
