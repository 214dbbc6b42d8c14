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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a server is started with.
 *
 * @param executable the program
 * @param name the server's name
 * @param config further configuration text
 * @param jetStream whether JetStream is on
 * @param port the port, or {@code 0} for a free one
 * @param storeDirectory where messages are stored, or {@code null} for a temporary folder
 */
record ServerSettings(NatsServerExecutable executable, String name, String config, boolean jetStream, int port,
		@Nullable Path storeDirectory) {

	private static final Pattern OWN_JETSTREAM_BLOCK = Pattern.compile("(?m)^\\s*[\"']?jetstream\\b");

	/**
	 * By itself a server lets streams reserve three quarters of what is free on the disk,
	 * which on a small machine is less than one default stream asks for.
	 */
	private static final String JETSTREAM_BLOCK = """
			jetstream {
			  max_file_store: 1TB
			  max_memory_store: 4GB
			}
			""";

	String configuration(Path folder) {
		boolean ours = this.jetStream && !OWN_JETSTREAM_BLOCK.matcher(this.config).find();
		return (ours ? JETSTREAM_BLOCK : "") + this.config + '\n';
	}

	List<String> command(Path folder, int port) {
		List<String> command = new ArrayList<>(
				List.of(this.executable.path().toString(), "--config", folder.resolve("nats-server.conf").toString(),
						"--addr", "127.0.0.1", "--port", Integer.toString(port), "--name", this.name));
		if (this.jetStream) {
			Path store = (this.storeDirectory != null) ? this.storeDirectory : folder.resolve("store");
			command.addAll(List.of("--jetstream", "--store_dir", store.toString()));
		}
		return command;
	}

}
