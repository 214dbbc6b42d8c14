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

package io.github.telemetrynats.actuate;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TelemetryNatsEndpointTests {

	private final Pipeline pipeline = new Pipeline();

	private final TelemetryNatsEndpoint endpoint = new TelemetryNatsEndpoint(this.pipeline.snapshots(),
			HealthThresholds.defaults(), Clock.fixed(Pipeline.NOW, ZoneOffset.UTC));

	@Test
	void showsEverythingThatThePipelineKnows() {
		Map<String, Object> telemetry = this.endpoint.telemetry();
		assertThat(telemetry).containsEntry("status", "UP")
			.containsEntry("reasons", List.of())
			.containsOnlyKeys("status", "reasons", "connection", "stream", "publisher", "signals");
		assertThat(telemetry).extractingByKey("publisher", InstanceOfAssertFactories.MAP)
			.containsEntry("queued", 3)
			.containsEntry("queueCapacity", 100)
			.containsEntry("bufferedBytes", 100L)
			.containsEntry("bufferCapacityBytes", 1000L)
			.containsEntry("inFlight", 4)
			.containsEntry("window", 1024)
			.containsEntry("retries", 9L)
			.containsEntry("oldestUnconfirmed", "PT2S")
			.containsEntry("publishTimeMax", "PT0.006S")
			.doesNotContainKey("lastDrop");
		assertThat(telemetry).extractingByKey("signals", InstanceOfAssertFactories.MAP)
			.containsOnlyKeys("spans", "metrics", "logs");
	}

	@Test
	void showsSinceWhenAndWhyItIsNotWell() {
		this.pipeline.connected = false;
		this.pipeline.lastDrop = Pipeline.NOW.minusSeconds(1);
		assertThat(this.endpoint.telemetry()).containsEntry("status", "DOWN")
			.containsEntry("reasons", List.of("there is no connection to nats://a:4222, nats://b:4222",
					"records were dropped, last at 2026-01-15T10:29:59Z"));
	}

	@Test
	void consistsOfWhatEveryJsonLibraryKnows() {
		this.pipeline.differences = List.of("one");
		this.pipeline.lastDrop = Pipeline.NOW;
		assertPlain(this.endpoint.telemetry());
	}

	private static void assertPlain(Object value) {
		if (value instanceof Map<?, ?> map) {
			assertThat(map.keySet()).allMatch(String.class::isInstance);
			map.values().forEach(TelemetryNatsEndpointTests::assertPlain);
		}
		else if (value instanceof Collection<?> collection) {
			collection.forEach(TelemetryNatsEndpointTests::assertPlain);
		}
		else {
			assertThat(value).isInstanceOfAny(String.class, Number.class, Boolean.class);
		}
	}

}
