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

package io.github.telemetrynats.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.nats.client.Nats;
import org.springframework.boot.SpringBootVersion;

/**
 * What a result was measured on and with.
 */
public final class Machine {

	private Machine() {
	}

	/**
	 * Describe machine and versions.
	 * @param server what the records went to
	 * @return one line
	 */
	public static String describe(String server) {
		Runtime runtime = Runtime.getRuntime();
		return "%d × %s, %s %s; Java %s; jnats %s; Spring Boot %s; %s".formatted(runtime.availableProcessors(),
				processor(), System.getProperty("os.name"), System.getProperty("os.version"), Runtime.version(),
				Nats.CLIENT_VERSION, SpringBootVersion.getVersion(), server);
	}

	private static String processor() {
		try {
			return Files.readAllLines(Path.of("/proc/cpuinfo"))
				.stream()
				.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse(System.getProperty("os.arch"));
		}
		catch (IOException ex) {
			return System.getProperty("os.arch");
		}
	}

}
