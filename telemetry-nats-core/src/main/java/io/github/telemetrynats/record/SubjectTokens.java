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

package io.github.telemetrynats.record;

import org.jspecify.annotations.Nullable;

/**
 * How texts become tokens of a subject (contract, section 2).
 */
final class SubjectTokens {

	/** A token is cut here, in UTF-16 code units. */
	static final int MAX_LENGTH = 128;

	/**
	 * A metric's tokens end here, in UTF-16 code units. The server closes connections
	 * that send a protocol line of more than 4,096 bytes; prefix, service and name
	 * together stay below that, whatever the alphabet.
	 */
	static final int MAX_NAME_LENGTH = 1_000;

	private static final char REPLACEMENT = '\uFFFD';

	private SubjectTokens() {
	}

	static String token(String text) {
		if (isClean(text)) {
			return text;
		}
		StringBuilder token = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
		append(token, text, 0, text.length());
		return token.toString();
	}

	/**
	 * Return the tokens of a meter's name, joined by dots.
	 * @param name the meter's name
	 * @return one or more tokens
	 */
	static String name(String name) {
		StringBuilder tokens = new StringBuilder(name.length());
		int start = 0;
		while (start <= name.length()) {
			int dot = name.indexOf('.', start);
			int end = (dot < 0) ? name.length() : dot;
			if (end > start) {
				if (tokens.length() + 1 + Math.min(end - start, MAX_LENGTH) > MAX_NAME_LENGTH) {
					break;
				}
				if (!tokens.isEmpty()) {
					tokens.append('.');
				}
				append(tokens, name, start, end);
			}
			start = end + 1;
		}
		return tokens.isEmpty() ? Subjects.DEFAULT_NAME : tokens.toString();
	}

	private static void append(StringBuilder tokens, String text, int start, int end) {
		int limit = Math.min(end, start + MAX_LENGTH);
		if (limit < end && isPair(text, limit - 1, end)) {
			limit--;
		}
		for (int i = start; i < limit; i++) {
			char c = text.charAt(i);
			if (isPair(text, i, limit)) {
				tokens.append(c).append(text.charAt(++i));
			}
			else if (Character.isSurrogate(c)) {
				tokens.append(REPLACEMENT);
			}
			else {
				tokens.append(isUnsafe(c) ? '_' : c);
			}
		}
	}

	private static boolean isPair(String text, int index, int end) {
		return index + 1 < end && Character.isHighSurrogate(text.charAt(index))
				&& Character.isLowSurrogate(text.charAt(index + 1));
	}

	private static boolean isClean(String text) {
		if (text.length() > MAX_LENGTH) {
			return false;
		}
		for (int i = 0; i < text.length(); i++) {
			if (isUnsafe(text.charAt(i)) || Character.isSurrogate(text.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Return whether a character must not be part of a token. Unicode's White_Space is
	 * the union of the space separators and of some control characters.
	 * @param c the character
	 * @return whether to replace it
	 */
	private static boolean isUnsafe(char c) {
		return c == '.' || c == '*' || c == '>' || Character.isISOControl(c) || Character.isSpaceChar(c);
	}

	/**
	 * Return what keeps a text from being a prefix of subjects.
	 * @param prefix the text
	 * @return the fault, or {@code null} if there is none
	 */
	static @Nullable String faultOfPrefix(String prefix) {
		if (prefix.isEmpty()) {
			return "must not be empty";
		}
		if (prefix.length() > MAX_LENGTH) {
			return "must not be longer than " + MAX_LENGTH + " characters";
		}
		if (prefix.startsWith("$") || prefix.startsWith("_INBOX")) {
			return "what starts with '$' or '_INBOX' is the server's own";
		}
		for (String token : prefix.split("\\.", -1)) {
			if (token.isEmpty()) {
				return "must not have empty tokens";
			}
			if (!token(token).equals(token)) {
				return "must have neither white space, control characters nor wildcards";
			}
		}
		return null;
	}

}
