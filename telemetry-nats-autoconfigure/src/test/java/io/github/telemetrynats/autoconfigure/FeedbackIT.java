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
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerTest;
import io.github.telemetrynats.test.StoredMessage;
import io.github.telemetrynats.test.TelemetryStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the pipeline does causes no records, and few lines.
 */
@NatsServerTest(perMethod = true)
class FeedbackIT {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final int FLAPS = 5;

	/** Lost, not there, there again. */
	private static final int LINES_OF_A_FLAP = 4;

	/** Not there, still: no attempt follows the one before it sooner. */
	private static final Duration ATTEMPTS_APART = Duration.ofMillis(400);

	/**
	 * Above DEBUG: lost for up to five reasons, and there again. Short outages within a
	 * minute are told once.
	 */
	private static final int LINES_A_MINUTE = 6;

	private final NatsServer server;

	private final TelemetryStream stream;

	@TempDir
	private Path folder;

	FeedbackIT(NatsServer server) {
		this.server = server;
		this.stream = TelemetryStream.of(server);
	}

	@Test
	void flappingServerCausesNoRecordsAndFewLines() {
		try (ApplicationProcess application = ApplicationProcess.start(IdleShop.class, this.server, this.folder,
				"logging.level.root=trace", "logging.pattern.console=%level %thread %logger: %msg%n",
				"telemetry.nats.metrics.step=1h")) {
			application.awaitOutput("shop.clock: Tick");
			awaitTick();
			int lines = application.lines().size();
			Instant begin = Instant.now();
			for (int flap = 1; flap <= FLAPS; flap++) {
				this.server.kill();
				application.awaitLines(": Lost the connection", flap);
				this.server.restart();
				application.awaitLines(": Connected to NATS at", 1 + flap);
			}
			awaitTick();
			Duration taken = Duration.between(begin, Instant.now());
			int attempts = (int) taken.dividedBy(ATTEMPTS_APART);
			int minutes = 1 + (int) taken.toMinutes();
			assertThat(application.lines().stream().skip(lines).filter((line) -> !line.endsWith(": Tick")))
				.hasSizeBetween(FLAPS, LINES_OF_A_FLAP * FLAPS + attempts)
				.filteredOn((line) -> !line.startsWith("DEBUG "))
				.hasSizeBetween(2, LINES_A_MINUTE * minutes);
			assertThat(this.stream.messages().stream().dropWhile((message) -> !isTick(message)))
				.allMatch(FeedbackIT::isTick);
		}
	}

	private void awaitTick() {
		Instant now = Instant.now();
		this.stream.awaitMessage("telemetry.logs.shop.info",
				(log) -> isTick(log) && Instant.parse(log.json().path("timestamp").asText()).isAfter(now), PATIENCE);
	}

	private static boolean isTick(StoredMessage message) {
		return message.json().path("message").asText().equals("Tick");
	}

}
