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

package io.github.telemetrynats.connection;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.Locale;

import javax.net.ssl.SSLException;

/**
 * Why an attempt to connect failed.
 *
 * @param text what to tell, without secrets
 * @param refused whether somebody has to change something before it can work, so that
 * trying again quickly is of no use
 */
record Failure(String text, boolean refused) {

	static final Failure UNKNOWN = new Failure("the connection was closed", false);

	private static final int MAX_LENGTH = 300;

	/**
	 * Explain an error that the server sent.
	 * @param error the text as sent
	 * @param redactor takes secrets out
	 * @return the failure
	 */
	static Failure of(String error, Redactor redactor) {
		String text = redactor.redact(error);
		String lower = error.toLowerCase(Locale.ROOT);
		if (lower.contains("authorization violation") || lower.contains("authentication")) {
			return new Failure(shorten(text) + " (the server refuses telemetry.nats.connection.user and password, "
					+ "token, nkey or credentials-file)", true);
		}
		if (MissingPermission.isMeant(error)) {
			return new Failure(shorten(text) + " (permit it on the server, or set another user in "
					+ "telemetry.nats.connection.user and password, token, nkey or credentials-file)", false);
		}
		return new Failure(shorten(text), false);
	}

	/**
	 * Explain an exception.
	 * @param exception what jnats caught or threw
	 * @param redactor takes secrets out
	 * @return the failure
	 */
	static Failure of(Throwable exception, Redactor redactor) {
		Throwable root = exception;
		boolean tls = isTls(root);
		for (int depth = 0; root.getCause() != null && depth < 10; depth++) {
			root = root.getCause();
			tls |= isTls(root);
		}
		String message = root.getMessage();
		String text = (message != null) ? redactor.redact(message) : "";
		if (text.equals("SSL required by server.")) {
			return new Failure("the server requires TLS: use tls:// in telemetry.nats.connection.servers "
					+ "or set telemetry.nats.connection.ssl.bundle", true);
		}
		if (text.equals("SSL connection wanted by client.")) {
			return new Failure("the server offers no TLS, which tls:// in telemetry.nats.connection.servers "
					+ "or telemetry.nats.connection.ssl.bundle asks for", true);
		}
		String name = root.getClass().getSimpleName();
		if (text.isEmpty()) {
			text = name;
		}
		else if (root.getClass() != IOException.class) {
			text = name + ": " + text;
		}
		text = shorten(text);
		return new Failure(tls ? "TLS: " + text : text, tls);
	}

	private static boolean isTls(Throwable exception) {
		return exception instanceof SSLException || exception instanceof CertificateException;
	}

	private static String shorten(String text) {
		String line = text.replaceAll("\\p{Cntrl}+", " ").replaceAll("\\.+$", "");
		return (line.length() > MAX_LENGTH) ? line.substring(0, MAX_LENGTH) + "…" : line;
	}

}
