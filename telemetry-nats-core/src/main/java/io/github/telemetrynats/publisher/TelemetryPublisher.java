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

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.record.CapturedSignal;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.Subjects;

/**
 * Takes captured signals and sees to it that each of them ends up in the stream, or is
 * counted as dropped. A signal waits in a bounded lane until the one worker thread
 * encodes it; the encoded record is kept until the server has confirmed it, and sent
 * again with the same id until then. Memory is bounded by the lanes' capacity, in records
 * and for large ones in bytes, and by the buffer, in bytes; what finds no room is
 * dropped, which is the price of never making the application wait.
 * <p>
 * Safe for use by several threads.
 */
public final class TelemetryPublisher implements SignalSink, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(TelemetryPublisher.class);

	/** How long a worker that is past its deadline is waited for. */
	private static final Duration GRACE = Duration.ofSeconds(1);

	private final Ledger ledger = new Ledger();

	private final WorkerSignal signal = new WorkerSignal();

	private final AtomicLong sequence = new AtomicLong();

	private final AtomicBoolean begun = new AtomicBoolean();

	private final AtomicBoolean closeCalled = new AtomicBoolean();

	private final TelemetryConnection connection;

	private final PublisherSettings settings;

	private final Lanes lanes;

	private final LateArrivals lateArrivals;

	private final JetStreamLink link;

	private final Spool spool;

	private final WorkerGauges gauges;

	private final PublishWorker worker;

	private final Thread thread;

	private volatile boolean closed;

	private TelemetryPublisher(TelemetryConnection connection, Subjects subjects, PublisherSettings settings,
			PublishedStream stream) {
		this.connection = connection;
		this.settings = settings;
		this.lanes = new Lanes(settings.queueCapacity(), settings.reservedCapacity(), settings.queueBytes());
		this.lateArrivals = new LateArrivals(this.lanes, this.ledger);
		PublishEvents events = new PublishEvents(this.signal);
		this.link = new JetStreamLink(connection, events, subjects, stream);
		Supplier<String> where = () -> "publishing to " + subjects.all() + " at " + connection.state().servers();
		this.spool = (settings.spool() != null) ? new FileSpool(settings.spool(), subjects) : Spool.NONE;
		PublishPipeline pipeline = new PublishPipeline(settings, this.lanes, this.ledger, events, this.link,
				new RecordPreparation(subjects), stream, new DropNotice(this.ledger, where), new RefusalNotice(where),
				this.spool);
		this.gauges = pipeline.gauges();
		this.worker = new PublishWorker(pipeline, this.signal);
		this.thread = new Thread(this::work, "telemetry-nats-publisher");
		this.thread.setDaemon(true);
	}

	/**
	 * Start a publisher.
	 * @param connection where to publish; the caller closes it after the publisher
	 * @param subjects the subjects to publish to
	 * @param settings the bounds
	 * @param stream the stream that takes the records
	 * @return the publisher, running
	 */
	public static TelemetryPublisher start(TelemetryConnection connection, Subjects subjects,
			PublisherSettings settings, PublishedStream stream) {
		TelemetryPublisher publisher = prepare(connection, subjects, settings, stream);
		publisher.begin();
		return publisher;
	}

	/**
	 * Prepare a publisher that takes signals and keeps them until {@link #begin()} has it
	 * deliver them. Whether it holds much already is told by {@link #room()}.
	 * @param connection where to publish; the caller closes it after the publisher
	 * @param subjects the subjects to publish to
	 * @param settings the bounds
	 * @param stream the stream that takes the records
	 * @return the publisher, which has no thread yet
	 */
	public static TelemetryPublisher prepare(TelemetryConnection connection, Subjects subjects,
			PublisherSettings settings, PublishedStream stream) {
		return new TelemetryPublisher(connection, subjects, settings, stream);
	}

	/**
	 * Start to deliver. Later calls do nothing.
	 */
	public void begin() {
		if (this.begun.compareAndSet(false, true)) {
			this.thread.start();
			this.connection.addListener(this.link);
		}
	}

	@Override
	public boolean offer(CapturedSignal captured) {
		Signal about = captured.signal();
		this.ledger.offered(about);
		long number = (about == Signal.SPANS) ? 0 : this.sequence.incrementAndGet();
		if (this.closed) {
			this.ledger.dropped(about, DropReason.CLOSED);
			return false;
		}
		if (!this.lanes.offer(new Captured(captured, number, System.nanoTime()), captured.important())) {
			this.ledger.dropped(about, DropReason.QUEUE_FULL);
			return false;
		}
		if (this.lateArrivals.hasWorkerEnded()) {
			this.lateArrivals.count();
		}
		else {
			this.signal.wake();
		}
		return true;
	}

	@Override
	public Room room() {
		boolean bufferFree = this.gauges.bufferedBytes() < ordinaryBufferBytes() / 2;
		if (bufferFree && !this.lanes.isOrdinaryHalfFull()) {
			return Room.ENOUGH;
		}
		// The worker empties the queue into the buffer also without a server
		return (bufferFree || this.gauges.isTaking()) ? Room.SOON : Room.NONE;
	}

	@Override
	public void lost(Signal about, DropReason reason, long records) {
		this.ledger.lost(about, reason, records);
		if (records > 0) {
			this.signal.wake();
		}
	}

	/**
	 * Return the bounds of this publisher.
	 * @return the settings that it was started with
	 */
	public PublisherSettings settings() {
		return this.settings;
	}

	/**
	 * Return what the publisher knows now. Never blocks.
	 * @return a snapshot
	 */
	public PublisherStats stats() {
		long lastDrop = this.ledger.lastDropMillis();
		long bufferedBytes = this.gauges.bufferedBytes();
		return new PublisherStats(this.ledger.stats(), this.lanes.size(), this.lanes.capacity(),
				this.lanes.largeBytes(), this.lanes.capacityBytes(), bufferedBytes, this.settings.bufferBytes(),
				isFull(bufferedBytes), this.gauges.inFlight(), this.settings.window(), this.gauges.oldestAge(),
				this.gauges.retries(), (lastDrop > 0) ? Instant.ofEpochMilli(lastDrop) : null,
				this.gauges.lastRefusal(), this.gauges.publishCount(), this.gauges.publishTime(),
				this.gauges.publishTimeMax(), this.spool.stats());
	}

	private boolean isFull(long bufferedBytes) {
		return this.lanes.isOrdinaryFull() || bufferedBytes >= ordinaryBufferBytes();
	}

	private long ordinaryBufferBytes() {
		return Backlog.ordinaryCapacityBytes(this.settings.bufferBytes(), this.settings.reservedBufferPercent());
	}

	/**
	 * Stop taking signals, wait for the confirmation of what was taken, within the close
	 * timeout, and say what became of it. Later calls do nothing.
	 */
	@Override
	public void close() {
		if (!this.closeCalled.compareAndSet(false, true)) {
			return;
		}
		this.closed = true;
		// Whatever was taken is to be settled all the same
		begin();
		this.worker.close(System.nanoTime() + this.settings.closeTimeout().toNanos());
		if (!awaitWorker()) {
			logger.warn("The telemetry publisher did not end within its close timeout of {}",
					this.settings.closeTimeout());
		}
		this.link.close();
		sayWhatBecame();
	}

	private void work() {
		try {
			this.spool.open();
			this.worker.run();
			this.spool.close();
		}
		finally {
			this.lateArrivals.workerEnded();
		}
	}

	private boolean awaitWorker() {
		try {
			this.thread.join(this.settings.closeTimeout().plus(GRACE).toMillis());
		}
		catch (InterruptedException ex) {
			// Whoever interrupts wants to be gone: what is not settled now is given up.
			this.worker.close(System.nanoTime());
			joinUninterruptibly();
			Thread.currentThread().interrupt();
		}
		return !this.thread.isAlive();
	}

	private void joinUninterruptibly() {
		long deadline = System.nanoTime() + GRACE.toNanos();
		while (this.thread.isAlive() && System.nanoTime() - deadline < 0) {
			try {
				TimeUnit.NANOSECONDS.timedJoin(this.thread, deadline - System.nanoTime());
			}
			catch (InterruptedException ex) {
				// Bounded by the deadline.
			}
		}
	}

	private void sayWhatBecame() {
		Map<Signal, SignalStats> stats = this.ledger.stats();
		long confirmed = stats.values().stream().mapToLong(SignalStats::confirmed).sum();
		long pending = stats.values().stream().mapToLong(SignalStats::pending).sum();
		long spooled = stats.values().stream().mapToLong(SignalStats::spooled).sum();
		Map<DropReason, Long> dropped = this.ledger.dropped();
		if (spooled > 0) {
			logger.warn(
					"Telemetry publisher closed: {} records confirmed, {} kept in the spool for the next start, "
							+ "dropped: {}, unsettled: {}",
					confirmed, spooled, dropped.isEmpty() ? "none" : DropNotice.describe(dropped), pending);
		}
		else if (dropped.isEmpty() && pending == 0) {
			logger.info("Telemetry publisher closed: {} records confirmed, none dropped", confirmed);
		}
		else {
			logger.warn("Telemetry publisher closed: {} records confirmed, dropped: {}, unsettled: {}", confirmed,
					DropNotice.describe(dropped), pending);
		}
	}

}
