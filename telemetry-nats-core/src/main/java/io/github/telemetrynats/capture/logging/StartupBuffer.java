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

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Holds events while there is no sink. Immutable: adding makes a new one that ends in the
 * old one, so that several threads can add by compare-and-set, and everything that is
 * held, the number of those that had no room included, can be taken over in one step.
 */
final class StartupBuffer implements Destination {

	/**
	 * How many characters of text may be held, in case that events are unusually large.
	 */
	static final long MAX_CHARACTERS = 8L * 1024 * 1024;

	private final LogCaptureSettings settings;

	private final int capacity;

	private final @Nullable StartupBuffer previous;

	private final @Nullable CapturedLog last;

	private final int size;

	private final long characters;

	private final long dropped;

	private StartupBuffer(LogCaptureSettings settings, int capacity, @Nullable StartupBuffer previous,
			@Nullable CapturedLog last, int size, long characters, long dropped) {
		this.settings = settings;
		this.capacity = capacity;
		this.previous = previous;
		this.last = last;
		this.size = size;
		this.characters = characters;
		this.dropped = dropped;
	}

	static StartupBuffer empty(LogCaptureSettings settings) {
		return new StartupBuffer(settings, settings.startupBuffer(), null, null, 0, 0, 0);
	}

	/**
	 * Return a buffer that also holds an event, or knows that it had no room for it. The
	 * last eighth is for WARN and ERROR: what a start fails with comes last.
	 * @param log the event
	 * @return the buffer
	 */
	StartupBuffer plus(CapturedLog log) {
		int limit = log.important() ? this.capacity : this.capacity - this.capacity / 8;
		long characters = this.characters + log.characters();
		if (this.size >= limit || characters > MAX_CHARACTERS) {
			return new StartupBuffer(this.settings, this.capacity, this.previous, this.last, this.size, this.characters,
					this.dropped + 1);
		}
		return new StartupBuffer(this.settings, this.capacity, this, log, this.size + 1, characters, this.dropped);
	}

	StartupBuffer with(LogCaptureSettings settings) {
		return new StartupBuffer(settings, settings.startupBuffer(), this.previous, this.last, this.size,
				this.characters, this.dropped);
	}

	/**
	 * Return an empty buffer without room.
	 * @return a buffer that counts
	 */
	StartupBuffer closed() {
		return new StartupBuffer(this.settings, 0, null, null, 0, 0, 0);
	}

	List<CapturedLog> inOrder() {
		CapturedLog[] logs = new CapturedLog[this.size];
		StartupBuffer buffer = this;
		for (int i = this.size - 1; i >= 0 && buffer != null; i--) {
			if (buffer.last != null) {
				logs[i] = buffer.last;
			}
			buffer = buffer.previous;
		}
		return Arrays.asList(logs);
	}

	int size() {
		return this.size;
	}

	long dropped() {
		return this.dropped;
	}

	@Override
	public LogCaptureSettings settings() {
		return this.settings;
	}

}
