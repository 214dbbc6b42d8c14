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
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.telemetrynats.publisher.Room;
import io.github.telemetrynats.publisher.SignalSink;

/**
 * Reads meters and offers their points, at the pace of the sink. Knows the meters that
 * are removed, until what was recorded into them meanwhile is offered, too. Safe for use
 * by several threads.
 */
final class Publication {

	// By this name users know who logs.
	private static final Logger logger = LoggerFactory.getLogger(NatsMeterRegistry.class);

	private final SignalSink sink;

	private final Clock clock;

	private final Duration step;

	private final Function<Meter, Series> series;

	// Who was about to record into a meter when it was removed is heard once more
	private final Queue<Removal> removed = new ConcurrentLinkedQueue<>();

	private final LongAdder postponed = new LongAdder();

	private final CloseDeadline closing = new CloseDeadline();

	private final AtomicBoolean failureTold = new AtomicBoolean();

	/**
	 * Create a publication.
	 * @param sink where the points go
	 * @param clock tells the time
	 * @param step the time from one publish to the next, of which one takes half at most
	 * @param series the series of a meter that has no windows
	 */
	Publication(SignalSink sink, Clock clock, Duration step, Function<Meter, Series> series) {
		this.sink = sink;
		this.clock = clock;
		this.step = step;
		this.series = series;
	}

	/**
	 * Offer a window of each meter, or a sample if it has no windows.
	 * @param meters all meters that are registered
	 */
	void publish(List<Meter> meters) {
		PublishPace pace = publishWindows(meters);
		for (Meter meter : meters) {
			if (!(meter instanceof WindowedMeter)) {
				pace.awaitRoom();
				safely(meter, () -> Samples.publish(meter, this.series.apply(meter), pace.time()));
			}
		}
	}

	/**
	 * Offer a window of each meter that has windows.
	 * @param meters all meters that are registered
	 * @return the pace, at which more can be offered
	 */
	PublishPace publishWindows(List<Meter> meters) {
		PublishPace pace = new PublishPace(this.sink, this.clock, this.step, this.closing);
		for (Removal removal = this.removed.poll(); removal != null; removal = this.removed.poll()) {
			// Offered in any case: what is removed must not pile up here
			pace.awaitRoom();
			publishWindow(removal.meter(), removal.time());
		}
		for (Meter meter : meters) {
			if (meter instanceof WindowedMeter) {
				if (pace.awaitRoomOrLeave()) {
					publishWindow(meter, pace.time());
				}
				else {
					this.postponed.increment();
				}
			}
		}
		return pace;
	}

	/**
	 * End the last window of a meter, so that one registered in its place begins here.
	 * @param meter the meter, which is no longer registered
	 */
	void removed(Meter meter) {
		Instant time = Instant.ofEpochMilli(this.clock.wallTime());
		// Functions are asked, so that nobody is late
		boolean heardAgain = meter instanceof Counter || meter instanceof Timer || meter instanceof DistributionSummary;
		// This is a thread of the application's: the window waits instead of it
		if (!heardAgain || this.sink.room() == Room.ENOUGH) {
			publishWindow(meter, time);
		}
		if (heardAgain) {
			this.removed.add(new Removal(meter, time));
		}
	}

	/**
	 * From now on waiting ends with the timeout.
	 * @param timeout how long to wait for room in all
	 */
	void beginClose(Duration timeout) {
		this.closing.begin(timeout);
	}

	/**
	 * Return how often a meter was left unread by a publish.
	 * @return how often since the registry was created
	 */
	long postponed() {
		return this.postponed.sum();
	}

	private void publishWindow(Meter meter, Instant end) {
		if (meter instanceof WindowedMeter windowed) {
			safely(meter, () -> windowed.publishWindow(end));
		}
	}

	private void safely(Meter meter, Runnable publish) {
		try {
			publish.run();
		}
		catch (RuntimeException | LinkageError ex) {
			if (this.failureTold.compareAndSet(false, true)) {
				logger.warn("Failed to read {}; it is tried again with every publish. Further failures are logged at "
						+ "DEBUG", meter.getId(), ex);
			}
			else {
				logger.debug("Failed to read {}", meter.getId(), ex);
			}
		}
	}

	/**
	 * A meter that is no longer registered.
	 *
	 * @param meter the meter
	 * @param time when it was removed, which is when all its windows end
	 */
	private record Removal(Meter meter, Instant time) {

	}

}
