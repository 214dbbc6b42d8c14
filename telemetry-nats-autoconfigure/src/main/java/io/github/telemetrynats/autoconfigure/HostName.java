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

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * The host's name, from where it takes no time: the environment, or a file of the
 * system's. macOS has neither, and the JDK may wait for a name server, so that it is
 * asked last and within a bound.
 */
final class HostName {

	private static final List<String> VARIABLES = List.of("HOSTNAME", "COMPUTERNAME");

	private static final List<Path> FILES = List.of(Path.of("/proc/sys/kernel/hostname"), Path.of("/etc/hostname"));

	private static final Duration BOUND = Duration.ofMillis(200);

	private static final String UNKNOWN = "localhost";

	private HostName() {
	}

	static String find() {
		return find(System.getenv(), FILES, HostName::lookUp, BOUND);
	}

	static String find(Map<String, String> environment, List<Path> files, Callable<String> lookup, Duration bound) {
		for (String variable : VARIABLES) {
			String name = environment.get(variable);
			if (StringUtils.hasText(name)) {
				return name.strip();
			}
		}
		for (Path file : files) {
			String name = read(file);
			if (StringUtils.hasText(name)) {
				return name.strip();
			}
		}
		String name = within(bound, lookup);
		return StringUtils.hasText(name) ? name.strip() : UNKNOWN;
	}

	private static @Nullable String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			// Not on this operating system
			return null;
		}
	}

	private static String lookUp() throws UnknownHostException {
		return InetAddress.getLocalHost().getHostName();
	}

	private static @Nullable String within(Duration bound, Callable<String> lookup) {
		FutureTask<String> task = new FutureTask<>(lookup);
		Thread thread = new Thread(task, "telemetry-nats-host-name");
		thread.setDaemon(true);
		thread.start();
		try {
			return task.get(bound.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
		catch (ExecutionException | TimeoutException ex) {
			return null;
		}
	}

}
