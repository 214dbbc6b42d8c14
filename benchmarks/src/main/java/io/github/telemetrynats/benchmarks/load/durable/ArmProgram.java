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

package io.github.telemetrynats.benchmarks.load.durable;

import io.github.telemetrynats.benchmarks.load.ChildJvm;
import io.github.telemetrynats.benchmarks.load.Figures;
import io.github.telemetrynats.benchmarks.load.ProcessMeter;

/**
 * One arm in a process of its own. A command is a number of records to send; each time
 * over a new connection, whose making is not measured.
 */
public final class ArmProgram {

	private ArmProgram() {
	}

	/**
	 * Serve one arm.
	 * @param args name and window of the arm, bytes a record, the server's port
	 * @throws Exception if the arm fails
	 */
	public static void main(String[] args) throws Exception {
		Load load = Load.ofBytes(Integer.parseInt(args[2]));
		ChildJvm.serve((command) -> measure(args[0], Integer.parseInt(args[1]), load, Integer.parseInt(args[3]),
				Integer.parseInt(command))
			.toString());
	}

	/**
	 * Send records and measure what that takes, in this process.
	 * @param name the arm's name
	 * @param window how many records may be on their way
	 * @param load what to send
	 * @param port the server's port
	 * @param records how many
	 * @return seconds, processor time, bytes allocated, and how many were confirmed
	 * @throws Exception if the arm fails
	 */
	static Figures measure(String name, int window, Load load, int port, int records) throws Exception {
		try (Arm arm = Arm.connect(name, window, load, port)) {
			ProcessMeter meter = new ProcessMeter();
			long confirmed = arm.send(records);
			return meter.stop().set("confirmed", confirmed);
		}
	}

}
