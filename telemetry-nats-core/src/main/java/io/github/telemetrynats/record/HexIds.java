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

import java.util.Locale;

/**
 * Trace and span ids as the contract wants them: lower-case hex digits, padded with zeros
 * on the left (section 3.1).
 */
final class HexIds {

	private static final String ZEROS = "0".repeat(32);

	private HexIds() {
	}

	static String trace(String id) {
		return padded(id, 32);
	}

	static String span(String id) {
		return padded(id, 16);
	}

	private static String padded(String id, int length) {
		String lowerCase = isLowerCase(id) ? id : id.toLowerCase(Locale.ROOT);
		return (id.length() >= length) ? lowerCase : ZEROS.substring(0, length - id.length()) + lowerCase;
	}

	private static boolean isLowerCase(String id) {
		for (int i = 0; i < id.length(); i++) {
			if ((id.charAt(i) >= 'A' && id.charAt(i) <= 'Z') || id.charAt(i) > '~') {
				return false;
			}
		}
		return true;
	}

}
