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

package io.github.telemetrynats.benchmarks.load;

import java.util.List;

/**
 * Class paths of applications: which libraries they have, by the names of the jars.
 */
public final class Stacks {

	private static final List<String> EMPTY = List.of("benchmarks", "spring-boot-4", "spring-boot-autoconfigure-",
			"spring-boot-starter-4", "spring-boot-starter-logging-", "spring-core-", "spring-context-", "spring-beans-",
			"spring-aop-", "spring-expression-", "commons-logging-", "logback-", "slf4j-api-", "jul-to-slf4j-",
			"log4j-", "snakeyaml-", "jakarta.annotation-api-", "micrometer-commons-", "micrometer-observation-",
			"jspecify-");

	private static final List<String> METERS = List.of("spring-boot-actuator-", "spring-boot-health-",
			"spring-boot-micrometer-metrics-", "spring-boot-micrometer-observation-", "spring-boot-starter-actuator-",
			"spring-boot-starter-micrometer-metrics-", "micrometer-core-", "micrometer-jakarta9-", "HdrHistogram-");

	private static final List<String> TRACING = List.of("spring-boot-micrometer-tracing", "spring-boot-opentelemetry-",
			"micrometer-tracing-1", "micrometer-tracing-bridge-otel-", "context-propagation-", "opentelemetry-semconv-",
			"opentelemetry-api-1", "opentelemetry-common-", "opentelemetry-context-", "opentelemetry-sdk-1",
			"opentelemetry-sdk-common-", "opentelemetry-sdk-logs-", "opentelemetry-sdk-metrics-",
			"opentelemetry-sdk-trace-", "opentelemetry-extension-trace-propagators-");

	private static final List<String> STARTER = List.of("telemetry-nats-core", "telemetry-nats-autoconfigure",
			"telemetry-nats-starter", "jnats-", "bcprov-", "jackson-core-", "jctools-core-");

	private static final List<String> OTLP = List.of("opentelemetry-exporter-", "okhttp-", "okio-", "kotlin-stdlib",
			"annotations-13", "opentelemetry-proto-", "protobuf-java-", "micrometer-registry-otlp-",
			"opentelemetry-logback-appender-", "opentelemetry-instrumentation-api-", "opentelemetry-api-incubator-",
			"opentelemetry-sdk-extension-");

	private Stacks() {
	}

	/**
	 * Return what an application has that depends on {@code spring-boot-starter} alone.
	 * @return the class path, with this module's classes
	 */
	public static ClassPath empty() {
		return of(List.of(EMPTY));
	}

	/**
	 * Return what an application has that also has the actuator and so a meter registry.
	 * @return the class path
	 */
	public static ClassPath meters() {
		return of(List.of(EMPTY, METERS));
	}

	/**
	 * Return what an application has that also has a tracer, but nothing that exports.
	 * @return the class path
	 */
	public static ClassPath tracing() {
		return of(List.of(EMPTY, METERS, TRACING));
	}

	/**
	 * Return what an application has that depends on our starter.
	 * @return the class path
	 */
	public static ClassPath starter() {
		return of(List.of(EMPTY, METERS, TRACING, STARTER));
	}

	/**
	 * Return what an application has that exports all three signals by OTLP.
	 * @return the class path
	 */
	public static ClassPath otlp() {
		return of(List.of(EMPTY, METERS, TRACING, OTLP));
	}

	private static ClassPath of(List<List<String>> parts) {
		return ClassPath.ofThisJvm().only((name) -> parts.stream().flatMap(List::stream).anyMatch(name::startsWith));
	}

}
