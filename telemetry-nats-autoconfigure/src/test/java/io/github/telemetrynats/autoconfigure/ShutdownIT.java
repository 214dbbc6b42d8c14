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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.telemetrynats.autoconfigure.BusyShop.Sellers;
import io.github.telemetrynats.test.ContractCheck;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;
import io.github.telemetrynats.test.StoredMessage;
import io.github.telemetrynats.test.TelemetryStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The ends that a process can come to: what was accepted is in the stream, and the end
 * takes no longer than it may.
 */
@NatsServerTest(perMethod = true)
class ShutdownIT {

	/** So long that twice as long is more than a machine that stalls takes. */
	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

	/**
	 * For the publisher to see that its time is over, and to say so: less than waiting
	 * twice would take.
	 */
	private static final Duration MARGIN = Duration.ofSeconds(9);

	/** For Spring's own shutdown, the connection's (2 s at most) and the JVM's. */
	private static final Duration REST = Duration.ofSeconds(30);

	private static final String STEP = "telemetry.nats.metrics.step=500ms";

	/** A machine that cannot keep up with the load is not what is looked at here. */
	private static final String ROOM = "telemetry.nats.publisher.queue-capacity=100000";

	/** Nor is one that takes its time. */
	private static final String TIME = "telemetry.nats.publisher.close-timeout=1m";

	/** What it is held to, where it is measured. */
	private static final String MEASURED = "telemetry.nats.publisher.close-timeout=" + CLOSE_TIMEOUT.toSeconds() + "s";

	/** All sellers together sell less than the start-up buffer holds. */
	private static final int FEW = 250;

	private final NatsServer server;

	private final TelemetryStream stream;

	@TempDir
	private Path folder;

	ShutdownIT(NatsServer server) {
		this.server = server;
		this.stream = TelemetryStream.of(server);
	}

	@Test
	void nothingIsMissingAfterSigtermUnderLoad() {
		try (ApplicationProcess application = start(BusyShop.class, STEP, ROOM, TIME,
				"spring.main.web-application-type=servlet", "server.port=0", "server.address=127.0.0.1")) {
			awaitSales(application, 1000);
			application.terminate();
			audit(application).assertSales();
			assertThat(Audit.texts(this.stream.logs())).contains("The last order is out")
				.anyMatch((text) -> text.startsWith("Commencing graceful shutdown"))
				.contains("Graceful shutdown complete");
		}
	}

	@Test
	void nothingIsMissingAfterExit() {
		try (ApplicationProcess application = start(ExitingShop.class, STEP, ROOM, TIME)) {
			assertThat(application.awaitExit()).isEqualTo(7);
			audit(application).assertSales();
			assertThat(Audit.texts(this.stream.logs())).contains("The last order is out");
		}
	}

	@Test
	void threadsThatNeverStopLoseNothingOfWhatWasTaken() {
		try (ApplicationProcess application = start(BusyShop.class, STEP, ROOM, TIME, "shop.restless=true")) {
			awaitSales(application, 1000);
			application.terminate();
			List<StoredMessage> messages = audit(application).assertWhole(
					"publisher closed: (\\d+) records confirmed, (?:none dropped|dropped: \\d+ closed, unsettled: 0)");
			for (int seller = 0; seller < BusyShop.SELLERS; seller++) {
				String thread = "seller-" + seller;
				long[] numbers = messages.stream()
					.filter((message) -> message.json().path("thread").asText().equals(thread))
					.mapToLong((message) -> message.json().at("/fields/number").asLong())
					.toArray();
				assertThat(numbers).isEqualTo(LongStream.rangeClosed(1, numbers.length).toArray());
			}
		}
	}

	@Test
	void runnerOfFiftyMillisecondsLeavesAll() {
		try (ApplicationProcess application = start(BriefShop.class, TIME, "spring.main.keep-alive=false",
				"telemetry.nats.metrics.step=1h")) {
			assertThat(application.awaitExit()).isZero();
			audit(application).assertWhole();
			List<String> logs = Audit.texts(this.stream.logs());
			assertThat(logs).contains("First order", "Sold bread", "Last order", "The last order is out")
				.first()
				.asString()
				.startsWith("Starting ");
			assertThat(this.stream.spans().stream().filter((span) -> Audit.name(span).equals("sell"))).hasSize(1);
			assertThat(this.stream.messages("telemetry.metrics.shop.sold")).singleElement()
				.satisfies((point) -> assertThat(point.json().path("value").asDouble()).isEqualTo(1));
		}
	}

	@Test
	void startThatFailsHalfWayLosesNothing() {
		try (ApplicationProcess application = start(HalfWayShop.class, STEP, TIME, "shop.limit=" + FEW)) {
			assertThat(application.awaitExit()).isEqualTo(1);
			List<StoredMessage> messages = audit(application).assertSales();
			assertThat(Audit.texts(this.stream.logs())).anyMatch((text) -> text.startsWith("Application run failed"))
				.first()
				.asString()
				.startsWith("Starting ");
			assertThat(messages).anyMatch((message) -> message.json().path("error").asText().contains("No bread"));
		}
	}

	@Test
	void hangingServerHoldsUpTheEndNoLongerThanAllowed() {
		try (ApplicationProcess application = start(BusyShop.class, STEP, ROOM, MEASURED)) {
			awaitSales(application, 500);
			this.server.pause();
			Duration taken = application.terminate();
			this.server.resume();
			assertThat(taken).isBetween(CLOSE_TIMEOUT, CLOSE_TIMEOUT.plus(REST));
			assertThat(Duration.between(application.when("The last order is out"),
					application.when("Telemetry publisher closed")))
				.isLessThan(CLOSE_TIMEOUT.plus(MARGIN));
			long confirmed = application.number("publisher closed: (\\d+) records confirmed, dropped");
			long unconfirmed = application.number("dropped: (\\d+) close-timeout, unsettled: 0");
			List<StoredMessage> messages = this.stream.messages();
			assertThat(new ContractCheck().duplicates(messages)).isEmpty();
			assertThat((long) messages.size()).isBetween(confirmed, confirmed + unconfirmed);
			assertThat(confirmed + unconfirmed).isGreaterThan(2 * application.number("Sales: (\\d+)"));
		}
	}

	@Test
	void missingServerHoldsUpTheEndNoLongerThanAllowed() {
		this.server.stop();
		try (ApplicationProcess application = start(BusyShop.class, STEP, ROOM, MEASURED)) {
			application.awaitOutput("Started SpringApplication");
			application.awaitOutput("Sales so far: 500");
			Duration taken = application.terminate();
			assertThat(taken).isBetween(CLOSE_TIMEOUT, CLOSE_TIMEOUT.plus(REST));
			assertThat(Duration.between(application.when("The last order is out"),
					application.when("Telemetry publisher closed")))
				.isLessThan(CLOSE_TIMEOUT.plus(MARGIN));
			long unconfirmed = application
				.number("publisher closed: 0 records confirmed, dropped: (\\d+) close-timeout, unsettled: 0");
			assertThat(unconfirmed).isGreaterThan(2 * application.number("Sales: (\\d+)"));
		}
	}

	private ApplicationProcess start(Class<?> main, String... properties) {
		return ApplicationProcess.start(main, this.server, this.folder, properties);
	}

	// A start that takes long is over neither with the connection nor with the sales
	private static void awaitSales(ApplicationProcess application, int count) {
		application.awaitOutput("Started SpringApplication");
		application.awaitOutput("Connected to NATS");
		application.awaitOutput("Sales so far: " + count);
	}

	private Audit audit(ApplicationProcess application) {
		return new Audit(this.stream, application);
	}

	@Configuration(proxyBeanMethods = false)
	static class ExitingShop extends BusyShop {

		@Bean
		CommandLineRunner exit(ConfigurableApplicationContext context, Sellers sellers) {
			return (arguments) -> {
				await().forever().until(() -> sellers.sold() > 1000);
				System.exit(SpringApplication.exit(context, () -> 7));
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BriefShop extends OpenTelemetryShop {

		@Bean
		CommandLineRunner brief(ConfigurableApplicationContext context) {
			return (arguments) -> {
				LoggerFactory.getLogger("shop.brief").info("First order");
				sell(context, "bread");
				Thread.sleep(50);
				LoggerFactory.getLogger("shop.brief").info("Last order");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HalfWayShop extends BusyShop {

		@Bean
		Object failing(Sellers sellers, ObservationRegistry observations, MeterRegistry meters) {
			sellers.begin();
			await().forever().until(() -> sellers.sold() == FEW * SELLERS);
			throw new IllegalStateException("No bread");
		}

	}

}
