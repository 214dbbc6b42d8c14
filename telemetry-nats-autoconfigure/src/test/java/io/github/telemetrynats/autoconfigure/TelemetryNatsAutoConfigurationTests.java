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

package io.github.telemetrynats.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.LoggerContext;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.tracing.exporter.SpanReporter;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import io.github.telemetrynats.actuate.TelemetryNatsMeterBinder;
import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.publisher.TelemetryPublisher;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.stream.StreamProvisioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class TelemetryNatsAutoConfigurationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	// Port 1 of the loopback address: nobody listens there
	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("telemetry.nats.connection.servers=nats://127.0.0.1:1",
				"telemetry.nats.publisher.close-timeout=50ms")
		.withConfiguration(AutoConfigurations.of(TelemetryNatsAutoConfiguration.class));

	@Test
	void allAreRegisteredInTheImports() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
			.contains(TelemetryNatsAutoConfiguration.class.getName())
			.filteredOn((name) -> name.startsWith("io.github.telemetrynats."))
			.hasSize(7)
			.allSatisfy((name) -> assertThat(Class.forName(name)).hasAnnotation(AutoConfiguration.class));
	}

	@Test
	@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void contextStartsAlthoughTheServerDoesNotAnswer() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }))) {
			this.runner
				.withPropertyValues("telemetry.nats.connection.servers=nats://127.0.0.1:" + silent.getLocalPort(),
						"telemetry.nats.connection.connect-timeout=1h")
				.run((context) -> {
					assertThat(context).hasSingleBean(TelemetryConnection.class)
						.hasSingleBean(StreamProvisioner.class)
						.hasSingleBean(TelemetryPublisher.class);
					assertThat(context.getBean(TelemetryConnection.class).state().connected()).isFalse();
				});
		}
	}

	@Test
	void nothingIsThereWhereSwitchedOff() {
		this.runner.withPropertyValues("telemetry.nats.enabled=false")
			.withConfiguration(AutoConfigurations.of(AllAutoConfigurations.classes()))
			.run((context) -> assertThat(context).doesNotHaveBean(TelemetryConnection.class)
				.doesNotHaveBean(StreamProvisioner.class)
				.doesNotHaveBean(TelemetryPublisher.class)
				.doesNotHaveBean(TelemetryNatsMeterBinder.class)
				.doesNotHaveBean(ClosingLast.class)
				.doesNotHaveBean(Origin.class));
	}

	@Test
	void connectionDetailsOfTheApplicationReplaceTheProperties() {
		this.runner.withBean(NatsTelemetryConnectionDetails.class, () -> () -> List.of("nats://127.0.0.1:2"))
			.run((context) -> {
				assertThat(context).doesNotHaveBean(PropertiesNatsTelemetryConnectionDetails.class);
				assertThat(context.getBean(TelemetryConnection.class).state().servers())
					.isEqualTo("nats://127.0.0.1:2");
			});
	}

	@Test
	void originOfTheApplicationReplacesOurs() {
		this.runner.withBean(Origin.class, () -> Origin.of("mine"))
			.run((context) -> assertThat(context.getBean(Origin.class).service()).isEqualTo("mine"));
	}

	@Test
	void optionsCustomizersAreAppliedInOrder() {
		this.runner.withUserConfiguration(Customizers.class).run((context) -> {
			List<String> applied = context.getBean(Customizers.class).applied;
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(applied).startsWith("first", "second"));
		});
	}

	@Test
	void beansAreThereEvenIfBeansAreLazy() {
		this.runner.withConfiguration(AutoConfigurations.of(AllAutoConfigurations.classes()))
			.withBean(LazyInitializationBeanFactoryPostProcessor.class)
			.run((context) -> assertThat(context.getBeanFactory().getSingletonNames())
				.contains("telemetryNatsPublisher", "telemetryNatsLogDelivery"));
	}

	@ParameterizedTest
	@ValueSource(classes = { MeterBinder.class, Clock.class, SpanReporter.class, OtelTracer.class,
			SdkTracerProvider.class, LoggerContext.class, HealthIndicator.class })
	void worksWithoutAnOptionalLibrary(Class<?> library) {
		this.runner.withConfiguration(AutoConfigurations.of(AllAutoConfigurations.classes()))
			.withClassLoader(new FilteredClassLoader(library))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(TelemetryPublisher.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		final List<String> applied = new CopyOnWriteArrayList<>();

		@Bean
		@Order(2)
		NatsTelemetryOptionsCustomizer second() {
			return (options) -> this.applied.add("second");
		}

		@Bean
		@Order(1)
		NatsTelemetryOptionsCustomizer first() {
			return (options) -> this.applied.add("first");
		}

	}

}
