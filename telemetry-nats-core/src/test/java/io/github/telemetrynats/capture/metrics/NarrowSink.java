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

import java.util.concurrent.atomic.AtomicInteger;

import io.github.telemetrynats.publisher.DropReason;
import io.github.telemetrynats.publisher.Room;
import io.github.telemetrynats.publisher.SignalSink;
import io.github.telemetrynats.record.CapturedSignal;
import io.github.telemetrynats.record.Signal;

/**
 * Takes as much as there are places, and says what it is told to when half of them are
 * taken.
 */
final class NarrowSink implements SignalSink {

	private final RecordingSink taken = new RecordingSink();

	private final AtomicInteger waiting = new AtomicInteger();

	private final AtomicInteger refused = new AtomicInteger();

	private final AtomicInteger questions = new AtomicInteger();

	private final int places;

	private final Room whenHalfFull;

	NarrowSink(int places, Room whenHalfFull) {
		this.places = places;
		this.whenHalfFull = whenHalfFull;
	}

	@Override
	public boolean offer(CapturedSignal signal) {
		if (this.waiting.getAndIncrement() >= this.places) {
			this.waiting.decrementAndGet();
			this.refused.incrementAndGet();
			return false;
		}
		return this.taken.offer(signal);
	}

	@Override
	public Room room() {
		this.questions.incrementAndGet();
		return (this.waiting.get() < this.places / 2) ? Room.ENOUGH : this.whenHalfFull;
	}

	@Override
	public void lost(Signal about, DropReason reason, long records) {
		this.taken.lost(about, reason, records);
	}

	/**
	 * Make room for some more.
	 * @param records how many
	 */
	void empty(int records) {
		this.waiting.updateAndGet((before) -> Math.max(0, before - records));
	}

	int questions() {
		return this.questions.get();
	}

	int refused() {
		return this.refused.get();
	}

	int offered() {
		return this.taken.points().size() + this.refused.get();
	}

	RecordingSink taken() {
		return this.taken;
	}

}
