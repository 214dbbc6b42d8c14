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

package io.github.telemetrynats.publisher;

import java.io.IOException;
import java.io.Reader;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that virtual threads are not pinned, on the JDK that
 * {@code -Dvirtual-threads.jdk} names or else the one that runs the tests, which must
 * have them. Runs on demand, for the build needs no such JDK: {@code -Pvirtual-threads}.
 * What can be known without one, {@link OfferPathTests} reads from the byte code.
 */
@Tag("virtual-threads")
class VirtualThreadsIT {

	private static final Logger logger = LoggerFactory.getLogger(VirtualThreadsIT.class);

	private static final int WITH_VIRTUAL_THREADS = 21;

	private static final Path JDK = Path.of(System.getProperty("virtual-threads.jdk", System.getProperty("java.home")));

	private static final Pattern RESULT = Pattern.compile("virtual=(\\w+) offered=(\\d+) pinned=(\\d+) control=(\\d+)");

	@Test
	void virtualThreadsThatLogAndOfferAreNotPinned() throws Exception {
		assertThat(feature(JDK)).as("version of the JDK in %s (-Dvirtual-threads.jdk names another)", JDK)
			.isGreaterThanOrEqualTo(WITH_VIRTUAL_THREADS);
		String output = run(JDK);
		logger.info("{}: {}", JDK, output.substring(Math.max(0, output.lastIndexOf("virtual="))));
		Matcher result = RESULT.matcher(output);
		assertThat(result.find()).as("what %s says: %s", JDK, output).isTrue();
		assertThat(result.group(1)).as("virtual").isEqualTo("true");
		assertThat(Long.parseLong(result.group(2))).as("offered")
			.isEqualTo(
					2L * (VirtualThreadsProgram.THREADS * VirtualThreadsProgram.EACH + VirtualThreadsProgram.WARM_UP));
		assertThat(Integer.parseInt(result.group(4))).as("control that is pinned").isPositive();
		assertThat(Integer.parseInt(result.group(3))).as("pinned: %s", output).isZero();
	}

	private static String run(Path jdk) throws IOException, InterruptedException {
		Path output = Files.createTempFile("virtual-threads", ".txt");
		try {
			String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
			Process process = new ProcessBuilder(jdk.resolve("bin/java").toString(), "-Xmx512m", "-cp", classPath,
					VirtualThreadsProgram.class.getName(), "nats://127.0.0.1:" + closedPort())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.start();
			try {
				assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("ends in time").isTrue();
			}
			finally {
				process.destroyForcibly();
			}
			return Files.readString(output);
		}
		finally {
			Files.delete(output);
		}
	}

	private static int closedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static int feature(Path jdk) throws IOException {
		Path release = jdk.resolve("release");
		if (!Files.isRegularFile(release) || !Files.isExecutable(jdk.resolve("bin/java"))) {
			return 0;
		}
		Properties properties = new Properties();
		try (Reader reader = Files.newBufferedReader(release)) {
			properties.load(reader);
		}
		String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
		return Runtime.Version.parse(version).feature();
	}

}
