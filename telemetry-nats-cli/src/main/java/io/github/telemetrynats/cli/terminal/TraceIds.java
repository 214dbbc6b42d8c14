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

import java.util.Locale;

/**
 * Trace ids as people read and type them: the first digits of one are enough, and the
 * zeros that fill up an id of 64 bits (contract, section 1) are none of them.
 */
public final class TraceIds {

	private static final int SHOWN = 8;

	private static final String PADDING = "0".repeat(16);

	private TraceIds() {
	}

	/**
	 * Shorten an id.
	 * @param traceId the id
	 * @return its first digits
	 */
	public static String shortened(String traceId) {
		String significant = significant(traceId);
		return significant.substring(0, Math.min(SHOWN, significant.length()));
	}

	/**
	 * Return whether an id begins with digits that somebody typed.
	 * @param traceId the id, in whatever case
	 * @param digits the digits, in whatever case
	 * @return whether it does
	 */
	public static boolean begins(String traceId, String digits) {
		String id = traceId.toLowerCase(Locale.ROOT);
		String wanted = digits.toLowerCase(Locale.ROOT);
		return id.startsWith(wanted) || significant(id).startsWith(wanted);
	}

	private static String significant(String traceId) {
		return (traceId.length() == 32 && traceId.startsWith(PADDING)) ? traceId.substring(16) : traceId;
	}

}
