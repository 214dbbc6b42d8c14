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

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * What the search for a nats-server asks of the machine, so that tests can give it
 * another one.
 *
 * @param variables the environment variables
 * @param properties the system properties
 * @param systemFolders the folders looked at after those of the {@code PATH}
 * @param osRelease the file that names the distribution (os-release(5))
 */
record SearchEnvironment(UnaryOperator<@Nullable String> variables, UnaryOperator<@Nullable String> properties,
		List<Path> systemFolders, Path osRelease) {

	static SearchEnvironment ofThisProcess() {
		return new SearchEnvironment(System::getenv, System::getProperty, List.of(Path.of("/usr/sbin")),
				Path.of("/etc/os-release"));
	}

	@Nullable String variable(String name) {
		return textOrNull(this.variables.apply(name));
	}

	@Nullable String property(String name) {
		return textOrNull(this.properties.apply(name));
	}

	private static @Nullable String textOrNull(@Nullable String value) {
		return (value != null && !value.isBlank()) ? value.strip() : null;
	}

	@Nullable Path program(String name) {
		for (Path folder : folders()) {
			for (String suffix : List.of("", ".exe")) {
				Path candidate = folder.resolve(name + suffix);
				if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
					return candidate;
				}
			}
		}
		return null;
	}

	private List<Path> folders() {
		List<Path> folders = new ArrayList<>();
		String path = variable("PATH");
		for (String folder : (path != null) ? path.split(File.pathSeparator) : new String[0]) {
			try {
				if (!folder.isBlank()) {
					folders.add(Path.of(folder));
				}
			}
			catch (InvalidPathException ex) {
				// No folder of ours can be meant
			}
		}
		folders.addAll(this.systemFolders);
		return folders;
	}

	/**
	 * Return where downloaded servers are kept (XDG Base Directory Specification).
	 * @return the folder, which need not exist
	 */
	Path cache() {
		String cache = variable("XDG_CACHE_HOME");
		if (cache != null && Path.of(cache).isAbsolute()) {
			return Path.of(cache, "telemetry-nats");
		}
		String home = variable("HOME");
		return Path.of((home != null) ? home : System.getProperty("user.home"), ".cache", "telemetry-nats");
	}

	/**
	 * Return the name of this machine's distribution, so that one cache in a shared home
	 * serves several machines, and an upgraded machine gets its new package.
	 * @return for example {@code debian-bookworm}
	 */
	String distribution() {
		Properties release = new Properties();
		try (var reader = Files.newBufferedReader(this.osRelease)) {
			release.load(reader);
		}
		catch (IOException | IllegalArgumentException ex) {
			return "unknown";
		}
		String id = release.getProperty("ID", "unknown");
		String codename = release.getProperty("VERSION_CODENAME", release.getProperty("VERSION_ID", "unknown"));
		return (id + '-' + codename).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "");
	}

	static SearchEnvironment of(Map<String, String> variables, Map<String, String> properties, Path osRelease) {
		return new SearchEnvironment(variables::get, properties::get, List.of(), osRelease);
	}

}
