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

package io.github.telemetrynats.benchmarks.load.start;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.telemetrynats.benchmarks.load.ChildJvm;
import io.github.telemetrynats.benchmarks.load.ClassPath;
import io.github.telemetrynats.benchmarks.load.Stacks;

/**
 * Starts empty applications with more or less on their class path.
 *
 * @param url where the server is
 */
record Applications(String url) {

	/** Nobody listens there: the port is reserved (RFC 6335). */
	private static final String NOBODY = "nats://127.0.0.1:1";

	/**
	 * Start an application.
	 * @param name {@code empty}, {@code actuator}, {@code tracing}, {@code starter} or,
	 * without a server, {@code starter-absent}
	 * @return the application, starting
	 */
	ChildJvm start(String name) {
		return start(name, List.of());
	}

	/**
	 * Start an application in a JVM with more options.
	 * @param name which application
	 * @param options options of the JVM
	 * @return the application, starting
	 */
	ChildJvm start(String name, List<String> options) {
		List<String> arguments = new ArrayList<>(
				List.of("--spring.application.name=empty", "--spring.main.banner-mode=off",
						"--logging.config=classpath:io/github/telemetrynats/benchmarks/load/logback-quiet.xml"));
		ClassPath classPath = switch (name) {
			case "empty" -> Stacks.empty();
			case "actuator" -> Stacks.meters();
			case "tracing" -> Stacks.tracing();
			case "starter", "starter-absent" -> Stacks.starter();
			default -> throw new IllegalArgumentException(
					"'" + name + "' is none of empty, actuator, tracing, starter, starter-absent");
		};
		if (name.startsWith("starter")) {
			arguments.add("--telemetry.nats.connection.servers=" + (name.equals("starter-absent") ? NOBODY : this.url));
		}
		return ChildJvm.start(classPath, Stream.concat(Stream.of("-Xmx256m"), options.stream()).toList(),
				EmptyApplication.class, arguments.toArray(String[]::new));
	}

}
