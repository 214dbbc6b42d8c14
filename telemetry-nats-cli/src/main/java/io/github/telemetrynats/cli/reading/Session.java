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

package io.github.telemetrynats.cli.reading;

import io.github.telemetrynats.cli.connection.NatsLink;
import io.github.telemetrynats.cli.terminal.CommandFailure;
import io.github.telemetrynats.cli.terminal.Terminal;
import io.github.telemetrynats.record.Subjects;

/**
 * What a command works with: a terminal, a connection, a stream.
 */
public final class Session implements AutoCloseable {

	private final Terminal terminal;

	private final NatsLink link;

	private final JetStreamApi api;

	private final Subjects subjects;

	private final String stream;

	private Session(Terminal terminal, NatsLink link, Subjects subjects, String stream) {
		this.terminal = terminal;
		this.link = link;
		this.api = new JetStreamApi(link);
		this.subjects = subjects;
		this.stream = stream;
	}

	/**
	 * Connect.
	 * @param options what the command line says
	 * @return the session
	 * @throws CommandFailure if that is not possible
	 */
	public static Session open(CommonOptions options) {
		if (options.output().format().isOfTrace()) {
			throw CommandFailure.usage("-o " + options.output().format()
					+ " is of the command trace alone; here it is text, json, jsonl or csv");
		}
		return open(options, Terminal.system(options.output()));
	}

	/**
	 * Connect.
	 * @param options what the command line says
	 * @param terminal where the output goes
	 * @return the session
	 * @throws CommandFailure if that is not possible
	 */
	public static Session open(CommonOptions options, Terminal terminal) {
		String stream = options.stream();
		if (stream.isEmpty() || !Subjects.token(stream, "-").equals(stream)) {
			throw CommandFailure.usage("--stream is '" + stream + "', but must be a name without white space and dots");
		}
		Subjects subjects;
		try {
			subjects = new Subjects(options.prefix());
		}
		catch (IllegalArgumentException ex) {
			throw CommandFailure.usage("--prefix is '" + options.prefix()
					+ "', but must be one or more tokens joined by dots, such as telemetry");
		}
		return new Session(terminal, NatsLink.open(options.connection()), subjects, stream);
	}

	/**
	 * Return where the output goes.
	 * @return the terminal
	 */
	public Terminal terminal() {
		return this.terminal;
	}

	/**
	 * Return the connection.
	 * @return the connection
	 */
	public NatsLink link() {
		return this.link;
	}

	/**
	 * Return the server's API.
	 * @return the API
	 */
	public JetStreamApi api() {
		return this.api;
	}

	/**
	 * Return the stream's subjects.
	 * @return the subjects
	 */
	public Subjects subjects() {
		return this.subjects;
	}

	/**
	 * Return the stream's name.
	 * @return the name
	 */
	public String stream() {
		return this.stream;
	}

	@Override
	public void close() {
		this.link.close();
	}

}
