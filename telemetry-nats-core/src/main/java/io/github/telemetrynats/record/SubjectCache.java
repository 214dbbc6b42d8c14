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

package io.github.telemetrynats.record;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Remembers subjects that were made lately. Each key has one place, where it replaces the
 * one before it: so whatever comes, and be it a new run id with every span, nothing
 * grows. Holds at most {@value #SIZE} entries of at most {@value #MAX_KEY_LENGTH}
 * characters of each part. Safe for use by several threads.
 */
final class SubjectCache {

	static final int SIZE = 1024;

	static final int MAX_KEY_LENGTH = 256;

	private final AtomicReferenceArray<@Nullable Entry> entries = new AtomicReferenceArray<>(SIZE);

	@Nullable String get(Signal signal, String service, String name) {
		Entry entry = this.entries.getAcquire(place(signal, service, name));
		return (entry != null && entry.signal == signal && entry.name.equals(name) && entry.service.equals(service))
				? entry.subject : null;
	}

	void put(Signal signal, String service, String name, String subject) {
		if (service.length() <= MAX_KEY_LENGTH && name.length() <= MAX_KEY_LENGTH) {
			this.entries.setRelease(place(signal, service, name), new Entry(signal, service, name, subject));
		}
	}

	private static int place(Signal signal, String service, String name) {
		int hash = 31 * (31 * name.hashCode() + service.hashCode()) + signal.token().hashCode();
		return (hash ^ (hash >>> 10) ^ (hash >>> 20)) & (SIZE - 1);
	}

	private record Entry(Signal signal, String service, String name, String subject) {

	}

}
