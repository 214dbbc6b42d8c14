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

package io.github.telemetrynats.cli.reading;

import io.github.telemetrynats.cli.terminal.ExitCode;
import io.github.telemetrynats.cli.terminal.Numbers;

/**
 * Says at the end what was found of how much, and how the command ends.
 */
public final class Conclusion {

	private Conclusion() {
	}

	/**
	 * Conclude.
	 * @param session where it was read from
	 * @param summary what came of reading
	 * @param found how many things were found
	 * @param what what they are, such as {@code traces since 15m}
	 * @param shown how many of them were shown
	 * @return the exit code
	 */
	public static int of(Session session, Summary summary, long found, String what, long shown) {
		if (summary.isInterrupted()) {
			session.terminal().error("-- incomplete: the connection to " + session.link().servers() + " was lost");
			return ExitCode.PARTIAL;
		}
		if (found == 0) {
			session.terminal()
				.note("-- no " + what + " (" + Numbers.grouped(summary.scanned()) + " records read"
						+ summary.unreadableText()
						+ "); try another --since, or 'telemetry-nats services' for what there is");
			return ExitCode.NOTHING;
		}
		session.terminal()
			.note("-- " + Numbers.grouped(found) + ' ' + what + " (" + Numbers.grouped(summary.scanned())
					+ " records read" + summary.unreadableText() + ")"
					+ ((shown < found) ? ", " + Numbers.grouped(shown) + " shown, see -n" : ""));
		return ExitCode.OK;
	}

}
