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

import java.util.LinkedHashSet;
import java.util.Set;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page, made of what the commands say about themselves.
 */
final class ManualPage {

	private final StringBuilder page = new StringBuilder();

	private ManualPage() {
	}

	static String of(CommandLine all) {
		ManualPage manual = new ManualPage();
		manual.write(all);
		return manual.page.toString();
	}

	private void write(CommandLine all) {
		CommandSpec root = all.getCommandSpec();
		this.page.append(".TH TELEMETRY-NATS 1\n.SH NAME\ntelemetry-nats \\- look at the TELEMETRY stream\n");
		this.page.append(".SH SYNOPSIS\n.B telemetry-nats\n.I COMMAND\n[\\fIOPTIONS\\fR]\n.SH DESCRIPTION\n");
		lines(root.usageMessage().description());
		this.page.append(".SH COMMANDS\n");
		Set<CommandLine> commands = new LinkedHashSet<>(all.getSubcommands().values());
		Set<String> common = new LinkedHashSet<>();
		for (CommandLine command : commands) {
			CommandSpec spec = command.getCommandSpec();
			this.page.append(".SS ").append(escaped(spec.name()));
			for (String alias : spec.aliases()) {
				this.page.append(", ").append(escaped(alias));
			}
			this.page.append('\n');
			lines(spec.usageMessage().description());
			spec.positionalParameters().forEach(this::parameter);
			spec.options().stream().filter((option) -> option.order() < 700).forEach(this::option);
			lines(spec.usageMessage().footer());
		}
		this.page.append(".SH COMMON OPTIONS\n");
		for (CommandLine command : commands) {
			for (OptionSpec option : command.getCommandSpec().options()) {
				if (option.order() >= 700 && common.add(option.longestName())) {
					option(option);
				}
			}
		}
		this.page.append(".SH EXIT STATUS\n");
		lines(root.usageMessage().footer());
	}

	private void parameter(PositionalParamSpec parameter) {
		this.page.append(".TP\n\\fI").append(escaped(parameter.paramLabel())).append("\\fR\n");
		lines(parameter.description());
	}

	private void option(OptionSpec option) {
		this.page.append(".TP\n\\fB").append(escaped(String.join("\\fR, \\fB", option.names()))).append("\\fR");
		if (option.arity().max() > 0) {
			this.page.append(" \\fI").append(escaped(option.paramLabel())).append("\\fR");
		}
		this.page.append('\n');
		lines(option.description());
	}

	private void lines(String[] lines) {
		for (String line : lines) {
			if (line.isBlank()) {
				this.page.append(".PP\n");
			}
			else {
				this.page.append(line.startsWith(" ") ? ".br\n" : "").append(escaped(line.strip())).append('\n');
			}
		}
	}

	// A dot or an apostrophe at the start of a line would be a request
	private static String escaped(String text) {
		String escaped = text.replace("\\f", "\u0000")
			.replace("\\", "\\e")
			.replace("\u0000", "\\f")
			.replace("-", "\\-");
		return (escaped.startsWith(".") || escaped.startsWith("'")) ? "\\&" + escaped : escaped;
	}

}
