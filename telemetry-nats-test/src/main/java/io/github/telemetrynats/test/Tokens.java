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

package io.github.telemetrynats.test;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How texts become tokens of a subject (contract, section 2). The contract does not say
 * whether one of the 128 characters of a token is a code point or a UTF-16 unit, so
 * either is right.
 */
enum Tokens {

	/** A token has at most 128 code points. */
	CODE_POINTS {

		@Override
		String cut(String text) {
			int length = text.codePointCount(0, text.length());
			return (length > MAXIMUM) ? text.substring(0, text.offsetByCodePoints(0, MAXIMUM)) : text;
		}

	},

	/** A token has at most 128 UTF-16 units and ends with a whole code point. */
	UNITS {

		@Override
		String cut(String text) {
			if (text.length() <= MAXIMUM) {
				return text;
			}
			boolean splits = Character.isHighSurrogate(text.charAt(MAXIMUM - 1))
					&& Character.isLowSurrogate(text.charAt(MAXIMUM));
			return text.substring(0, splits ? MAXIMUM - 1 : MAXIMUM);
		}

	};

	private static final int MAXIMUM = 128;

	abstract String cut(String text);

	String token(String text, String whenEmpty) {
		String cut = cut(text.isEmpty() ? whenEmpty : text);
		StringBuilder token = new StringBuilder(cut.length());
		cut.chars().forEach((character) -> token.append(isUnsafe((char) character) ? '_' : (char) character));
		return token.toString();
	}

	String join(List<String> texts, String whenNone) {
		return texts.isEmpty() ? whenNone
				: texts.stream().map((text) -> token(text, whenNone)).collect(Collectors.joining("."));
	}

	private static boolean isUnsafe(char character) {
		return character == '.' || character == '*' || character == '>' || Character.isISOControl(character)
				|| Character.isWhitespace(character) || Character.isSpaceChar(character);
	}

}
