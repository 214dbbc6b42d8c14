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

package io.github.telemetrynats.cli.bridge;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import io.github.telemetrynats.bridge.export.OtlpEnvironment;
import io.github.telemetrynats.bridge.export.OtlpProtocol;
import io.github.telemetrynats.bridge.export.OtlpTarget;
import io.github.telemetrynats.cli.reading.Durations;
import io.github.telemetrynats.record.Signal;

/**
 * The options that say where the backend is. What is not given is as the variables of
 * OpenTelemetry's exporters say.
 */
final class TargetOptions {

	@Option(names = "--endpoint", paramLabel = "URL", order = 10,
			description = "The backend; /v1/traces and so on are added. Default: $OTEL_EXPORTER_OTLP_ENDPOINT, "
					+ "http://localhost:4318")
	private @Nullable String endpoint;

	@Option(names = "--header", paramLabel = "NAME=VALUE", order = 11,
			description = "Sent with each request; may be repeated. Keys are better in $OTEL_EXPORTER_OTLP_HEADERS")
	private List<String> headers = new ArrayList<>();

	@Option(names = "--protocol", paramLabel = "NAME", order = 12,
			description = "http/protobuf or http/json; default: http/protobuf")
	private @Nullable String protocol;

	@Option(names = "--no-gzip", order = 13, description = "Do not compress requests")
	private boolean plain;

	@Option(names = "--request-timeout", paramLabel = "DURATION", order = 14,
			description = "For a request with its answer; default: 10s")
	private @Nullable String timeout;

	@Option(names = "--otlp-ca", paramLabel = "FILE", order = 15,
			description = "PEM file of the authorities to trust at the backend")
	private @Nullable Path certificate;

	@Option(names = "--otlp-cert", paramLabel = "FILE", order = 16,
			description = "PEM file of our certificate for the backend")
	private @Nullable Path clientCertificate;

	@Option(names = "--otlp-key", paramLabel = "FILE", order = 17, description = "PEM file of its key, PKCS#8")
	private @Nullable Path clientKey;

	OtlpTarget target(Signal signal, Map<String, String> variables) {
		OtlpTarget target = new OtlpEnvironment(variables).target(signal);
		String base = this.endpoint;
		URI url = (base != null) ? OtlpEnvironment.below("--endpoint", base, signal) : target.url();
		Map<String, String> all = new LinkedHashMap<>(target.headers());
		for (String header : this.headers) {
			int equals = header.indexOf('=');
			if (equals < 1) {
				throw new IllegalArgumentException("--header must be NAME=VALUE");
			}
			all.put(header.substring(0, equals).trim(), header.substring(equals + 1).trim());
		}
		String wait = this.timeout;
		Duration limit = (wait != null) ? Durations.require("--request-timeout", wait) : target.timeout();
		String name = this.protocol;
		return new OtlpTarget(url, (name != null) ? OtlpProtocol.parse("--protocol", name) : target.protocol(), all,
				limit, target.gzip() && !this.plain, or(this.certificate, target.certificate()),
				or(this.clientCertificate, target.clientCertificate()), or(this.clientKey, target.clientKey()));
	}

	private static @Nullable Path or(@Nullable Path given, @Nullable Path otherwise) {
		return (given != null) ? given : otherwise;
	}

}
