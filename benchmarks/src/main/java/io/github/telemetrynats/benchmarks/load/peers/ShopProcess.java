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

package io.github.telemetrynats.benchmarks.load.peers;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.benchmarks.load.ChildJvm;
import io.github.telemetrynats.benchmarks.load.ClassPath;
import io.github.telemetrynats.benchmarks.load.Figures;
import io.github.telemetrynats.benchmarks.load.Stacks;
import io.github.telemetrynats.benchmarks.load.TelemetryServer;
import io.github.telemetrynats.test.TelemetryStream;

/**
 * An application of the comparison with what it sends its telemetry to: a nats-server, a
 * sink for OTLP, or nothing.
 */
final class ShopProcess implements AutoCloseable {

	private static final String STEP = "10s";

	private final String name;

	private final @Nullable TelemetryServer server;

	private final @Nullable ChildJvm sink;

	private final ChildJvm application;

	private double requests;

	private ShopProcess(String name, ClassPath classPath, String heap, @Nullable TelemetryServer server,
			@Nullable ChildJvm sink, List<String> properties) throws InterruptedException {
		this.name = name;
		this.server = server;
		this.sink = sink;
		List<String> arguments = new ArrayList<>(
				List.of(name, "--spring.application.name=shop", "--spring.main.banner-mode=off",
						"--logging.config=classpath:io/github/telemetrynats/benchmarks/load/logback-quiet.xml"));
		arguments.addAll(properties);
		this.application = ChildJvm
			.start(classPath, List.of("-Xms" + heap, "-Xmx" + heap), ShopApplication.class,
					arguments.toArray(String[]::new))
			.awaitReady();
	}

	/**
	 * Start an application.
	 * @param name {@code nats}, {@code otlp} or {@code none}
	 * @param heap its heap
	 * @param otlpQueue how many spans may wait for their export by OTLP
	 * @return the application, started
	 * @throws Exception if that fails
	 */
	static ShopProcess start(String name, String heap, int otlpQueue) throws Exception {
		return switch (name) {
			case "nats" -> withNats(heap);
			case "otlp" -> withOtlp(heap, otlpQueue);
			case "none" -> new ShopProcess(name, Stacks.meters(), heap, null, null, List.of());
			default -> throw new IllegalArgumentException("'" + name + "' is none of none, nats, otlp");
		};
	}

	private static ShopProcess withNats(String heap) throws Exception {
		TelemetryServer server = TelemetryServer.start();
		return new ShopProcess("nats", Stacks.starter(), heap, server, null,
				List.of("--telemetry.nats.connection.servers=" + server.url(), "--telemetry.nats.metrics.step=" + STEP,
						"--telemetry.nats.stream.provision=none"));
	}

	private static ShopProcess withOtlp(String heap, int queue) throws Exception {
		ChildJvm sink = ChildJvm
			.start(ClassPath.ofThisJvm(), List.of("-Xmx256m", "-Dsun.net.httpserver.nodelay=true"), OtlpSink.class)
			.awaitReady();
		String url = "http://127.0.0.1:" + (int) sink.ask("port").get("port");
		return new ShopProcess("otlp", Stacks.otlp(), heap, null, sink,
				List.of("--management.opentelemetry.tracing.export.otlp.endpoint=" + url + "/v1/traces",
						"--management.opentelemetry.tracing.export.max-queue-size=" + queue,
						"--management.opentelemetry.logging.export.otlp.endpoint=" + url + "/v1/logs",
						"--management.otlp.metrics.export.url=" + url + "/v1/metrics",
						"--management.otlp.metrics.export.step=" + STEP,
						"--management.tracing.sampling.probability=1.0"));
	}

	/**
	 * Have requests served at a fixed rate.
	 * @param rate records a second
	 * @param seconds for how long
	 * @return what it took, and how many spans and logs arrived
	 * @throws Exception if that fails
	 */
	Figures run(int rate, int seconds) throws Exception {
		double before = arrived();
		Figures figures = this.application.ask(rate + " " + seconds);
		this.requests += figures.get("requests");
		return figures.set("arrived", arrived() - before);
	}

	private double arrived() throws Exception {
		if (this.server != null) {
			return this.server.stored("telemetry.spans.>") + this.server.stored("telemetry.logs.>");
		}
		if (this.sink != null) {
			Figures counts = this.sink.ask("counts");
			return counts.get("spans") + counts.get("logs");
		}
		return 0;
	}

	/**
	 * End the application as a shutdown does, which sends what its meters still have.
	 * @return how many observations of the timer have arrived since the start, if any
	 * should
	 * @throws Exception if that fails
	 */
	String stop() throws Exception {
		this.application.close();
		double observed = 0;
		if (this.server != null) {
			observed = TelemetryStream.of(this.server.admin())
				.messages("telemetry.metrics.shop." + Requests.NAME)
				.stream()
				.mapToDouble((message) -> message.json().path("count").asDouble())
				.sum();
		}
		else if (this.sink != null) {
			observed = this.sink.ask("counts").get("observations");
		}
		else {
			return "";
		}
		return "%s: %,.0f of %,.0f observations of the timer arrived%n".formatted(this.name, observed, this.requests);
	}

	@Override
	public void close() throws InterruptedException {
		this.application.close();
		if (this.sink != null) {
			this.sink.close();
		}
		if (this.server != null) {
			this.server.close();
		}
	}

	/**
	 * Return what server it sends to.
	 * @return name and version, or an empty text
	 */
	String server() {
		return (this.server != null) ? this.server.version() : "";
	}

}
