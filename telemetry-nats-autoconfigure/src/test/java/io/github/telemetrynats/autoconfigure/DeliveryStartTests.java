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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.BeanPostProcessor;
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
	void beginsWhenThereIsMuchToDeliver() {
		AtomicBoolean much = new AtomicBoolean();
		List<Runnable> scheduled = new ArrayList<>();
		this.start.add(() -> this.begun.add("publisher"));
		this.start.watch((look, delay) -> scheduled.add(look), much::get);
		assertThat(this.begun).isEmpty();
		much.set(true);
		scheduled.remove(0).run();
		assertThat(this.begun).containsExactly("publisher");
		assertThat(scheduled).isEmpty();
	}

	@Test
	void beginsWhenTheStartTakesLong() {
		Queue<Runnable> scheduled = new ArrayDeque<>();
		this.start.add(() -> this.begun.add("publisher"));
		this.start.watch((look, delay) -> scheduled.add(look), () -> false);
		long begin = System.nanoTime();
		for (Runnable look = scheduled.poll(); look != null; look = scheduled.poll()) {
			look.run();
		}
		assertThat(this.begun).containsExactly("publisher");
		assertThat(Duration.ofNanos(System.nanoTime() - begin))
			.isGreaterThan(DeliveryStart.PATIENCE.minus(Duration.ofSeconds(1)));
	}

	@Test
	void looksNoMoreOnceItHasBegun() {
		List<Runnable> scheduled = new ArrayList<>();
		this.start.watch((look, delay) -> scheduled.add(look), () -> false);
		this.start.now();
		scheduled.remove(0).run();
		assertThat(scheduled).isEmpty();
	}

	@Test
	void deliveryBeginsAfterThePublisherWasMade() {
		assertThat(threadsWithThePublisher()).isZero();
	}

	@Test
	void deliveryIntoFilesBeginsAtOnce(@TempDir Path folder) {
		assertThat(threadsWithThePublisher("telemetry.nats.publisher.spool.directory=" + folder)).isOne();
	}

	/**
	 * Start an application.
	 * @param properties more properties
	 * @return how many threads deliver at the moment when the publisher has been made
	 */
	private static int threadsWithThePublisher(String... properties) {
		Set<Thread> before = workers();
		Set<Thread> withThePublisher = new HashSet<>();
		new ApplicationContextRunner()
			.withPropertyValues("telemetry.nats.connection.servers=nats://127.0.0.1:1",
					"telemetry.nats.publisher.close-timeout=50ms")
			.withPropertyValues(properties)
			.withConfiguration(AutoConfigurations.of(AllAutoConfigurations.classes()))
			.withBean(BeanPostProcessor.class, () -> new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					if (bean instanceof TelemetryPublisher) {
						withThePublisher.addAll(workers());
					}
					return bean;
				}

			})
			.run((context) -> {
				assertThat(context).hasSingleBean(TelemetryPublisher.class);
				Set<Thread> afterwards = workers();
				afterwards.removeAll(before);
				assertThat(afterwards).hasSize(1);
			});
		withThePublisher.removeAll(before);
		return withThePublisher.size();
	}

	private static Set<Thread> workers() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("telemetry-nats-publisher"))
			.collect(Collectors.toCollection(HashSet::new));
	}

}
