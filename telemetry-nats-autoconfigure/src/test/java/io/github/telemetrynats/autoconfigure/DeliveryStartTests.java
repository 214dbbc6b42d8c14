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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.support.StaticApplicationContext;

import io.github.telemetrynats.publisher.TelemetryPublisher;

import static org.assertj.core.api.Assertions.assertThat;

class DeliveryStartTests {

	private final DeliveryStart start = new DeliveryStart();

	private final List<String> begun = new ArrayList<>();

	@Test
	void beginsInOrderAndOnceWhenTheContextIsRefreshed() {
		this.start.add(() -> this.begun.add("connection"));
		this.start.add(() -> this.begun.add("publisher"));
		assertThat(this.begun).isEmpty();
		this.start.onApplicationEvent(new ContextRefreshedEvent(new StaticApplicationContext()));
		this.start.now();
		assertThat(this.begun).containsExactly("connection", "publisher");
	}

	@Test
	void whatIsAddedAfterwardsBeginsAtOnce() {
		this.start.now();
		this.start.add(() -> this.begun.add("publisher"));
		assertThat(this.begun).containsExactly("publisher");
	}

	@Test
	void nothingIsDeliveredWhileBeansAreMade() {
		Set<Thread> before = workers();
		Set<Thread> whileBeansAreMade = new HashSet<>();
		new ApplicationContextRunner()
			.withPropertyValues("telemetry.nats.connection.servers=nats://127.0.0.1:1",
					"telemetry.nats.publisher.close-timeout=50ms")
			.withConfiguration(AutoConfigurations.of(AllAutoConfigurations.classes()))
			.withBean(SmartInitializingSingleton.class, () -> () -> whileBeansAreMade.addAll(workers()))
			.run((context) -> {
				assertThat(context).hasSingleBean(TelemetryPublisher.class);
				whileBeansAreMade.removeAll(before);
				assertThat(whileBeansAreMade).isEmpty();
				Set<Thread> afterwards = workers();
				afterwards.removeAll(before);
				assertThat(afterwards).hasSize(1);
			});
	}

	private static Set<Thread> workers() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("telemetry-nats-publisher"))
			.collect(Collectors.toCollection(HashSet::new));
	}

}
