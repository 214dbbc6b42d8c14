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

package io.github.telemetrynats.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class HostNameTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private static final Callable<String> NEVER = () -> {
		throw new AssertionError("Asked for without need");
	};

	@TempDir
	Path folder;

	@Test
	void environmentComesFirst() throws Exception {
		Path file = Files.writeString(this.folder.resolve("hostname"), "file");
		assertThat(HostName.find(Map.of("HOSTNAME", " web-1 "), List.of(file), NEVER, LONG)).isEqualTo("web-1");
		assertThat(HostName.find(Map.of("COMPUTERNAME", "WEB2"), List.of(file), NEVER, LONG)).isEqualTo("WEB2");
	}

	@Test
	void fileComesNext() throws Exception {
		Path empty = Files.writeString(this.folder.resolve("empty"), "\n");
		Path file = Files.writeString(this.folder.resolve("hostname"), "web-1\n");
		assertThat(
				HostName.find(Map.of("HOSTNAME", ""), List.of(this.folder.resolve("none"), empty, file), NEVER, LONG))
			.isEqualTo("web-1");
	}

	@Test
	void systemIsAskedLast() {
		assertThat(HostName.find(Map.of(), List.of(), () -> "mac.local", LONG)).isEqualTo("mac.local");
	}

	@Test
	void systemThatDoesNotKnowIsLocalhost() {
		assertThat(HostName.find(Map.of(), List.of(), () -> {
			throw new IllegalStateException("As expected");
		}, LONG)).isEqualTo("localhost");
	}

	@Test
	@Timeout(60)
	void systemThatDoesNotAnswerIsNotWaitedFor() {
		CountDownLatch never = new CountDownLatch(1);
		assertThat(HostName.find(Map.of(), List.of(), () -> {
			never.await();
			return "late";
		}, Duration.ofMillis(1))).isEqualTo("localhost");
		never.countDown();
	}

}
