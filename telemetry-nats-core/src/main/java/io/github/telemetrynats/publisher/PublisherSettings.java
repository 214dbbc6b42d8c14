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

import org.jspecify.annotations.Nullable;

/**
 * The bounds of a {@link TelemetryPublisher}. Immutable. What does not fit is refused
 * with an {@link IllegalArgumentException} that names the property.
 *
 * @param queueCapacity how many captured signals wait to be encoded, in records
 * @param reservedCapacity how many more places there are for WARN and ERROR logs and
 * failed spans, in records
 * @param bufferBytes how much encoded data waits for the server's confirmation, in bytes
 * @param reservedBufferPercent which part of {@code bufferBytes} is kept for WARN and
 * ERROR logs and failed spans, in percent
 * @param window how many records are on their way at a time, 4,096 at the most
 * @param ackTimeout after how long without an answer a record is sent again
 * @param backoffInitial the wait before the first retry after an answer that says "not
 * now"
 * @param backoffMax the longest wait before a retry
 * @param closeTimeout how long closing may take
 * @param overflowPolicy what gives way when the buffer is full
 * @param queueBytes how much memory the captured signals that wait to be encoded may keep
 * alive, in bytes, not counted those of up to 1 kB, which {@code queueCapacity} bounds; a
 * quarter more is kept for WARN and ERROR logs and failed spans
 * @param spool where records are kept that must outlive the process, or {@code null} to
 * keep them in memory alone
 */
public record PublisherSettings(int queueCapacity, int reservedCapacity, long bufferBytes, int reservedBufferPercent,
		int window, Duration ackTimeout, Duration backoffInitial, Duration backoffMax, Duration closeTimeout,
		OverflowPolicy overflowPolicy, long queueBytes, @Nullable SpoolSettings spool) {

	private static final long QUEUE_BYTES = 16L * 1024 * 1024;

	private static final int MAX_WINDOW = 4_096;

	private static final int MAX_RESERVED_PERCENT = 90;

	public PublisherSettings {
		atLeast("queue-capacity", queueCapacity, 16);
		atLeast("reserved-capacity", reservedCapacity, 16);
		atLeast("queue-bytes", queueBytes, 64 * 1024);
		atLeast("buffer-bytes", bufferBytes, 64 * 1024);
		within("reserved-buffer-percent", reservedBufferPercent, 0, MAX_RESERVED_PERCENT);
		within("window", window, 1, MAX_WINDOW);
		positive("ack-timeout", ackTimeout);
		positive("backoff-initial", backoffInitial);
		positive("close-timeout", closeTimeout);
		if (backoffMax.compareTo(backoffInitial) < 0) {
			throw invalid("backoff-max", backoffMax, "at least backoff-initial, which is " + backoffInitial);
		}
	}

	/**
	 * Create settings without a spool, and with 16 MiB for captured signals.
	 * @param queueCapacity how many captured signals wait to be encoded, in records
	 * @param reservedCapacity how many more places there are for the important ones
	 * @param bufferBytes how much encoded data waits for confirmation, in bytes
	 * @param reservedBufferPercent which part of it is kept for the important ones
	 * @param window how many records are on their way at a time
	 * @param ackTimeout after how long without an answer a record is sent again
	 * @param backoffInitial the wait before the first retry
	 * @param backoffMax the longest wait before a retry
	 * @param closeTimeout how long closing may take
	 * @param overflowPolicy what gives way when the buffer is full
	 */
	public PublisherSettings(int queueCapacity, int reservedCapacity, long bufferBytes, int reservedBufferPercent,
			int window, Duration ackTimeout, Duration backoffInitial, Duration backoffMax, Duration closeTimeout,
			OverflowPolicy overflowPolicy) {
		this(queueCapacity, reservedCapacity, bufferBytes, reservedBufferPercent, window, ackTimeout, backoffInitial,
				backoffMax, closeTimeout, overflowPolicy, QUEUE_BYTES, null);
	}

	/**
	 * Return these settings with another bound on what waits to be encoded.
	 * @param newQueueBytes how much memory large captured signals may keep alive, in
	 * bytes
	 * @return the settings
	 */
	public PublisherSettings withQueueBytes(long newQueueBytes) {
		return new PublisherSettings(this.queueCapacity, this.reservedCapacity, this.bufferBytes,
				this.reservedBufferPercent, this.window, this.ackTimeout, this.backoffInitial, this.backoffMax,
				this.closeTimeout, this.overflowPolicy, newQueueBytes, this.spool);
	}

	/**
	 * Return these settings with a spool.
	 * @param newSpool where records are kept that must outlive the process, or
	 * {@code null} to keep them in memory alone
	 * @return the settings
	 */
	public PublisherSettings withSpool(@Nullable SpoolSettings newSpool) {
		return new PublisherSettings(this.queueCapacity, this.reservedCapacity, this.bufferBytes,
				this.reservedBufferPercent, this.window, this.ackTimeout, this.backoffInitial, this.backoffMax,
				this.closeTimeout, this.overflowPolicy, this.queueBytes, newSpool);
	}

	/**
	 * Return the default settings.
	 * @return 16,384 records and 2,048 more in reserve, 64 MiB of which 10 % are in
	 * reserve, a window of 1,024, 2 s for an ack, 100 ms to 5 s between retries, 5 s to
	 * close, the newest record gives way, no spool
	 */
	public static PublisherSettings defaults() {
		return new PublisherSettings(16_384, 2_048, 64L * 1024 * 1024, 10, 1_024, Duration.ofSeconds(2),
				Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(5), OverflowPolicy.DROP_NEWEST);
	}

	private static void atLeast(String key, long value, long least) {
		if (value < least) {
			throw invalid(key, value, "at least " + least);
		}
	}

	private static void within(String key, int value, int least, int most) {
		if (value < least || value > most) {
			throw invalid(key, value, "from " + least + " to " + most);
		}
	}

	private static void positive(String key, Duration value) {
		if (value.isNegative() || value.isZero()) {
			throw invalid(key, value, "longer than zero");
		}
	}

	private static IllegalArgumentException invalid(String key, Object value, String right) {
		return new IllegalArgumentException("telemetry.nats.publisher." + key + " is " + value + ": must be " + right);
	}

}
