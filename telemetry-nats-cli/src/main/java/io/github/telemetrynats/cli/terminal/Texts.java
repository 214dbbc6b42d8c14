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

package io.github.telemetrynats.cli.terminal;

/**
 * Makes texts from elsewhere fit for a terminal. What could steer it is shown instead of
 * obeyed.
 */
public final class Texts {

	private static final char ELLIPSIS = '\u2026';

	private Texts() {
	}

	/**
	 * Show control characters as escapes, line breaks included.
	 * @param text a text from elsewhere
	 * @return one line
	 */
	public static String line(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (isUnsafe(text.charAt(i))) {
				return escaped(text, i);
			}
		}
		return text;
	}

	private static String escaped(String text, int first) {
		StringBuilder line = new StringBuilder(text.length() + 16).append(text, 0, first);
		for (int i = first; i < text.length(); i++) {
			char c = text.charAt(i);
			if (!isUnsafe(c)) {
				line.append(c);
				continue;
			}
			switch (c) {
				case '\n' -> line.append("\\n");
				case '\r' -> line.append("\\r");
				case '\t' -> line.append("\\t");
				default -> unicode(line, c);
			}
		}
		return line.toString();
	}

	// Control characters of both sets, and what turns the direction of the text around
	private static boolean isUnsafe(char c) {
		return c < ' ' || (c >= '\u007f' && c <= '\u009f') || (c >= '\u202a' && c <= '\u202e')
				|| (c >= '\u2066' && c <= '\u2069');
	}

	private static void unicode(StringBuilder target, char c) {
		target.append("\\u");
		for (int shift = 12; shift >= 0; shift -= 4) {
			target.append(Character.forDigit((c >> shift) & 15, 16));
		}
	}

	/**
	 * Cut a text to a number of columns.
	 * @param text one line
	 * @param width how many columns
	 * @return the text, with an ellipsis if it was cut
	 */
	public static String cut(String text, int width) {
		if (text.length() <= width) {
			return text;
		}
		int end = Math.max(0, width - 1);
		if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
			end--;
		}
		return text.substring(0, end) + ELLIPSIS;
	}

	/**
	 * Cut a text and fill it up with spaces.
	 * @param text one line
	 * @param width how many columns
	 * @return a text of so many columns
	 */
	public static String fit(String text, int width) {
		String cut = cut(text, width);
		return cut + " ".repeat(Math.max(0, width - cut.length()));
	}

	/**
	 * Cut a line that may hold colours to a number of columns.
	 * @param line one line
	 * @param width how many columns
	 * @return the line, its colours ended
	 */
	public static String cutStyled(String line, int width) {
		if (line.length() <= width) {
			return line;
		}
		int columns = 0;
		boolean styled = false;
		for (int i = 0; i < line.length(); i++) {
			if (line.charAt(i) == '\u001b') {
				int end = line.indexOf('m', i);
				styled = true;
				i = (end < 0) ? line.length() : end;
			}
			else if (++columns == width && visibleAfter(line, i + 1)) {
				return line.substring(0, i) + ELLIPSIS + (styled ? "\u001b[0m" : "");
			}
		}
		return line;
	}

	private static boolean visibleAfter(String line, int start) {
		int i = start;
		while (i < line.length() && line.charAt(i) == '\u001b') {
			int end = line.indexOf('m', i);
			i = (end < 0) ? line.length() : end + 1;
		}
		return i < line.length();
	}

	static String ascii(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) > '~') {
				return replaced(text, i);
			}
		}
		return text;
	}

	private static String replaced(String text, int first) {
		StringBuilder ascii = new StringBuilder(text.length() + 16).append(text, 0, first);
		for (int i = first; i < text.length(); i++) {
			char c = text.charAt(i);
			switch (c) {
				case ELLIPSIS -> ascii.append('~');
				case '\u00b7' -> ascii.append('.');
				case '\u251c' -> ascii.append('|');
				case '\u2514' -> ascii.append('\\');
				case '\u2502' -> ascii.append('|');
				case '\u2500' -> ascii.append('-');
				default -> {
					if (c > '~') {
						unicode(ascii, c);
					}
					else {
						ascii.append(c);
					}
				}
			}
		}
		return ascii.toString();
	}

}
