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

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import io.github.telemetrynats.cli.bridge.BridgeCommand;
import io.github.telemetrynats.cli.metric.MetricCommand;
import io.github.telemetrynats.cli.metric.MetricsCommand;
import io.github.telemetrynats.cli.operate.DoctorCommand;
import io.github.telemetrynats.cli.operate.StreamCommand;
import io.github.telemetrynats.cli.service.ServicesCommand;
import io.github.telemetrynats.cli.tail.TailCommand;
import io.github.telemetrynats.cli.trace.SpansCommand;
import io.github.telemetrynats.cli.trace.TraceCommand;
import io.github.telemetrynats.cli.trace.TracesCommand;
import io.github.telemetrynats.cli.transfer.ExportCommand;
import io.github.telemetrynats.cli.transfer.ImportCommand;

/**
 * The commands by their names. The model of a command is made only if it is needed: that
 * takes as long as everything else at the start.
 */
final class CommandTable {

	private static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();

	static {
		COMMANDS.put("tail", TailCommand::new);
		COMMANDS.put("traces", TracesCommand::new);
		COMMANDS.put("trace", TraceCommand::new);
		COMMANDS.put("spans", SpansCommand::new);
		COMMANDS.put("metrics", MetricsCommand::new);
		COMMANDS.put("metric", MetricCommand::new);
		COMMANDS.put("services", ServicesCommand::new);
		COMMANDS.put("stream", StreamCommand::new);
		COMMANDS.put("doctor", DoctorCommand::new);
		COMMANDS.put("export", ExportCommand::new);
		COMMANDS.put("import", ImportCommand::new);
		COMMANDS.put("bridge", BridgeCommand::new);
		COMMANDS.put("completion", CompletionCommand::new);
	}

	private CommandTable() {
	}

	static Set<String> names() {
		Set<String> names = new HashSet<>(COMMANDS.keySet());
		names.add("logs");
		return names;
	}

	/**
	 * Make a command line that knows the command that is meant, or all of them.
	 * @param args what was typed
	 * @return the command line
	 */
	static CommandLine commandLine(String[] args) {
		CommandSpec root = root();
		String first = (args.length > 0) ? args[0] : "";
		String name = first.equals("logs") ? "tail" : first;
		Supplier<Object> command = COMMANDS.get(name);
		CommandLine line = new CommandLine(root);
		if (command != null) {
			line.addSubcommand(command.get());
		}
		else {
			COMMANDS.values().forEach((each) -> line.addSubcommand(each.get()));
		}
		return line;
	}

	private static CommandSpec root() {
		CommandSpec root = CommandSpec.wrapWithoutInspection(null);
		root.name("telemetry-nats").versionProvider(new Version());
		root.usageMessage()
			.description("Looks at the telemetry of applications in a NATS JetStream stream.")
			.footer("", "Each command has a --help of its own.",
					"Exit codes: 0 done, 1 nothing matched, 2 wrong usage, 3 no connection or permission,",
					"4 no JetStream or stream, 5 incomplete.");
		root.addOption(OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this text").build());
		root.addOption(OptionSpec.builder("-V", "--version").versionHelp(true).description("Show the version").build());
		return root;
	}

	/**
	 * Says which version this is.
	 */
	private static final class Version implements CommandLine.IVersionProvider {

		@Override
		public String[] getVersion() {
			@Nullable String version = CommandTable.class.getPackage().getImplementationVersion();
			return new String[] { "telemetry-nats " + ((version != null) ? version : "(unpackaged)") };
		}

	}

}
