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

package io.github.telemetrynats.cli.terminal;

/**
 * Ends the command with a message of one or a few lines and an exit code.
 */
public final class CommandFailure extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int exitCode;

	/**
	 * Create the failure.
	 * @param exitCode one of {@link ExitCode}
	 * @param message what is wrong, and what to do about it
	 */
	public CommandFailure(int exitCode, String message) {
		super(message);
		this.exitCode = exitCode;
	}

	/**
	 * Create a failure of the command line.
	 * @param message what is wrong, and what would be right
	 * @return the failure
	 */
	public static CommandFailure usage(String message) {
		return new CommandFailure(ExitCode.USAGE, message);
	}

	/**
	 * Return how the command ends.
	 * @return one of {@link ExitCode}
	 */
	public int exitCode() {
		return this.exitCode;
	}

}
