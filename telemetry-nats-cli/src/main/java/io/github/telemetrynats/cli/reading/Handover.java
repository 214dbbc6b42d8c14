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

package io.github.telemetrynats.cli.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Hands records on, and if they are many, on a thread of its own, so that one is decoded
 * while another one is written. The sink is never called by two threads at a time, and by
 * none after {@link #close()}. What waits is bounded in number and in bytes. For use by
 * one thread.
 */
final class Handover implements AutoCloseable {

	/** So few are handed on faster than a thread starts. */
	private static final int FEW = 5_000;

	private static final int BATCH = 256;

	private static final int BATCH_BYTES = 256 * 1024;

	private static final int MAX_BATCHES = 8;

	private static final List<Entry> END = List.of();

	private final Consumer<Entry> sink;

	private final BlockingQueue<List<Entry>> queue = new ArrayBlockingQueue<>(MAX_BATCHES);

	private List<Entry> batch = new ArrayList<>(BATCH);

	private long batchBytes;

	private long count;

	private @Nullable Thread thread;

	private volatile @Nullable Throwable failure;

	private boolean told;

	Handover(Consumer<Entry> sink) {
		this.sink = sink;
	}

	/**
	 * Hand a record on, or have it handed on later.
	 * @param entry the record
	 */
	void accept(Entry entry) {
		if (++this.count <= FEW) {
			this.sink.accept(entry);
			return;
		}
		if (this.thread == null) {
			Thread started = new Thread(this::run, "telemetry-nats-handover");
			started.setDaemon(true);
			started.start();
			this.thread = started;
		}
		entry.record();
		this.batch.add(entry);
		this.batchBytes += entry.body().length;
		if (this.batch.size() == BATCH || this.batchBytes > BATCH_BYTES) {
			put(this.batch);
			this.batch = new ArrayList<>(BATCH);
			this.batchBytes = 0;
		}
	}

	private void put(List<Entry> entries) {
		boolean interrupted = false;
		try {
			while (true) {
				rethrow();
				try {
					if (this.queue.offer(entries, 50, TimeUnit.MILLISECONDS)) {
						return;
					}
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private void run() {
		try {
			for (List<Entry> entries = this.queue.take(); entries != END; entries = this.queue.take()) {
				entries.forEach(this.sink);
			}
		}
		catch (InterruptedException ex) {
			this.failure = new IllegalStateException("Interrupted before the end", ex);
		}
		catch (RuntimeException | Error ex) {
			this.failure = ex;
		}
	}

	/**
	 * Wait until all has been handed on.
	 */
	@Override
	public void close() {
		Thread started = this.thread;
		if (started == null || this.told) {
			// An exception must not be suppressed by itself
			return;
		}
		if (!this.batch.isEmpty()) {
			put(this.batch);
		}
		put(END);
		boolean interrupted = false;
		while (started.isAlive()) {
			try {
				started.join();
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		rethrow();
	}

	private void rethrow() {
		Throwable thrown = this.failure;
		this.told = thrown != null;
		if (thrown instanceof Error error) {
			throw error;
		}
		if (thrown instanceof RuntimeException exception) {
			throw exception;
		}
	}

}
