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

package io.github.telemetrynats.bridge.export;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.record.Signal;

/**
 * Reads the variables that configure OTLP exporters everywhere (OpenTelemetry protocol
 * exporter specification): {@code OTEL_EXPORTER_OTLP_ENDPOINT}, {@code _HEADERS},
 * {@code _TIMEOUT}, {@code _COMPRESSION}, {@code _PROTOCOL}, {@code _CERTIFICATE},
 * {@code _CLIENT_CERTIFICATE} and {@code _CLIENT_KEY}, and those of a signal, such as
 * {@code OTEL_EXPORTER_OTLP_TRACES_ENDPOINT}, which win. One thing differs: requests are
 * compressed unless a variable says {@code none}.
 */
public final class OtlpEnvironment {

	private static final String PREFIX = "OTEL_EXPORTER_OTLP_";

	private final Map<String, String> variables;

	/**
	 * Create a reader.
	 * @param variables the variables
	 */
	public OtlpEnvironment(Map<String, String> variables) {
		this.variables = Map.copyOf(variables);
	}

	/**
	 * Return where and how a signal is sent.
	 * @param signal the signal
	 * @return the target
	 * @throws IllegalArgumentException if a variable cannot be understood
	 */
	public OtlpTarget target(Signal signal) {
		return new OtlpTarget(url(signal), protocol(signal), headers(signal), timeout(signal), gzip(signal),
				path(signal, "CERTIFICATE"), path(signal, "CLIENT_CERTIFICATE"), path(signal, "CLIENT_KEY"));
	}

	/**
	 * Return the address of a signal below a base address.
	 * @param source where the base is from, for messages
	 * @param base such as {@code http://localhost:4318}
	 * @param signal the signal
	 * @return such as {@code http://localhost:4318/v1/traces}
	 * @throws IllegalArgumentException if the base is no URL
	 */
	public static URI below(String source, String base, Signal signal) {
		return uri(source, base + (base.endsWith("/") ? "" : "/") + "v1/" + name(signal));
	}

	/**
	 * Parse headers: {@code key=value} pairs, comma-separated, values percent-encoded
	 * (W3C Baggage).
	 * @param source where the headers are from, for messages
	 * @param text the pairs
	 * @return names and values
	 * @throws IllegalArgumentException if a pair has no {@code =}
	 */
	public static Map<String, String> headers(String source, String text) {
		Map<String, String> headers = new LinkedHashMap<>();
		for (String pair : text.split(",")) {
			int equals = pair.indexOf('=');
			if (!pair.isBlank()) {
				if (equals < 1) {
					throw new IllegalArgumentException(source + " must be key=value pairs, comma-separated");
				}
				// A plus is a plus here, not a blank as in forms
				headers.put(pair.substring(0, equals).trim(), URLDecoder
					.decode(pair.substring(equals + 1).trim().replace("+", "%2B"), StandardCharsets.UTF_8));
			}
		}
		return headers;
	}

	private URI url(Signal signal) {
		String own = this.variables.get(variable(signal, "ENDPOINT"));
		if (own != null && !own.isBlank()) {
			return uri(variable(signal, "ENDPOINT"), own.trim());
		}
		String base = this.variables.get(PREFIX + "ENDPOINT");
		return below(PREFIX + "ENDPOINT", (base != null && !base.isBlank()) ? base.trim() : "http://localhost:4318",
				signal);
	}

	private OtlpProtocol protocol(Signal signal) {
		String text = text(signal, "PROTOCOL");
		return (text != null) ? OtlpProtocol.parse(PREFIX + "PROTOCOL", text) : OtlpProtocol.HTTP_PROTOBUF;
	}

	private Map<String, String> headers(Signal signal) {
		String text = text(signal, "HEADERS");
		return (text != null) ? headers(PREFIX + "HEADERS", text) : Map.of();
	}

	private Duration timeout(Signal signal) {
		String text = text(signal, "TIMEOUT");
		try {
			return (text != null) ? Duration.ofMillis(Long.parseLong(text)) : Duration.ofSeconds(10);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException(PREFIX + "TIMEOUT is '" + text + "', but must be milliseconds");
		}
	}

	private boolean gzip(Signal signal) {
		String text = text(signal, "COMPRESSION");
		if (text == null || text.equals("gzip") || text.equals("none")) {
			return !"none".equals(text);
		}
		throw new IllegalArgumentException(PREFIX + "COMPRESSION is '" + text + "', but must be gzip or none");
	}

	private @Nullable Path path(Signal signal, String option) {
		String text = text(signal, option);
		return (text != null) ? Path.of(text) : null;
	}

	private @Nullable String text(Signal signal, String option) {
		String own = this.variables.get(variable(signal, option));
		String text = (own != null && !own.isBlank()) ? own : this.variables.get(PREFIX + option);
		return (text != null && !text.isBlank()) ? text.trim() : null;
	}

	private static URI uri(String source, String text) {
		try {
			return URI.create(text);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(source + " is '" + text + "', but must be a URL", ex);
		}
	}

	private static String variable(Signal signal, String option) {
		return PREFIX + name(signal).toUpperCase(Locale.ROOT) + '_' + option;
	}

	private static String name(Signal signal) {
		return (signal == Signal.SPANS) ? "traces" : signal.token();
	}

}
