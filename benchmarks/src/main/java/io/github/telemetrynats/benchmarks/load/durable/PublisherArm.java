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

package io.github.telemetrynats.benchmarks.load.durable;

import io.github.telemetrynats.benchmarks.load.Figures;
import io.github.telemetrynats.benchmarks.load.RunningPublisher;

/**
 * Ours: from the offer to the confirmation, encoding included. Never more is offered than
 * there is room for, so that what is dropped is dropped for another reason.
 */
final class PublisherArm implements Arm {

	private static final int OUTSTANDING = 8_192;

	private final RunningPublisher publisher;

	private final Load load;

	private double confirmedBefore;

	PublisherArm(int window, Load load, int port) {
		this.publisher = RunningPublisher.connect(port, RunningPublisher.settings(window));
		this.load = load;
	}

	@Override
	public long send(int records) {
		for (int i = 0; i < records; i++) {
			this.publisher.offer(this.load.log(), OUTSTANDING);
		}
		Figures settled = this.publisher.awaitSettled();
		double confirmed = settled.get("confirmed") - this.confirmedBefore;
		this.confirmedBefore = settled.get("confirmed");
		return (long) confirmed;
	}

	@Override
	public void close() {
		this.publisher.close();
	}

}
