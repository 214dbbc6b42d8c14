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

package io.github.telemetrynats.capture.logging;

import java.time.Instant;
import java.util.Map;

import io.github.telemetrynats.publisher.DropReason;
import io.github.telemetrynats.publisher.SignalSink;
import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Signal;

/**
 * The way of log events to one sink, from {@link LogCapture#connect} until it is closed.
 * Safe for use by several threads.
 */
public final class LogFeed implements Destination, AutoCloseable {

	private final LogRelay relay;

	private final SignalSink sink;

	private final Origin origin;

	private final LogCaptureSettings settings;

	LogFeed(LogRelay relay, SignalSink sink, Origin origin, LogCaptureSettings settings) {
		this.relay = relay;
		this.sink = sink;
		this.origin = origin;
		this.settings = settings;
	}

	void offer(CapturedLog log) {
		log.settle(this.origin, this.settings);
		this.sink.offer(log);
	}

	/**
	 * Offer an event that was captured when other settings may have applied.
	 * @param log the event
	 */
	void offerHeld(CapturedLog log) {
		if (this.settings.takes(log.level(), log.logger())) {
			offer(log);
		}
	}

	/**
	 * Count and tell the events that had no room before this way was there.
	 * @param dropped how many
	 */
	void tellDropped(long dropped) {
		if (dropped > 0) {
			this.sink.lost(Signal.LOGS, DropReason.STARTUP_BUFFER_FULL, dropped);
			String message = "%s log records of the start-up were dropped: telemetry.nats.logs.startup-buffer holds %s"
				.formatted(dropped, this.settings.startupBuffer());
			this.sink
				.offer(new LogRecord(this.origin, LogLevel.WARN, message, Instant.now(), Map.of("dropped", dropped), "",
						null, null, LogCapture.class.getName(), Thread.currentThread().getName()));
		}
	}

	/**
	 * Count events that could not be captured because reading them failed.
	 * @param failed how many
	 */
	void notCaptured(long failed) {
		this.sink.lost(Signal.LOGS, DropReason.NOT_ENCODABLE, failed);
	}

	/**
	 * End the way to the sink: events that begin to be logged after this go elsewhere.
	 * One that another thread logs at this moment may still reach the sink. Later calls
	 * do nothing.
	 */
	@Override
	public void close() {
		this.relay.disconnect(this);
	}

	@Override
	public LogCaptureSettings settings() {
		return this.settings;
	}

}
