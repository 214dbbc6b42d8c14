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

package io.github.telemetrynats.benchmarks.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a measurement can be told on its command line: {@code --name value} for each
 * setting, all of which have defaults, and {@code --help}. Not safe for use by several
 * threads.
 */
public final class Settings {

	private final Map<String, String> values = new LinkedHashMap<>();

	private final Map<String, String> meanings = new LinkedHashMap<>();

	private final Class<?> program;

	private final String purpose;

	/**
	 * Create settings of a program, none so far.
	 * @param program the program
	 * @param purpose what it measures
	 */
	public Settings(Class<?> program, String purpose) {
		this.program = program;
		this.purpose = purpose;
	}

	/**
	 * Add a setting.
	 * @param name its name
	 * @param defaultValue its value unless told otherwise
	 * @param meaning what it means
	 * @return these settings
	 */
	public Settings with(String name, Object defaultValue, String meaning) {
		this.values.put(name, defaultValue.toString());
		this.meanings.put(name, meaning);
		return this;
	}

	/**
	 * Read a command line. If it asks for help, or cannot be understood, this ends the
	 * program with an explanation.
	 * @param arguments the command line
	 * @return these settings
	 */
	public Settings read(String... arguments) {
		try {
			if (Arrays.asList(arguments).contains("--help")) {
				System.out.println(help());
				System.exit(0);
			}
			for (int i = 0; i < arguments.length; i += 2) {
				String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
				if (!this.values.containsKey(name) || i + 1 == arguments.length) {
					throw new IllegalArgumentException("'" + arguments[i] + "' is no setting with a value");
				}
				this.values.put(name, arguments[i + 1]);
			}
		}
		catch (IllegalArgumentException ex) {
			System.err.println(ex.getMessage() + "\n\n" + help());
			System.exit(2);
		}
		return this;
	}

	private String help() {
		StringBuilder help = new StringBuilder(this.purpose).append("\n\njava -cp benchmarks/target/benchmarks.jar ")
			.append(this.program.getName())
			.append('\n');
		this.values.forEach((name, value) -> help
			.append("  --%-12s %s (default: %s)%n".formatted(name, this.meanings.get(name), value)));
		return help.toString();
	}

	/**
	 * Return the value of a setting.
	 * @param name its name
	 * @return the text
	 */
	public String text(String name) {
		String value = this.values.get(name);
		if (value == null) {
			throw new IllegalArgumentException("There is no setting '" + name + "'");
		}
		return value;
	}

	/**
	 * Return the value of a setting that is a number.
	 * @param name its name
	 * @return the number
	 */
	public int number(String name) {
		return Integer.parseInt(text(name));
	}

	/**
	 * Return the value of a setting that is a list, separated by commas.
	 * @param name its name
	 * @return the texts
	 */
	public List<String> texts(String name) {
		return new ArrayList<>(List.of(text(name).split(",", -1)));
	}

	/**
	 * Return the value of a setting that is a list of numbers, separated by commas.
	 * @param name its name
	 * @return the numbers
	 */
	public List<Integer> numbers(String name) {
		return texts(name).stream().map(Integer::valueOf).toList();
	}

	@Override
	public String toString() {
		return this.values.entrySet()
			.stream()
			.map((entry) -> "--" + entry.getKey() + " " + entry.getValue())
			.collect(Collectors.joining(" "));
	}

}
