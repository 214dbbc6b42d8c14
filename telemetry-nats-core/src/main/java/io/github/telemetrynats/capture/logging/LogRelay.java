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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.publisher.SignalSink;
import io.github.telemetrynats.record.Origin;

/**
 * Leads the events of one Logback to the sink of the moment, or holds them while there is
 * none. Threads that log only read and compare-and-set one reference; connecting and
 * closing take this object's lock.
 */
final class LogRelay {

	// Logback forgets the objects that are put into it when it is reset, so they are kept
	// here. What is kept must not refer to the key, or else it would never go away.
	private static final Map<LoggerContext, LogRelay> RELAYS = new WeakHashMap<>();

	/**
	 * How often to try to empty a buffer that other threads keep filling.
	 */
	private static final int MAX_ROUNDS = 64;

	private static final int CAPTURING = 0;

	private static final int LATEST = 1;

	// The array is a class of the JDK's, so that threads of a pool keep no loader alive
	private static final ThreadLocal<@Nullable Object[]> THREAD_STATE = ThreadLocal.withInitial(() -> new Object[2]);

	private static final AtomicReferenceFieldUpdater<LogRelay, Destination> DESTINATION = AtomicReferenceFieldUpdater
		.newUpdater(LogRelay.class, Destination.class, "destination");

	private volatile Destination destination = StartupBuffer.empty(LogCaptureSettings.defaults());

	private final List<LogFeed> open = new ArrayList<>();

	/** Events whose capture failed and that no account has yet. */
	private final AtomicLong failed = new AtomicLong();

	private long discarded;

	private boolean ended;

	private LogRelay() {
	}

	static LogRelay of(LoggerContext context) {
		synchronized (RELAYS) {
			return RELAYS.computeIfAbsent(context, (key) -> new LogRelay());
		}
	}

	/**
	 * Take an event, unless the settings or the recursion guard refuse it, or it has come
	 * already by another appender.
	 * @param event the event
	 */
	void accept(ILoggingEvent event) {
		LogCaptureSettings settings = this.destination.settings();
		if (!settings.takes(event)) {
			return;
		}
		@Nullable Object[] state = THREAD_STATE.get();
		Instant instant = event.getInstant();
		// Logback makes one Instant an event: the same object is the same event again
		if (state[CAPTURING] != null || (instant != null && state[LATEST] == instant)) {
			return;
		}
		state[CAPTURING] = true;
		state[LATEST] = instant;
		try {
			deliver(CapturedLog.of(event, settings));
		}
		finally {
			state[CAPTURING] = null;
		}
	}

	private void deliver(CapturedLog log) {
		while (true) {
			Destination current = this.destination;
			if (current instanceof LogFeed feed) {
				feed.offer(log);
				return;
			}
			if (DESTINATION.compareAndSet(this, current, ((StartupBuffer) current).plus(log))) {
				return;
			}
		}
	}

	void captureFailed() {
		this.failed.incrementAndGet();
		if (this.destination instanceof LogFeed feed) {
			countFailed(feed);
		}
	}

	private void countFailed(LogFeed feed) {
		feed.notCaptured(this.failed.getAndSet(0));
	}

	/**
	 * An application begins to start. What is held belongs to it, unless another one has
	 * ended since.
	 * @param settings what to take until a sink is connected
	 */
	synchronized void begin(LogCaptureSettings settings) {
		if (!this.open.isEmpty()) {
			return;
		}
		boolean forget = this.ended;
		this.ended = false;
		Destination before = DESTINATION.getAndUpdate(this,
				(current) -> forget ? StartupBuffer.empty(settings) : ((StartupBuffer) current).with(settings));
		if (forget) {
			this.discarded += ((StartupBuffer) before).size() + ((StartupBuffer) before).dropped();
		}
	}

	synchronized LogFeed connect(SignalSink sink, Origin origin, LogCaptureSettings settings) {
		LogFeed feed = new LogFeed(this, sink, origin, settings);
		if (this.open.isEmpty()) {
			feed.tellDropped(empty(feed));
			countFailed(feed);
		}
		else {
			this.destination = feed;
		}
		this.open.add(feed);
		return feed;
	}

	/**
	 * Hand over what is held and then let events through. Only an empty buffer is
	 * replaced by the way to the sink: an event cannot overtake an earlier one of its
	 * thread.
	 * @param feed the way to the sink
	 * @return how many events had no room
	 */
	private long empty(LogFeed feed) {
		long dropped = 0;
		for (int round = 0; true; round++) {
			StartupBuffer held = (StartupBuffer) this.destination;
			Destination next = feed;
			if (held.size() > 0) {
				next = (round < MAX_ROUNDS) ? StartupBuffer.empty(held.settings()) : held.closed();
			}
			if (DESTINATION.compareAndSet(this, held, next)) {
				dropped += held.dropped();
				held.inOrder().forEach(feed::offerHeld);
				if (next == feed) {
					return dropped;
				}
			}
		}
	}

	synchronized void disconnect(LogFeed feed) {
		if (!this.open.remove(feed) || this.destination != feed) {
			return;
		}
		if (this.open.isEmpty()) {
			this.ended = true;
			this.destination = StartupBuffer.empty(feed.settings());
		}
		else {
			this.destination = this.open.get(this.open.size() - 1);
		}
	}

	synchronized void contextStopped() {
		if (this.open.isEmpty()) {
			this.ended = true;
		}
	}

	/**
	 * Forget what is held, and what a thread may be about to add.
	 * @return whether nobody needs the events any more; otherwise nothing was done
	 */
	synchronized boolean forget() {
		if (!this.open.isEmpty()) {
			return false;
		}
		this.ended = true;
		DESTINATION.updateAndGet(this, (current) -> StartupBuffer.empty(current.settings()));
		return true;
	}

	synchronized long discarded() {
		return this.discarded;
	}

}
