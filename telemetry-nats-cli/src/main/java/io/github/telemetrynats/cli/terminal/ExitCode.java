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
 * How the command ends ({@code docs/cli.md}).
 */
public final class ExitCode {

	/** Done. */
	public static final int OK = 0;

	/** Nothing matched. */
	public static final int NOTHING = 1;

	/** The command line is wrong. */
	public static final int USAGE = 2;

	/** No connection, no permission, or no answer. */
	public static final int CONNECTION = 3;

	/** There is no JetStream, no stream or no consumer. */
	public static final int MISSING = 4;

	/** A part of what was asked for is missing. */
	public static final int PARTIAL = 5;

	private ExitCode() {
	}

}
