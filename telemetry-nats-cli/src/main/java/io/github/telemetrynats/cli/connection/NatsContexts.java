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

package io.github.telemetrynats.cli.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.terminal.CommandFailure;

/**
 * The contexts that the nats CLI keeps: {@code nats/context/NAME.json} below the folder
 * for configuration, and the name of the selected one in {@code nats/context.txt}.
 */
final class NatsContexts {

	private final Path folder;

	private final String home;

	NatsContexts(Map<String, String> variables) {
		// As the nats CLI does; the JVM asks the list of users instead
		String home = Settings.text(variables.get("HOME"));
		this.home = (home != null) ? home : System.getProperty("user.home", ".");
		String configuration = Settings.text(variables.get("XDG_CONFIG_HOME"));
		this.folder = ((configuration != null) ? Path.of(configuration) : Path.of(this.home, ".config"))
			.resolve("nats");
	}

	/**
	 * Return which context is selected.
	 * @return its name, or {@code null} if there is none
	 */
	@Nullable String selected() {
		try {
			String name = Files.readString(this.folder.resolve("context.txt")).trim();
			return (name.isEmpty() || !Files.exists(file(name))) ? null : name;
		}
		catch (IOException ex) {
			return null;
		}
	}

	private Path file(String name) {
		return this.folder.resolve("context").resolve(name + ".json");
	}

	Settings read(String name) {
		if (name.contains("/") || name.contains("\\") || name.contains("..")) {
			throw CommandFailure.usage("The context '" + name + "' must be a name, not a path");
		}
		Path file = file(name);
		try {
			JsonValue json = JsonParser.parse(Files.readAllBytes(file));
			return settings(json);
		}
		catch (JsonParseException ex) {
			throw CommandFailure.usage("The context '" + name + "' cannot be used: " + file + " is not JSON");
		}
		catch (IOException ex) {
			throw CommandFailure.usage("There is no context '" + name + "': " + file + " cannot be read");
		}
	}

	private Settings settings(JsonValue json) {
		String domain = text(json, "jetstream_domain");
		String api = text(json, "jetstream_api_prefix");
		return new Settings(text(json, "url"), text(json, "user"), text(json, "password"), text(json, "token"),
				path(json, "creds"), path(json, "nkey"), path(json, "ca"), path(json, "cert"), path(json, "key"),
				JsonValueUtils.readBoolean(json, "tls_first"), text(json, "inbox_prefix"),
				(domain != null) ? "$JS." + domain + ".API" : api);
	}

	private static @Nullable String text(JsonValue json, String field) {
		return Settings.text(JsonValueUtils.readString(json, field, null));
	}

	private @Nullable String path(JsonValue json, String field) {
		String text = text(json, field);
		return (text != null && text.startsWith("~")) ? this.home + text.substring(1) : text;
	}

}
