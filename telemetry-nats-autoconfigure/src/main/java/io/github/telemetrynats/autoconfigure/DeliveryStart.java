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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Lets the application start first: connecting, and encoding what was captured meanwhile,
 * takes processors away that the start needs, and nothing in it depends on either. So
 * both begin as soon as all beans are there, before what {@code ApplicationRunner}s do;
 * earlier if the start takes long, if much is captured meanwhile, or if it fails. What is
 * captured before that is kept. Safe for use by several threads.
 */
final class DeliveryStart implements ApplicationListener<ContextRefreshedEvent> {

	/**
	 * How long a start may take before delivery no longer waits for its end.
	 */
	static final Duration PATIENCE = Duration.ofSeconds(2);

	/** How often it looks meanwhile whether what was captured finds room. */
	private static final Duration LOOK = Duration.ofMillis(50);

	private final List<Runnable> actions = new ArrayList<>();

	private boolean begun;

	/**
	 * Add what is to begin.
	 * @param action what to do, on whichever thread finds out that it is time; takes no
	 * time and does not throw
	 */
	synchronized void add(Runnable action) {
		if (this.begun) {
			action.run();
		}
		else {
			this.actions.add(action);
		}
	}

	/**
	 * Begin, unless that is done.
	 */
	synchronized void now() {
		this.begun = true;
		this.actions.forEach(Runnable::run);
		this.actions.clear();
	}

	/**
	 * Begin in any case when the start takes long, or when there is much to deliver.
	 * @param schedule runs something after a delay
	 * @param much whether there is so much that it must not wait
	 */
	void watch(BiConsumer<Runnable, Duration> schedule, BooleanSupplier much) {
		watch(schedule, much, System.nanoTime() + PATIENCE.toNanos());
	}

	private void watch(BiConsumer<Runnable, Duration> schedule, BooleanSupplier much, long deadline) {
		if (hasBegun()) {
			return;
		}
		if (much.getAsBoolean() || System.nanoTime() - deadline >= 0) {
			now();
		}
		else {
			schedule.accept(() -> watch(schedule, much, deadline), LOOK);
		}
	}

	private synchronized boolean hasBegun() {
		return this.begun;
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		now();
	}

}
