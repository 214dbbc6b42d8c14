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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

import io.github.telemetrynats.cli.query.Condition.Operator;
import io.github.telemetrynats.cli.reading.Entry;
import io.github.telemetrynats.cli.terminal.CommandFailure;

/**
 * Parses expressions such as {@code duration>100ms and (status=error or not @retry=true)}
 * (grammar: {@code docs/cli.md}).
 */
public final class Query {

	private final String text;

	private final List<String> tokens;

	private int next;

	private Query(String text) {
		this.text = text;
		this.tokens = tokens(text);
	}

	/**
	 * Parse an expression.
	 * @param text the expression
	 * @return whether a record fulfils it
	 * @throws CommandFailure if it is none
	 */
	public static Predicate<Entry> parse(String text) {
		Query query = new Query(text);
		Predicate<Entry> condition = query.alternatives();
		if (query.next < query.tokens.size()) {
			throw query.fault("does not end before '" + query.tokens.get(query.next) + "'");
		}
		return condition;
	}

	private Predicate<Entry> alternatives() {
		Predicate<Entry> condition = conjunction();
		while (take("or")) {
			condition = condition.or(conjunction());
		}
		return condition;
	}

	private Predicate<Entry> conjunction() {
		Predicate<Entry> condition = term();
		while (take("and")) {
			condition = condition.and(term());
		}
		return condition;
	}

	private Predicate<Entry> term() {
		if (take("not")) {
			return term().negate();
		}
		if (take("(")) {
			Predicate<Entry> condition = alternatives();
			require(")");
			return condition;
		}
		String field = word("a field");
		boolean negated = take("not");
		if (take("in")) {
			Condition in = condition(field, Operator.IN, list());
			return negated ? in.negate() : in;
		}
		return condition(field, operator(), List.of(word("a value")));
	}

	private Condition condition(String field, Operator operator, List<String> values) {
		try {
			return new Condition(field, operator, values);
		}
		catch (PatternSyntaxException ex) {
			throw fault("has '" + values.get(0) + "', which is not a regular expression: " + ex.getDescription());
		}
	}

	private List<String> list() {
		List<String> values = new ArrayList<>();
		require("(");
		do {
			values.add(word("a value"));
		}
		while (take(","));
		require(")");
		return values;
	}

	private Operator operator() {
		String token = (this.next < this.tokens.size()) ? this.tokens.get(this.next++) : "";
		return switch (token) {
			case "=", "==" -> Operator.EQUAL;
			case "!=" -> Operator.NOT_EQUAL;
			case "<" -> Operator.LESS;
			case "<=" -> Operator.LESS_OR_EQUAL;
			case ">" -> Operator.GREATER;
			case ">=" -> Operator.GREATER_OR_EQUAL;
			case "~=" -> Operator.CONTAINS;
			case "!~=" -> Operator.CONTAINS_NOT;
			case "~~=" -> Operator.MATCHES;
			case "!~~=" -> Operator.MATCHES_NOT;
			default -> throw fault("needs one of = != < <= > >= ~= !~= ~~= !~~= in"
					+ (token.isEmpty() ? " at its end" : " instead of '" + token + '\''));
		};
	}

	private String word(String what) {
		if (this.next < this.tokens.size()) {
			String token = this.tokens.get(this.next);
			if (!isOperator(token.charAt(0)) && "(),".indexOf(token.charAt(0)) < 0) {
				this.next++;
				return (token.charAt(0) == '"' || token.charAt(0) == '\'') ? token.substring(1) : token;
			}
		}
		throw fault("needs " + what + ((this.next < this.tokens.size())
				? " instead of '" + this.tokens.get(this.next) + '\'' : " at its end"));
	}

	private boolean take(String token) {
		if (this.next < this.tokens.size() && this.tokens.get(this.next).toLowerCase(Locale.ROOT).equals(token)) {
			this.next++;
			return true;
		}
		return false;
	}

	private void require(String token) {
		if (!take(token)) {
			throw fault("needs '" + token + '\'' + ((this.next < this.tokens.size())
					? " before '" + this.tokens.get(this.next) + '\'' : " at its end"));
		}
	}

	private CommandFailure fault(String what) {
		return CommandFailure.usage("The expression '" + this.text + "' " + what
				+ "; it must be such as 'duration>100ms and status=error'");
	}

	// A text in quotation marks keeps the first one, so that it is not taken for a word
	private List<String> tokens(String text) {
		List<String> tokens = new ArrayList<>();
		int i = 0;
		while (i < text.length()) {
			char c = text.charAt(i);
			int start = i;
			if (Character.isWhitespace(c)) {
				i++;
				continue;
			}
			if (c == '"' || c == '\'') {
				i = text.indexOf(c, i + 1);
				if (i < 0) {
					throw CommandFailure
						.usage("The expression '" + text + "' has a quotation mark without another one");
				}
				tokens.add(text.substring(start, i++));
				continue;
			}
			if ("(),".indexOf(c) >= 0) {
				i++;
			}
			else if (isOperator(c)) {
				while (i < text.length() && isOperator(text.charAt(i))) {
					i++;
				}
			}
			else {
				while (i < text.length() && !Character.isWhitespace(text.charAt(i)) && !isOperator(text.charAt(i))
						&& "(),\"'".indexOf(text.charAt(i)) < 0) {
					i++;
				}
			}
			tokens.add(text.substring(start, i));
		}
		return tokens;
	}

	private static boolean isOperator(char c) {
		return c == '=' || c == '<' || c == '>' || c == '!' || c == '~';
	}

}
