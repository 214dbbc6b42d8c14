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

package io.github.telemetrynats.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;

import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

import io.github.telemetrynats.cli.terminal.CommandFailure;
import io.github.telemetrynats.cli.terminal.ExitCode;
import io.github.telemetrynats.cli.terminal.OutputClosedException;
import io.github.telemetrynats.cli.terminal.Terminal;

/**
 * The command's entry point.
 */
public final class TelemetryNats {

	private TelemetryNats() {
	}

	/**
	 * Run the command and end the JVM.
	 * @param args what was typed
	 */
	public static void main(String[] args) {
		int exitCode = run(args);
		Terminal.end();
		System.exit(exitCode);
	}

	/**
	 * Run the command.
	 * @param typed what was typed
	 * @return the exit code
	 */
	static int run(String... typed) {
		if (typed.length == 1 && typed[0].equals("--rehearse")) {
			return Rehearsal.run();
		}
		String[] args = CommandWord.first(typed, CommandTable.names());
		CommandLine line = CommandTable.commandLine(args);
		line.setCaseInsensitiveEnumValuesAllowed(true);
		line.setUsageHelpAutoWidth(false);
		line.setUsageHelpWidth(100);
		line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
		line.setExecutionExceptionHandler((failure, command, result) -> exitCode(failure));
		line.setParameterExceptionHandler((failure, arguments) -> {
			System.err.println("telemetry-nats: " + failure.getMessage());
			if (failure instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
				UnmatchedArgumentException.printSuggestions(failure, failure.getCommandLine().getErr());
			}
			else if (failure.getCommandLine().getParent() == null) {
				System.err.println("Commands: " + String.join(", ", new TreeSet<>(CommandTable.names())));
			}
			System.err.println("See '" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help'");
			return ExitCode.USAGE;
		});
		if (args.length == 0) {
			line.usage(System.out);
			return ExitCode.USAGE;
		}
		return line.execute(args);
	}

	private static int exitCode(Exception failure) {
		if (failure instanceof OutputClosedException) {
			return ExitCode.OK;
		}
		if (failure instanceof CommandFailure known) {
			System.err.println("telemetry-nats: " + known.getMessage());
			return known.exitCode();
		}
		System.err.println("telemetry-nats: a fault of the command itself");
		failure.printStackTrace();
		return ExitCode.PARTIAL;
	}

}
