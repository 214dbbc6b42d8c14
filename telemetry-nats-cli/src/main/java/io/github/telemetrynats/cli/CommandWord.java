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

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import io.github.telemetrynats.cli.operate.DoctorCommand;

/**
 * Finds the command when options stand before it, as in
 * {@code telemetry-nats -s nats://host tail}.
 */
final class CommandWord {

	private static final List<String> COLORS = List.of("auto", "always", "never");

	private CommandWord() {
	}

	/**
	 * Move the command to the front.
	 * @param args what was typed
	 * @param commands the names of all commands
	 * @return the same, with the command first if there is one
	 */
	static String[] first(String[] args, Set<String> commands) {
		if (args.length < 2 || !args[0].startsWith("-")) {
			return args;
		}
		// It has those that all have, and no others
		CommandSpec options = CommandSpec.forAnnotatedObject(new DoctorCommand());
		int index = 0;
		while (index < args.length && args[index].startsWith("-")) {
			String next = (index + 1 < args.length) ? args[index + 1] : "";
			index += takes(options.findOption(args[index]), next) ? 2 : 1;
		}
		if (index >= args.length || !commands.contains(args[index])) {
			return args;
		}
		String[] moved = args.clone();
		moved[0] = args[index];
		System.arraycopy(args, 0, moved, 1, index);
		return moved;
	}

	private static boolean takes(@Nullable OptionSpec option, String next) {
		if (option == null || option.arity().max() == 0) {
			return false;
		}
		return option.arity().min() > 0 || COLORS.contains(next);
	}

}
