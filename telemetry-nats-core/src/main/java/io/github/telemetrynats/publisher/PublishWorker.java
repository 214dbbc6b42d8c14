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

package io.github.telemetrynats.publisher;

import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that does all the work, and rests when there is none.
 */
final class PublishWorker implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(TelemetryPublisher.class);

	/** While records wait for answers to earlier ones: answers come by the hundred. */
	private static final long BLOCKED_NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

	/** After the last record: more may follow, and are then found without a wake-up. */
	private static final long IDLE_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	/**
	 * After that, unless it is wanted: what is found all at once is cheaper for
	 * connection and server, too.
	 */
	private static final long LONG_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(15);

	/** Who waits for an answer is woken by it, but not by new records. */
	private static final long ANSWER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	/** A failure that comes again at every step must not take a processor for itself. */
	private static final long FAILURE_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private static final long SLEEP_NANOS = TimeUnit.SECONDS.toNanos(30);

	private final PublishPipeline pipeline;

	private final WorkerSignal signal;

	private boolean failing;

	private volatile boolean closing;

	private volatile long closeDeadline;

	PublishWorker(PublishPipeline pipeline, WorkerSignal signal) {
		this.pipeline = pipeline;
		this.signal = signal;
	}

	@Override
	public void run() {
		this.signal.attach(Thread.currentThread());
		try {
			work();
		}
		finally {
			this.pipeline.abandon();
		}
	}

	private void work() {
		boolean rested = false;
		while (!isDone()) {
			boolean progress = step();
			if (progress) {
				rested = false;
			}
			else if (rested) {
				rest();
			}
			else {
				nap();
				rested = true;
			}
		}
	}

	private void nap() {
		if (this.closing || this.pipeline.hasUnsent()) {
			this.signal.nap(BLOCKED_NAP_NANOS);
			return;
		}
		this.signal.nap(IDLE_NAP_NANOS);
		if (!this.closing && this.pipeline.isPatient()) {
			this.signal.nap(LONG_NAP_NANOS);
		}
	}

	private void rest() {
		if (this.pipeline.awaitsAnswers()) {
			this.pipeline.awaitAnswer(ANSWER_NANOS);
		}
		else {
			this.signal.sleep(this::isIdle, sleepNanos());
		}
	}

	/**
	 * Have the worker end as soon as everything is settled.
	 * @param deadline when it ends in any case
	 */
	void close(long deadline) {
		this.closeDeadline = deadline;
		this.closing = true;
		this.signal.wake();
	}

	private boolean step() {
		try {
			boolean progress = this.pipeline.step(System.nanoTime());
			this.failing = false;
			return progress;
		}
		catch (RuntimeException | Error ex) {
			// Whatever it was, the records are still there, and so must the worker be
			if (!this.failing) {
				this.failing = true;
				tell(ex);
			}
			this.signal.nap(FAILURE_NAP_NANOS);
			return false;
		}
	}

	@SuppressWarnings("EmptyCatch")
	private static void tell(Throwable failure) {
		try {
			logger.warn("The telemetry publisher goes on after an unexpected failure", failure);
		}
		catch (RuntimeException | Error ex) {
			// There may be no memory to tell it with
		}
	}

	private boolean isIdle() {
		return this.pipeline.isIdle(System.nanoTime()) && !isDone();
	}

	private long sleepNanos() {
		long now = System.nanoTime();
		long nanos = this.pipeline.quietNanos(now, SLEEP_NANOS);
		return this.closing ? Math.max(1, Math.min(nanos, this.closeDeadline - now)) : nanos;
	}

	private boolean isDone() {
		return this.closing && (this.pipeline.isSettled() || System.nanoTime() - this.closeDeadline >= 0);
	}

}
