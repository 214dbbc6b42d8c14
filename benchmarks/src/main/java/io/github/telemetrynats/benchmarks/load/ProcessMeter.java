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

package io.github.telemetrynats.benchmarks.load;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * How much time, processor time (of all threads, also those of the JVM) and allocation
 * this process has taken since the meter was started. Threads that end meanwhile take
 * what they have allocated with them. Used by one thread.
 */
public final class ProcessMeter {

	private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final Map<Long, Long> allocatedBefore = allocated();

	private final long cpuBefore = PROCESS.getProcessCpuTime();

	private final long nanosBefore = System.nanoTime();

	/**
	 * Return what was taken so far.
	 * @return {@code seconds}, {@code cpu} in microseconds and {@code bytes}
	 */
	public Figures stop() {
		double seconds = (System.nanoTime() - this.nanosBefore) / 1e9;
		double cpu = (PROCESS.getProcessCpuTime() - this.cpuBefore) / 1e3;
		long bytes = 0;
		for (Map.Entry<Long, Long> thread : allocated().entrySet()) {
			bytes += thread.getValue() - Objects.requireNonNullElse(this.allocatedBefore.get(thread.getKey()), 0L);
		}
		return new Figures().set("seconds", seconds).set("cpu", cpu).set("bytes", bytes);
	}

	private static Map<Long, Long> allocated() {
		long[] ids = THREADS.getAllThreadIds();
		long[] bytes = THREADS.getThreadAllocatedBytes(ids);
		Map<Long, Long> allocated = new HashMap<>();
		for (int i = 0; i < ids.length; i++) {
			if (bytes[i] >= 0) {
				allocated.put(ids[i], bytes[i]);
			}
		}
		return allocated;
	}

}
