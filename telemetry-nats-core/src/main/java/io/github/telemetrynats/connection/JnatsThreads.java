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

package io.github.telemetrynats.connection;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.nats.client.Options;

/**
 * All threads that jnats runs on. jnats' own are not daemons, and the ones that it makes
 * from a thread factory for callbacks and connecting outlive its connection.
 */
final class JnatsThreads {

	/** Unbounded, since a reader must not keep a writer from running. */
	private final ThreadPoolExecutor io = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS,
			new SynchronousQueue<>(), factory("telemetry-nats-io"));

	/** One thread, which keeps events in order. */
	private final ThreadPoolExecutor callbacks = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), factory("telemetry-nats-events"));

	private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(2,
			factory("telemetry-nats-timer"));

	JnatsThreads() {
		this.timer.setRemoveOnCancelPolicy(true);
		this.timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
	}

	static ThreadFactory factory(String name) {
		AtomicInteger number = new AtomicInteger();
		return (task) -> {
			// Nothing inherited: the thread that happens to be current is the
			// application's
			Thread thread = new Thread(null, task, name + "-" + number.incrementAndGet(), 0, false);
			thread.setDaemon(true);
			return thread;
		};
	}

	void applyTo(Options.Builder options) {
		options.executor(this.io)
			.readerExecutor(this.io)
			.writerExecutor(this.io)
			.connectExecutor(this.io)
			.callbackExecutor(this.callbacks)
			.scheduledExecutor(this.timer);
	}

	ExecutorService io() {
		return this.io;
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	void schedule(Runnable task, Duration delay) {
		this.timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
	}

	/**
	 * End all threads.
	 * @param deadline until when to wait for them, as of {@link System#nanoTime()}
	 */
	void close(long deadline) {
		List<ThreadPoolExecutor> executors = List.of(this.timer, this.callbacks, this.io);
		executors.forEach(ThreadPoolExecutor::shutdownNow);
		try {
			for (ThreadPoolExecutor executor : executors) {
				if (!executor.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
					return;
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
