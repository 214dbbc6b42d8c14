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

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import io.github.telemetrynats.cli.connection.ConnectionOptions;
import io.github.telemetrynats.cli.terminal.OutputOptions;

/**
 * The options that every command has that looks at the stream.
 */
public final class CommonOptions {

	@Mixin
	private ConnectionOptions connection = new ConnectionOptions();

	@Mixin
	private OutputOptions output = new OutputOptions();

	@Option(names = "--stream", paramLabel = "NAME", order = 700, description = "The stream; default: TELEMETRY")
	private String stream = "TELEMETRY";

	@Option(names = "--prefix", paramLabel = "SUBJECT", order = 701,
			description = "The first tokens of its subjects; default: telemetry")
	private String prefix = "telemetry";

	@Option(names = { "-h", "--help" }, usageHelp = true, order = 999, description = "Show this text")
	@SuppressWarnings("UnusedVariable")
	private boolean help;

	/**
	 * Return where the server is.
	 * @return the options of the connection
	 */
	public ConnectionOptions connection() {
		return this.connection;
	}

	/**
	 * Return how the output looks.
	 * @return the options of the output
	 */
	public OutputOptions output() {
		return this.output;
	}

	String stream() {
		return this.stream;
	}

	String prefix() {
		return this.prefix;
	}

}
