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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The message id of a metric point or log record (contract, section 4).
 *
 * @param nuid the publisher
 * @param sequence the place among what the publisher captured, from 1
 */
record SequencedId(String nuid, long sequence) {

	private static final Pattern FORM = Pattern.compile("([0-9A-Za-z]{22})\\.([1-9][0-9]{0,17})");

	static @Nullable SequencedId parse(@Nullable String id) {
		Matcher matcher = FORM.matcher((id != null) ? id : "");
		return matcher.matches() ? new SequencedId(matcher.group(1), Long.parseLong(matcher.group(2))) : null;
	}

	static @Nullable String problem(String id) {
		return (parse(id) != null) ? null : "it should be a NUID of 22 letters and digits, a dot and a number from 1";
	}

}
