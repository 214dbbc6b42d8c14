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

package io.github.telemetrynats.capture.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.IntStream;

import ch.qos.logback.classic.spi.ThrowableProxy;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StackTraceTextTests {

	@Test
	void readsLikeTheOneOfTheJdk() {
		Exception failure = new IllegalStateException("outer", cause());
		Exception suppressed = new IllegalArgumentException("while closing", new RuntimeException("nested"));
		suppressed.addSuppressed(new RuntimeException("deeper"));
		failure.addSuppressed(suppressed);
		failure.addSuppressed(new RuntimeException("second"));
		StringWriter expected = new StringWriter();
		failure.printStackTrace(new PrintWriter(expected));
		// The JDK prints what is suppressed before the cause, and so do we
		assertThat(text(failure, 100_000)).isEqualTo(expected.toString().replace(System.lineSeparator(), "\n"));
	}

	@Test
	void framesGiveWayBeforeCauses() {
		Throwable failure = frames(new IllegalStateException("root cause"), 200);
		for (int i = 0; i < 5; i++) {
			failure = frames(new IllegalStateException("level " + i, failure), 200);
		}
		String text = text(failure, 4_096);
		assertThat(text).hasSizeBetween(1_000, 4_096).doesNotContain("… cut");
		assertThat(text.lines().filter((line) -> line.startsWith("Caused by: "))).hasSize(5);
		assertThat(text.lines().filter((line) -> line.startsWith("\tat com.acme.Frame0.call("))).hasSize(6);
		assertThat(text).contains("frames omitted").endsWith("omitted\n");
	}

	@Test
	void aHugeMessageLeavesRoomForTheRest() {
		Throwable failure = new IllegalStateException("x".repeat(2_000_000), new IllegalStateException("root cause"));
		assertThat(text(failure, 16_384)).hasSizeLessThanOrEqualTo(16_384)
			.contains("xx…\n\tat ")
			.contains("Caused by: java.lang.IllegalStateException: root cause");
	}

	@Test
	void whatNeverFitsIsCutAndSaysSo() {
		Throwable failure = new IllegalStateException("root cause");
		for (int i = 0; i < 20; i++) {
			failure = new IllegalStateException("m".repeat(200), failure);
		}
		assertThat(text(failure, 256)).hasSize(256).endsWith("… cut");
	}

	@Test
	void manySuppressedOnesAreBounded() {
		Throwable failure = new IllegalStateException("failed");
		IntStream.range(0, 10_000).forEach((i) -> failure.addSuppressed(frames(new RuntimeException("s" + i), 1)));
		assertThat(text(failure, 1_000_000).lines().filter((line) -> line.contains("Suppressed: "))).hasSize(64);
	}

	private static String text(Throwable throwable, int limit) {
		return StackTraceText.of(new ThrowableProxy(throwable), limit);
	}

	private static Exception cause() {
		return new RuntimeException("inner");
	}

	private static Throwable frames(Throwable throwable, int count) {
		throwable.setStackTrace(IntStream.range(0, count)
			.mapToObj((i) -> new StackTraceElement("com.acme.Frame" + i, "call", throwable.getMessage(), i))
			.toArray(StackTraceElement[]::new));
		return throwable;
	}

}
