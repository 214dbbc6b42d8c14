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

package io.github.telemetrynats.benchmarks.load.start;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.github.telemetrynats.benchmarks.load.Figures;
import io.github.telemetrynats.benchmarks.load.OtherProcess;
import io.github.telemetrynats.benchmarks.load.ProcessMeter;

/**
 * Looks at a process that has nothing to do.
 */
final class Rest {

	private static final int COLLECTIONS = 3;

	private Rest() {
	}

	/**
	 * Look at this process for a while.
	 * @param seconds for how long
	 * @return memory, classes, processor time and allocation; behind a {@code |} the
	 * names of the threads, separated by commas
	 * @throws InterruptedException if the thread is interrupted
	 */
	static String observe(int seconds) throws InterruptedException {
		ProcessMeter meter = new ProcessMeter();
		TimeUnit.SECONDS.sleep(seconds);
		Figures figures = meter.stop();
		for (int i = 0; i < COLLECTIONS; i++) {
			System.gc();
			TimeUnit.MILLISECONDS.sleep(100);
		}
		MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
		figures.set("heap", memory.getHeapMemoryUsage().getUsed())
			.set("other", memory.getNonHeapMemoryUsage().getUsed())
			.set("resident", new OtherProcess(ProcessHandle.current().pid()).residentBytes())
			.set("classes", ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
		return figures + " |"
				+ Thread.getAllStackTraces()
					.keySet()
					.stream()
					.map((thread) -> thread.getName() + (thread.isDaemon() ? "" : " (no daemon)"))
					.sorted()
					.collect(Collectors.joining(","));
	}

}
