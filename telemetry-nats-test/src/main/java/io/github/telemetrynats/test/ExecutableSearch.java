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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Finds the nats-server programs that {@link NatsServerExecutable} tells of.
 */
final class ExecutableSearch {

	private static final Pattern SUITE = Pattern.compile("[a-z0-9][a-z0-9.-]*");

	private static final String HOW_TO_INSTALL = """
			Debian, Ubuntu: sudo apt-get install nats-server
			macOS:          brew install nats-server
			Windows:        winget install NATSAuthors.NATSServer
			Docker:         docker cp "$(docker create nats:2)":/nats-server ~/nats-server && \
			export NATS_SERVER=~/nats-server (on Linux)
			Elsewhere:      set NATS_SERVER, or the system property nats.server, to the path of a nats-server""";

	private final SearchEnvironment environment;

	ExecutableSearch(SearchEnvironment environment) {
		this.environment = environment;
	}

	List<NatsServerExecutable> listed(boolean onlyFirst) {
		String listed = this.environment.property(NatsServerExecutable.SERVERS_PROPERTY);
		List<NatsServerExecutable> found = new ArrayList<>();
		for (String entry : ((listed != null) ? listed : "").split(",")) {
			if (!entry.isBlank() && !(onlyFirst && !found.isEmpty())) {
				found.add(NatsServerExecutable.of(resolve(entry.strip())));
			}
		}
		return found.isEmpty() ? List.of(NatsServerExecutable.of(findDefault())) : List.copyOf(found);
	}

	private Path resolve(String entry) {
		if (entry.equals("default")) {
			return findDefault();
		}
		if (entry.startsWith("debian:")) {
			String suite = entry.substring("debian:".length());
			if (!SUITE.matcher(suite).matches()) {
				throw new IllegalStateException(
						"'" + entry + "' in the system property '" + NatsServerExecutable.SERVERS_PROPERTY
								+ "' names no Debian release; expected for example " + "'debian:trixie'");
			}
			return findInSuite(suite);
		}
		return Path.of(entry);
	}

	Path findDefault() {
		Path named = findNamed();
		Path installed = (named != null) ? named : this.environment.program("nats-server");
		if (installed != null) {
			return installed;
		}
		ServerCache cache = cacheOf(this.environment.distribution());
		Path cached = cache.cached();
		if (cached != null) {
			return cached;
		}
		Path aptGet = this.environment.program("apt-get");
		if (aptGet == null) {
			throw new IllegalStateException(
					"No nats-server on the PATH, and no apt-get to fetch one with. How to get one:\n" + HOW_TO_INSTALL);
		}
		try {
			return cache.obtain((scratch) -> new AptPackages(aptGet, scratch).fetchNatsServer());
		}
		catch (IllegalStateException ex) {
			throw new IllegalStateException("No nats-server on the PATH, and apt-get could not fetch one ("
					+ ex.getMessage() + "). How to get one:\n" + HOW_TO_INSTALL, ex);
		}
	}

	private @Nullable Path findNamed() {
		String property = this.environment.property(NatsServerExecutable.PATH_PROPERTY);
		String named = (property != null) ? property : this.environment.variable("NATS_SERVER");
		if (named == null) {
			return null;
		}
		if (!Files.isExecutable(Path.of(named)) || Files.isDirectory(Path.of(named))) {
			throw new IllegalStateException(
					((property != null) ? "The system property 'nats.server'" : "The environment variable NATS_SERVER")
							+ " is '" + named + "', which is no executable file; expected the path of a nats-server");
		}
		return Path.of(named);
	}

	private Path findInSuite(String suite) {
		ServerCache cache = cacheOf("debian-" + suite);
		Path cached = cache.cached();
		if (cached != null) {
			return cached;
		}
		Path aptGet = this.environment.program("apt-get");
		if (aptGet == null) {
			throw new IllegalStateException("'debian:" + suite + "' in the system property '"
					+ NatsServerExecutable.SERVERS_PROPERTY + "' needs apt-get, which is not on the PATH");
		}
		return cache.obtain((scratch) -> new AptPackages(aptGet, scratch).fetchNatsServerOfDebian(suite));
	}

	private ServerCache cacheOf(String origin) {
		String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
		Path folder = this.environment.cache().resolve("nats-server").resolve(origin + '-' + architecture);
		return new ServerCache(folder.toAbsolutePath(), "nats-server");
	}

}
