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

package io.github.telemetrynats.cli.query;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.reading.Durations;
import io.github.telemetrynats.cli.reading.Entry;
import io.github.telemetrynats.cli.terminal.CommandFailure;
import io.github.telemetrynats.record.LogLevel;

/**
 * Compares a field with one or more values. A record without the field passes only what
 * is negated. Immutable.
 */
final class Condition implements Predicate<Entry> {

	private static final Set<String> DURATIONS = Set.of("duration", "duration_ms");

	private final String field;

	private final Operator operator;

	private final List<String> values;

	private final @Nullable Pattern pattern;

	Condition(String field, Operator operator, List<String> values) {
		this.field = field;
		this.operator = operator;
		this.values = values;
		this.pattern = (operator == Operator.MATCHES || operator == Operator.MATCHES_NOT)
				? Pattern.compile(values.get(0)) : null;
		for (String value : values) {
			check(value);
		}
	}

	// What can never be true is a slip of the keyboard
	private void check(String value) {
		boolean ordered = switch (this.operator) {
			case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
			default -> false;
		};
		if (this.field.equals("level") && ordered && level(value) < 0) {
			throw CommandFailure
				.usage("--query compares level with '" + value + "', but must with trace, debug, info, warn or error");
		}
		if (DURATIONS.contains(this.field) && (ordered || this.operator == Operator.EQUAL) && number(value) == null) {
			throw CommandFailure
				.usage("--query compares " + this.field + " with '" + value + "', but must with such as 100ms or 1.5s");
		}
	}

	@Override
	public boolean test(Entry entry) {
		Object actual = Fields.value(entry, this.field);
		return switch (this.operator) {
			case EQUAL, IN -> actual != null && anyEqual(actual);
			case NOT_EQUAL -> actual == null || !anyEqual(actual);
			case CONTAINS -> actual != null && contains(actual);
			case CONTAINS_NOT -> actual == null || !contains(actual);
			case MATCHES -> actual != null && matches(actual);
			case MATCHES_NOT -> actual == null || !matches(actual);
			case LESS -> actual != null && compare(actual, (order) -> order < 0);
			case LESS_OR_EQUAL -> actual != null && compare(actual, (order) -> order <= 0);
			case GREATER -> actual != null && compare(actual, (order) -> order > 0);
			case GREATER_OR_EQUAL -> actual != null && compare(actual, (order) -> order >= 0);
		};
	}

	private boolean anyEqual(Object actual) {
		if (actual instanceof Collection<?> elements) {
			return elements.stream().anyMatch(this::anyEqual);
		}
		for (String value : this.values) {
			Integer order = order(actual, value);
			if ((order != null) ? order == 0 : actual.toString().equalsIgnoreCase(value)) {
				return true;
			}
		}
		return false;
	}

	private boolean contains(Object actual) {
		return actual.toString().toLowerCase(Locale.ROOT).contains(this.values.get(0).toLowerCase(Locale.ROOT));
	}

	private boolean matches(Object actual) {
		return this.pattern != null && this.pattern.matcher(actual.toString()).find();
	}

	private boolean compare(Object actual, Predicate<Integer> test) {
		Integer order = order(actual, this.values.get(0));
		return test.test((order != null) ? order : (Integer) actual.toString().compareTo(this.values.get(0)));
	}

	private @Nullable Integer order(Object actual, String value) {
		if (this.field.equals("level")) {
			int one = level(actual.toString());
			int other = level(value);
			return (one < 0 || other < 0) ? null : (Integer) Integer.compare(one, other);
		}
		Double expected = number(value);
		Double number = (actual instanceof Number known) ? (Double) known.doubleValue() : number(actual.toString());
		return (expected != null && number != null) ? (Integer) Double.compare(number, expected) : null;
	}

	private static int level(String token) {
		for (LogLevel level : LogLevel.values()) {
			if (level.token().equalsIgnoreCase(token)) {
				return level.severityNumber();
			}
		}
		return -1;
	}

	// Plain, or a duration in the unit that "duration" is in
	private static @Nullable Double number(String text) {
		if (text.isEmpty() || !(Character.isDigit(text.charAt(0)) || "+-.".indexOf(text.charAt(0)) >= 0)) {
			return null;
		}
		Long nanos = Durations.parse(text);
		if (nanos != null) {
			return nanos.doubleValue();
		}
		try {
			return Double.parseDouble(text);
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	/**
	 * How to compare.
	 */
	enum Operator {

		EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, CONTAINS, CONTAINS_NOT, MATCHES, MATCHES_NOT,
		IN

	}

}
