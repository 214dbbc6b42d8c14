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

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

import io.github.telemetrynats.publisher.OverflowPolicy;
import io.github.telemetrynats.publisher.PublisherSettings;
import io.github.telemetrynats.publisher.SpoolSettings;

/**
 * Configuration properties of the publisher.
 *
 * @param queueCapacity How many captured records wait to be encoded.
 * @param reservedCapacity How many more places there are for WARN and ERROR logs and
 * failed spans.
 * @param queueBytes How much memory captured records that wait to be encoded may keep
 * alive, not counted those of up to 1 kB; a quarter more is kept for WARN and ERROR logs
 * and failed spans.
 * @param bufferBytes How much encoded data waits for the server's confirmation.
 * @param reservedBufferPercent Which part of the buffer is kept for WARN and ERROR logs
 * and failed spans, in percent.
 * @param window How many records are on their way at a time.
 * @param ackTimeout After how long without an answer a record is sent again.
 * @param backoffInitial Wait before the first retry after the server could not take a
 * record.
 * @param backoffMax Longest wait before a retry.
 * @param closeTimeout How long the application's shutdown waits for the confirmation of
 * the last records. Before that, the last publish of metrics may wait as long for room.
 * @param overflowPolicy What gives way when the buffer is full.
 * @param spool Files that outlive the process.
 */
@Lazy
@ConfigurationProperties(PublisherProperties.PREFIX)
record PublisherProperties(@DefaultValue("16384") int queueCapacity, @DefaultValue("2048") int reservedCapacity,
		@DefaultValue("16MB") DataSize queueBytes, @DefaultValue("64MB") DataSize bufferBytes,
		@DefaultValue("10") int reservedBufferPercent, @DefaultValue("1024") int window,
		@DefaultValue("2s") Duration ackTimeout, @DefaultValue("100ms") Duration backoffInitial,
		@DefaultValue("5s") Duration backoffMax, @DefaultValue("5s") Duration closeTimeout,
		@DefaultValue("drop-newest") OverflowPolicy overflowPolicy, @DefaultValue Spool spool) {

	static final String PREFIX = "telemetry.nats.publisher";

	static PublisherSettings settings(Environment environment, ObjectProvider<PublisherProperties> properties) {
		return Configured.below(environment, PREFIX) ? properties.getObject().toSettings()
				: PublisherSettings.defaults();
	}

	PublisherSettings toSettings() {
		return new PublisherSettings(this.queueCapacity, this.reservedCapacity, this.bufferBytes.toBytes(),
				this.reservedBufferPercent, this.window, this.ackTimeout, this.backoffInitial, this.backoffMax,
				this.closeTimeout, this.overflowPolicy, this.queueBytes.toBytes(), this.spool.toSettings());
	}

	/**
	 * Configuration properties of the spool.
	 *
	 * @param directory Directory in which records that the server has not confirmed are
	 * also kept, to be sent at the next start if the application is killed. Off without
	 * it.
	 * @param maxBytes How large the files of one application may become.
	 */
	record Spool(@Nullable Path directory, @DefaultValue("64MB") DataSize maxBytes) {

		@Nullable SpoolSettings toSettings() {
			return (this.directory != null) ? new SpoolSettings(this.directory, this.maxBytes.toBytes()) : null;
		}

	}

}
