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

package io.github.telemetrynats.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Texts and values that go wrong somewhere: in JSON, in UTF-8, in subjects, in the
 * protocol of NATS. The same ones again for the same seed. Not thread-safe.
 */
final class UglyTexts {

	private static final List<String> PIECES = List.of("", " ", "\t", "\r\n", "\n", "\u0000", "\u0007", "\u001b[31m",
			"\u001f", "\u007f", "\u0085", "\u00a0", "\u2028", "\u2029", "\u3000", "\u200b", "\ufeff", "\ufffd",
			"\ufffe", "\uffff", ".", "..", "a.", ".a", "*", ">", "*.>", "a.b.c", "telemetry.logs.>", "$JS.API.>",
			"_INBOX.x", "PUB telemetry.logs.x.info 3\r\nabc\r\n", "-ERR 'no'\r\n", "\r\nNats-Msg-Id: x\r\n", "\"", "\\",
			"\\u0000", "{\"a\":1}", "]}", "{}", "{0}", "%s%n", "${env:HOME}", "null", "NaN", "-0", "true", "</script>",
			"\uD800", "\uDBFF", "\uDC00", "\uDC00\uD800", "\uD83D\uDE80", "\uD834\uDD1E", "\uD840\uDC00",
			"\uDB40\uDC01", "\uDBFF\uDFFF", "\u0645\u0631\u062d\u0628\u0627", "\u202e", "e\u0301", "\u65e5\u672c\u8a9e",
			"\u00dcn\u00ef", "\ud55c\uad6d\uc5b4");

	private final Random random;

	UglyTexts(long seed) {
		this.random = new Random(seed);
	}

	int below(int bound) {
		return this.random.nextInt(bound);
	}

	boolean oneIn(int number) {
		return this.random.nextInt(number) == 0;
	}

	<T> T oneOf(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

	/**
	 * Return a text.
	 * @return a text that may be empty
	 */
	String text() {
		StringBuilder text = new StringBuilder();
		for (int pieces = this.random.nextInt(5); pieces > 0; pieces--) {
			text.append(oneIn(4) ? codePoint() : oneOf(PIECES));
		}
		return oneIn(50) ? text.toString().repeat(1 + this.random.nextInt(200)) : text.toString();
	}

	/**
	 * Return a text where a tracer takes no empty one.
	 * @return a text that is not empty
	 */
	String key() {
		String text = text();
		return text.isEmpty() ? codePoint() : text;
	}

	/**
	 * Return any code point, half of a surrogate pair or noncharacter from any plane.
	 * @return one or two UTF-16 units
	 */
	private String codePoint() {
		int plane = this.random.nextInt(17);
		return Character.toString((plane << 16) + this.random.nextInt(0x10000));
	}

	double number() {
		return switch (this.random.nextInt(10)) {
			case 0 -> Double.NaN;
			case 1 -> Double.POSITIVE_INFINITY;
			case 2 -> Double.NEGATIVE_INFINITY;
			case 3 -> Double.MAX_VALUE;
			case 4 -> Double.MIN_VALUE;
			case 5 -> -0.0;
			case 6 -> this.random.nextGaussian() * Math.pow(10, this.random.nextInt(300));
			default -> this.random.nextGaussian() * 1000;
		};
	}

	/**
	 * Return something that an application may log as a value.
	 * @return anything, or {@code null}
	 */
	Object value() {
		return value(0);
	}

	private Object value(int depth) {
		return switch (this.random.nextInt((depth < 6) ? 20 : 14)) {
			case 0 -> null;
			case 1 -> this.random.nextLong();
			case 2 -> this.random.nextInt();
			case 3 -> this.random.nextBoolean();
			case 4 -> number();
			case 5 -> (float) number();
			case 6 -> new BigDecimal("1e" + (this.random.nextInt(2_000) - 1_000));
			case 7 -> new BigInteger(1 + this.random.nextInt(2_000), this.random);
			case 8 -> new AtomicLong(this.random.nextLong());
			case 9 -> new Failing(this.random.nextInt(3));
			case 10 -> Instant.ofEpochSecond(this.random.nextInt(), this.random.nextInt(1_000_000_000));
			case 11 -> Optional.empty();
			case 12, 13 -> text();
			case 14 -> new byte[] { 1, -1 };
			case 15 -> new double[] { number(), number() };
			case 16 -> text().toCharArray();
			case 17 -> Arrays.asList(value(depth + 1), null, value(depth + 1));
			case 18 -> map(depth);
			default -> cycle();
		};
	}

	private Map<Object, Object> map(int depth) {
		Map<Object, Object> map = new LinkedHashMap<>();
		map.put(text(), value(depth + 1));
		map.put(null, value(depth + 1));
		map.put(1, text());
		map.put("1", text());
		map.put(this.random.nextDouble(), value(depth + 1));
		return map;
	}

	private static List<Object> cycle() {
		List<Object> cycle = new ArrayList<>();
		cycle.add("cycle");
		cycle.add(cycle);
		return cycle;
	}

	/**
	 * Return a throwable.
	 * @return one of any depth, that may have no message, or itself as a cause
	 */
	Throwable throwable() {
		Throwable throwable = new IllegalStateException(oneIn(4) ? null : text());
		for (int causes = this.random.nextInt(4); causes > 0; causes--) {
			throwable = new IllegalArgumentException(oneIn(4) ? null : text(), throwable);
		}
		if (oneIn(5)) {
			throwable.addSuppressed(new UnsupportedOperationException(text()));
		}
		if (oneIn(10)) {
			IllegalStateException end = new IllegalStateException(text());
			IllegalStateException beginning = new IllegalStateException(text(), end);
			end.initCause(beginning);
			throwable.addSuppressed(beginning);
			throwable = beginning;
		}
		return throwable;
	}

	/**
	 * An object that has no text.
	 *
	 * @param how in which way it fails
	 */
	private record Failing(int how) {

		@Override
		public String toString() {
			return switch (this.how) {
				case 0 -> throw new IllegalStateException("no text");
				case 1 -> throw new AssertionError("no text either");
				default -> null;
			};
		}

	}

}
