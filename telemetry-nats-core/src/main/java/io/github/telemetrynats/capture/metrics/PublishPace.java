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

package io.github.telemetrynats.capture.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.micrometer.core.instrument.Clock;

import io.github.telemetrynats.publisher.Room;
import io.github.telemetrynats.publisher.SignalSink;

/**
 * The pace of one publish: a point at a time, as long as the sink has room, and then as
 * fast as it gets room, within half a step and, at the end, within the close timeout.
 * Used by the one thread that publishes, which is none of the application's but the one
 * that closes the registry.
 */
final class PublishPace {

	/**
	 * How long until the sink is asked again. It is not woken instead, because the
	 * publisher's worker would have to look for someone to wake with every record. In a
	 * millisecond a publisher takes some hundred records, of half a queue that holds
	 * thousands.
	 */
	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private final SignalSink sink;

	private final Clock clock;

	private final CloseDeadline closing;

	private final long deadline;

	private Instant time;

	PublishPace(SignalSink sink, Clock clock, Duration step, CloseDeadline closing) {
		this.sink = sink;
		this.clock = clock;
		this.closing = closing;
		this.deadline = System.nanoTime() + step.toNanos() / 2;
		this.time = now();
	}

	/**
	 * Wait until there is room for a point, unless there will be none, or until the time
	 * for it is over.
	 */
	void awaitRoom() {
		keepPace();
	}

	/**
	 * Wait until there is room for a point of a meter that can also keep what it has
	 * gathered.
	 * @return whether the meter should be read: there is room, or its point has to take
	 * its chance with all others, because waiting did not help or it is the last
	 */
	boolean awaitRoomOrLeave() {
		return keepPace() != Room.NONE || this.closing.isBegun();
	}

	/**
	 * Return the time of the points that are offered now: one and the same as long as
	 * nothing had to wait.
	 * @return the time
	 */
	Instant time() {
		return this.time;
	}

	private Room keepPace() {
		Room room = this.sink.room();
		if (room == Room.SOON && !isOver()) {
			do {
				LockSupport.parkNanos(this, PAUSE_NANOS);
				room = this.sink.room();
			}
			while (room == Room.SOON && !isOver());
			this.time = now();
		}
		return room;
	}

	private boolean isOver() {
		boolean timeOver = this.closing.isBegun() ? this.closing.isOver() : System.nanoTime() - this.deadline >= 0;
		return timeOver || Thread.currentThread().isInterrupted();
	}

	private Instant now() {
		return Instant.ofEpochMilli(this.clock.wallTime());
	}

}
