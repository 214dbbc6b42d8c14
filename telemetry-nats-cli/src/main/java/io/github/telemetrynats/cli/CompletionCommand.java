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

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.github.telemetrynats.cli.terminal.CommandFailure;
import io.github.telemetrynats.cli.terminal.ExitCode;

/**
 * {@code telemetry-nats completion}; also writes the manual page, for the distribution.
 */
@Command(name = "completion", sortOptions = false, description = "Write the completions for a shell",
		footer = { "", "Examples:", "  source <(telemetry-nats completion bash)",
				"  telemetry-nats completion fish > ~/.config/fish/completions/telemetry-nats.fish" })
final class CompletionCommand implements Callable<Integer> {

	@Parameters(index = "0", paramLabel = "bash|zsh|fish", description = "The shell")
	private String shell = "";

	/** For the build: all of them, and the manual page. */
	@Parameters(index = "1", arity = "0..1", hidden = true)
	private @Nullable Path folder;

	@Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this text")
	@SuppressWarnings("UnusedVariable")
	private boolean help;

	@Override
	public Integer call() throws IOException {
		Path target = this.folder;
		if (target != null) {
			write(target);
			return ExitCode.OK;
		}
		try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
			out.write(text(this.shell).getBytes(StandardCharsets.UTF_8));
		}
		return ExitCode.OK;
	}

	private static void write(Path folder) throws IOException {
		Files.createDirectories(folder.resolve("completions"));
		Files.createDirectories(folder.resolve("man/man1"));
		Files.writeString(folder.resolve("completions/telemetry-nats.bash"), text("bash"));
		Files.writeString(folder.resolve("completions/_telemetry-nats"), text("zsh"));
		Files.writeString(folder.resolve("completions/telemetry-nats.fish"), text("fish"));
		Files.writeString(folder.resolve("man/man1/telemetry-nats.1"), text("man"));
	}

	private static String text(String shell) {
		CommandLine all = CommandTable.commandLine(new String[0]);
		return switch (shell.toLowerCase(Locale.ROOT)) {
			case "bash" -> AutoComplete.bash("telemetry-nats", all);
			case "zsh" -> "#compdef telemetry-nats\nautoload -U +X bashcompinit && bashcompinit\n"
					+ AutoComplete.bash("telemetry-nats", all);
			case "fish" -> fish(all);
			case "man" -> ManualPage.of(all);
			default -> throw CommandFailure.usage("completion '" + shell + "': must be bash, zsh or fish");
		};
	}

	private static String fish(CommandLine all) {
		StringBuilder script = new StringBuilder("# Completions of telemetry-nats for fish\n");
		script.append("complete -c telemetry-nats -f\n");
		all.getSubcommands().forEach((name, line) -> {
			CommandSpec spec = line.getCommandSpec();
			script.append("complete -c telemetry-nats -n __fish_use_subcommand -a ")
				.append(name)
				.append(" -d ")
				.append(quoted(first(spec.usageMessage().description())))
				.append('\n');
			for (OptionSpec option : spec.options()) {
				script.append("complete -c telemetry-nats -n '__fish_seen_subcommand_from ").append(name).append('\'');
				for (String optionName : option.names()) {
					script.append(optionName.startsWith("--") ? " -l " : " -s ")
						.append(optionName.replaceFirst("^--?", ""));
				}
				if (option.arity().max() > 0) {
					script.append(option.paramLabel().contains("FILE") ? " -r -F" : " -x");
				}
				script.append(" -d ").append(quoted(first(option.description()))).append('\n');
			}
		});
		return script.toString();
	}

	private static String first(String[] lines) {
		return (lines.length > 0) ? lines[0] : "";
	}

	private static String quoted(String text) {
		return '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'';
	}

}
