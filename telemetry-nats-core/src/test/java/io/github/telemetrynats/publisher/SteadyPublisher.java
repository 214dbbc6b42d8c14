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

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.telemetrynats.connection.ConnectionSettings;
import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.record.LogLevel;
import io.github.telemetrynats.record.LogRecord;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.Subjects;

/**
 * An application that publishes numbered logs until it is killed, or until there is a
 * file that tells it to stop. What it does is in a file that outlives it: {@code offered}
 * with the number and the time, and {@code taken} with the number when it has seen the
 * publisher's queue empty after that offer.
 */
public final class SteadyPublisher {

	private static final int BURST = 20;

	private SteadyPublisher() {
	}

	/**
	 * Run.
	 * @param args the server's URL, the directory of the spool, the file to write to, the
	 * file that stops it, the first number, and the duplicate window in milliseconds
	 * @throws Exception if anything fails
	 */
	public static void main(String[] args) throws Exception {
		Path stop = Path.of(args[3]);
		long number = Long.parseLong(args[4]);
		try (FileChannel diary = FileChannel.open(Path.of(args[2]), StandardOpenOption.CREATE,
				StandardOpenOption.APPEND);
				TelemetryConnection connection = TelemetryConnection
					.open(ConnectionSettings.builder().servers(args[0]).reconnectWait(Duration.ofMillis(50)).build());
				TelemetryPublisher publisher = start(connection, args)) {
			while (!Files.exists(stop)) {
				for (int i = 0; i < BURST; i++) {
					if (publisher.offer(log(number))) {
						write(diary, "offered " + number + ' ' + System.currentTimeMillis());
					}
					number++;
				}
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
				if (publisher.stats().queued() == 0) {
					write(diary, "taken " + (number - 1));
				}
			}
			while (publisher.stats().signals().get(Signal.LOGS).pending() > 0
					|| publisher.stats().spool().waiting() > 0) {
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
			}
			write(diary, "restored " + publisher.stats().spool().restored());
			write(diary, "maybe-duplicate " + publisher.stats().signals().get(Signal.LOGS).maybeDuplicate());
		}
	}

	private static TelemetryPublisher start(TelemetryConnection connection, String[] args) {
		Duration window = Duration.ofMillis(Long.parseLong(args[5]));
		return TelemetryPublisher.start(connection, new Subjects("telemetry"),
				PublisherSettings.defaults().withSpool(new SpoolSettings(Path.of(args[1]), 64L * 1024 * 1024)),
				new FixedStream(window));
	}

	private static void write(FileChannel diary, String line) throws Exception {
		diary.write(ByteBuffer.wrap((line + '\n').getBytes(StandardCharsets.US_ASCII)));
	}

	private static LogRecord log(long number) {
		return new LogRecord(Origin.of("test"), LogLevel.INFO, "record " + number, Instant.now(), Map.of(), "", null,
				null, "logger", "thread");
	}

}
