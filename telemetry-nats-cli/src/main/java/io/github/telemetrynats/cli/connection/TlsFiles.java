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
import java.nio.file.Path;
import java.security.GeneralSecurityException;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.cli.terminal.CommandFailure;
import io.github.telemetrynats.tls.PemFiles;

/**
 * The PEM files of the options, and what is said if they cannot be used.
 */
final class TlsFiles {

	private TlsFiles() {
	}

	static SSLContext context(Settings settings) {
		if ((settings.cert() == null) != (settings.key() == null)) {
			throw CommandFailure.usage("A certificate and its key belong together: --tls-cert and --tls-key");
		}
		try {
			return PemFiles.context(path(settings.ca()), path(settings.cert()), path(settings.key()));
		}
		catch (IOException ex) {
			throw CommandFailure.usage("A TLS file cannot be read: " + ex.getMessage());
		}
		catch (GeneralSecurityException ex) {
			throw CommandFailure.usage("The TLS files cannot be used: " + ex.getMessage());
		}
	}

	private static @Nullable Path path(@Nullable String file) {
		return (file != null) ? Path.of(file) : null;
	}

}
