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

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/**
 * What the heap holds after a collection, as the collector itself says it. What threads
 * allocate between the collection and the look is not in it.
 */
final class HeapAfterCollection {

	private HeapAfterCollection() {
	}

	/**
	 * Collect, and return what is left: the least of some attempts, for a collection of
	 * young objects in between may leave some that are about to go.
	 * @return the number of bytes
	 */
	static long bytes() {
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 3; i++) {
			System.gc();
			least = Math.min(least, afterLastCollection());
		}
		return least;
	}

	private static long afterLastCollection() {
		long bytes = 0;
		for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
			MemoryUsage usage = (pool.getType() == MemoryType.HEAP) ? pool.getCollectionUsage() : null;
			bytes += (usage != null) ? usage.getUsed() : 0;
		}
		return bytes;
	}

}
