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
import java.util.Set;

/**
 * Looks at a thread again and again, and adds up for how long it waits in the pipeline's
 * code or in that of jnats. How fast the machine is makes no difference: what takes long
 * is not waiting.
 */
final class WaitSampler implements AutoCloseable {

	private static final Set<Thread.State> WAITING = Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

	private final Thread watched;

	private final Thread sampler = new Thread(this::sample, "wait-sampler");

	private volatile boolean stopped;

	private volatile long waitedNanos;

	private WaitSampler(Thread watched) {
		this.watched = watched;
	}

	static WaitSampler ofCurrentThread() {
		WaitSampler sampler = new WaitSampler(Thread.currentThread());
		sampler.sampler.setDaemon(true);
		sampler.sampler.start();
		return sampler;
	}

	/**
	 * Return for how long the thread has waited.
	 * @return the sum of the times between two samples that both show it waiting
	 */
	Duration waited() {
		return Duration.ofNanos(this.waitedNanos);
	}

	private void sample() {
		long waited = 0;
		long last = System.nanoTime();
		boolean wasWaiting = false;
		while (!this.stopped) {
			boolean waiting = isWaitingForUs();
			long now = System.nanoTime();
			if (waiting && wasWaiting) {
				waited += now - last;
				this.waitedNanos = waited;
			}
			last = now;
			wasWaiting = waiting;
			pause();
		}
	}

	private boolean isWaitingForUs() {
		if (!WAITING.contains(this.watched.getState())) {
			return false;
		}
		for (StackTraceElement frame : this.watched.getStackTrace()) {
			String name = frame.getClassName();
			if (!name.startsWith("java.") && !name.startsWith("jdk.") && !name.startsWith("sun.")) {
				// Whoever called the JDK to wait
				return name.startsWith("io.github.telemetrynats.") || name.startsWith("io.nats.");
			}
		}
		return false;
	}

	private static void pause() {
		try {
			Thread.sleep(10);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() throws InterruptedException {
		this.stopped = true;
		this.sampler.join();
	}

}
