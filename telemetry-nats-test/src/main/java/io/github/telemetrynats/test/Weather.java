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

package io.github.telemetrynats.test;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What a {@link TcpProxy} does to bytes on their way. Safe for use by several threads.
 */
final class Weather {

	private boolean stalled;

	private long delayNanos;

	private boolean answersLost;

	synchronized void heal() {
		this.stalled = false;
		this.delayNanos = 0;
		this.answersLost = false;
		notifyAll();
	}

	synchronized void stall() {
		this.stalled = true;
		notifyAll();
	}

	synchronized void delay(Duration delay) {
		this.delayNanos = delay.toNanos();
		notifyAll();
	}

	synchronized void swallowAnswers() {
		this.answersLost = true;
	}

	synchronized boolean areAnswersLost() {
		return this.answersLost;
	}

	/**
	 * Wait until bytes may go on.
	 * @param since when they came, as {@link System#nanoTime()} has it
	 * @throws InterruptedException if their connection was ended meanwhile
	 */
	synchronized void await(long since) throws InterruptedException {
		while (true) {
			long remaining = this.delayNanos - (System.nanoTime() - since);
			if (!this.stalled && remaining <= 0) {
				return;
			}
			if (this.stalled) {
				wait();
			}
			else {
				TimeUnit.NANOSECONDS.timedWait(this, remaining);
			}
		}
	}

}
