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

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import io.github.telemetrynats.publisher.OverflowPolicy;
import io.github.telemetrynats.publisher.PublisherSettings;

/**
 * Configuration properties of the publisher.
 *
 * @param queueCapacity How many captured records wait to be encoded.
 * @param reservedCapacity How many more places there are for WARN and ERROR logs and
 * failed spans.
 * @param bufferBytes How much encoded data waits for the server's confirmation.
 * @param reservedBufferPercent Which part of the buffer is kept for WARN and ERROR logs
 * and failed spans, in percent.
 * @param window How many records are on their way at a time. A power of two.
 * @param ackTimeout After how long without an answer a record is sent again.
 * @param backoffInitial Wait before the first retry after the server could not take a
 * record.
 * @param backoffMax Longest wait before a retry.
 * @param closeTimeout How long the application's shutdown waits for the confirmation of
 * the last records.
 * @param overflowPolicy What gives way when the buffer is full.
 */
@ConfigurationProperties("telemetry.nats.publisher")
record PublisherProperties(@DefaultValue("16384") int queueCapacity, @DefaultValue("2048") int reservedCapacity,
		@DefaultValue("64MB") DataSize bufferBytes, @DefaultValue("10") int reservedBufferPercent,
		@DefaultValue("1024") int window, @DefaultValue("5s") Duration ackTimeout,
		@DefaultValue("100ms") Duration backoffInitial, @DefaultValue("5s") Duration backoffMax,
		@DefaultValue("5s") Duration closeTimeout, @DefaultValue("drop-newest") OverflowPolicy overflowPolicy) {

	private static final String PREFIX = "telemetry.nats.publisher.";

	private static final DataSize LEAST_BUFFER = DataSize.ofMegabytes(1);

	private static final int MAX_RECORDS = 1 << 24;

	private static final int MAX_WINDOW = 1 << 16;

	PublisherSettings toSettings() {
		Setting.between(PREFIX + "queue-capacity", this.queueCapacity, 2, MAX_RECORDS);
		Setting.between(PREFIX + "reserved-capacity", this.reservedCapacity, 2, MAX_RECORDS);
		new Setting(PREFIX + "buffer-bytes", this.bufferBytes).expect(this.bufferBytes.compareTo(LEAST_BUFFER) >= 0,
				"a size of at least 1MB, the size of the largest record that a server takes by default");
		Setting.between(PREFIX + "reserved-buffer-percent", this.reservedBufferPercent, 0, 90);
		Setting.between(PREFIX + "window", this.window, 1, MAX_WINDOW);
		new Setting(PREFIX + "window", this.window).expect(Integer.bitCount(this.window) == 1,
				"a power of two, such as 256, 512 or 1024");
		Setting.atLeast(PREFIX + "ack-timeout", this.ackTimeout, Duration.ofMillis(100));
		Setting.atLeast(PREFIX + "backoff-initial", this.backoffInitial, Duration.ofMillis(1));
		new Setting(PREFIX + "backoff-max", this.backoffMax).expect(this.backoffMax.compareTo(this.backoffInitial) >= 0,
				"a duration not shorter than " + PREFIX + "backoff-initial");
		Setting.atLeast(PREFIX + "close-timeout", this.closeTimeout, Duration.ZERO);
		return new PublisherSettings(this.queueCapacity, this.reservedCapacity, this.bufferBytes.toBytes(),
				this.reservedBufferPercent, this.window, this.ackTimeout, this.backoffInitial, this.backoffMax,
				this.closeTimeout, this.overflowPolicy);
	}

}
