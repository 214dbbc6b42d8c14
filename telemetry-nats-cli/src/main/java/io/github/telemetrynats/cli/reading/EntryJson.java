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

package io.github.telemetrynats.cli.reading;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.terminal.Json;
import io.github.telemetrynats.cli.terminal.Output;
import io.github.telemetrynats.cli.terminal.Report;
import io.github.telemetrynats.record.Signal;

/**
 * Writes a record as one line of JSON: where it stands in the stream, and its body as it
 * is there, so that nothing is lost. What is not JSON is a text. Not safe for use by
 * several threads.
 */
public final class EntryJson {

	private static final String START = "{\"schema\":" + Report.SCHEMA + ",\"seq\":";

	private final Output output;

	private byte[] buffer = new byte[8 * 1024];

	private long second = Long.MIN_VALUE;

	private String secondText = "";

	/**
	 * Create a writer.
	 * @param output where to
	 */
	public EntryJson(Output output) {
		this.output = output;
	}

	/**
	 * Write a record.
	 * @param entry the record
	 */
	public void write(Entry entry) {
		StringBuilder head = new StringBuilder(256).append(START).append(entry.sequence()).append(",\"stored\":\"");
		stored(head, entry.storedNanos());
		head.append("\",\"subject\":");
		text(head, entry.subject());
		String id = entry.messageId();
		if (id != null) {
			text(head.append(",\"msg_id\":"), id);
		}
		Signal signal = entry.signal();
		if (signal != null) {
			head.append(",\"signal\":\"").append(signal.token()).append('"');
		}
		String problem = entry.problem();
		if (problem != null) {
			text(head.append(",\"problem\":"), problem);
		}
		if (isPlainJson(entry, problem)) {
			join(head.append(",\"record\":").toString(), entry.body());
		}
		else {
			String text = entry.text();
			text(head.append(",\"raw\":"), text);
			if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), entry.body())) {
				head.append(",\"raw_base64\":\"").append(Base64.getEncoder().encodeToString(entry.body())).append('"');
			}
			this.output.write(head.append("}\n").toString());
		}
	}

	// What Instant.toString would write, at a fraction of its cost
	private void stored(StringBuilder head, long storedNanos) {
		long seconds = Math.floorDiv(storedNanos, 1_000_000_000L);
		int nanos = (int) Math.floorMod(storedNanos, 1_000_000_000L);
		if (seconds != this.second) {
			this.second = seconds;
			String text = Instant.ofEpochSecond(seconds).toString();
			this.secondText = text.substring(0, text.length() - 1);
		}
		head.append(this.secondText);
		if (nanos != 0) {
			int digits = (nanos % 1_000_000 == 0) ? 3 : ((nanos % 1_000 == 0) ? 6 : 9);
			head.append('.').append(Integer.toString(1_000_000_000 + nanos), 1, 1 + digits);
		}
		head.append('Z');
	}

	private static boolean isPlainJson(Entry entry, @Nullable String problem) {
		byte[] body = entry.body();
		boolean utf8 = body.length > 1 && body[0] == '{' && body[1] != 0;
		return utf8 && (problem == null || problem.startsWith("The body is not a "));
	}

	private static void text(StringBuilder target, String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
				target.append(Json.of(text));
				return;
			}
		}
		target.append('"').append(text).append('"');
	}

	private void join(String head, byte[] body) {
		byte[] start = head.getBytes(StandardCharsets.UTF_8);
		int length = start.length + body.length + 2;
		if (this.buffer.length < length) {
			this.buffer = new byte[length + length / 4];
		}
		System.arraycopy(start, 0, this.buffer, 0, start.length);
		int end = start.length;
		for (byte b : body) {
			// Between the tokens of JSON a line break is a space
			this.buffer[end++] = (b == '\n' || b == '\r') ? (byte) ' ' : b;
		}
		this.buffer[end++] = '}';
		this.buffer[end++] = '\n';
		this.output.write(this.buffer, end);
		if (this.buffer.length > 1024 * 1024) {
			this.buffer = new byte[8 * 1024];
		}
	}

}
