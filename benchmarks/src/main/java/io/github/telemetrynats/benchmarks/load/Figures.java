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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was measured once: numbers by name. They travel from a child process to its parent
 * as one line of text. Not safe for use by several threads.
 */
public final class Figures {

	private final Map<String, Double> values = new LinkedHashMap<>();

	/**
	 * Read what {@link #toString()} has written.
	 * @param line the text
	 * @return the figures
	 */
	public static Figures parse(String line) {
		Figures figures = new Figures();
		for (String part : line.strip().split(" ", -1)) {
			int equals = part.indexOf('=');
			if (equals > 0) {
				figures.set(part.substring(0, equals), Double.parseDouble(part.substring(equals + 1)));
			}
		}
		return figures;
	}

	/**
	 * Set a figure.
	 * @param name its name, without blanks
	 * @param value the number
	 * @return these figures
	 */
	public Figures set(String name, double value) {
		this.values.put(name, value);
		return this;
	}

	/**
	 * Set a figure that is a whole number.
	 * @param name its name, without blanks
	 * @param value the number
	 * @return these figures
	 */
	public Figures set(String name, long value) {
		return set(name, (double) value);
	}

	/**
	 * Return a figure.
	 * @param name its name
	 * @return the number
	 */
	public double get(String name) {
		Double value = this.values.get(name);
		if (value == null) {
			throw new IllegalArgumentException("'" + name + "' was not measured, but " + this.values.keySet());
		}
		return value;
	}

	@Override
	public String toString() {
		return this.values.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + "=" + entry.getValue())
			.collect(Collectors.joining(" "));
	}

}
