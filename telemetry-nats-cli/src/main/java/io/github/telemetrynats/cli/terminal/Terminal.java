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

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Where the output goes and what it can show. Data goes to the standard output,
 * everything else to standard error.
 */
public final class Terminal {

	private static final int DEFAULT_WIDTH = 120;

	/** The JVM has one end. */
	private static volatile boolean ended;

	private final OutputOptions options;

	private final Map<String, String> environment;

	private final boolean interactive;

	private final boolean unicode;

	private final Styles styles;

	private final ZoneId zone;

	private final Output output;

	private final OutputStream errors;

	private @Nullable Integer width;

	private @Nullable LocalDate today;

	private Terminal(OutputOptions options, Map<String, String> environment, boolean interactive, Output output,
			OutputStream errors) {
		this.options = options;
		this.environment = environment;
		this.interactive = interactive;
		this.output = output;
		this.errors = errors;
		this.unicode = !options.ascii() && isUnicode();
		this.styles = new Styles(colored(), variable("TERM").contains("256") || !variable("COLORTERM").isEmpty());
		this.zone = options.zone();
		this.width = options.width();
	}

	/**
	 * Use the process's own standard output and error.
	 * @param options how the output looks
	 * @return the terminal
	 */
	public static Terminal system(OutputOptions options) {
		return new Terminal(options, System.getenv(), isTerminal(),
				new Output(new FileOutputStream(FileDescriptor.out)), new FileOutputStream(FileDescriptor.err));
	}

	// The launcher for sh knows; otherwise input and output must both be a terminal
	@SuppressWarnings("SystemConsoleNull")
	private static boolean isTerminal() {
		String known = System.getProperty("telemetry-nats.terminal");
		if (known != null) {
			return Boolean.parseBoolean(known);
		}
		Console console = System.console();
		if (console == null) {
			return false;
		}
		try {
			// Since Java 22 there is a console without a terminal, too; before, none
			return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
		}
		catch (ReflectiveOperationException ex) {
			return true;
		}
	}

	private boolean colored() {
		Boolean asked = this.options.color();
		if (asked != null) {
			return asked;
		}
		if (!variable("NO_COLOR").isEmpty()) {
			return false;
		}
		String forced = variable("CLICOLOR_FORCE");
		return (!forced.isEmpty() && !forced.equals("0")) || (this.interactive && !variable("TERM").equals("dumb"));
	}

	private static boolean isUnicode() {
		return System.getProperty("native.encoding", "").toUpperCase(Locale.ROOT).startsWith("UTF");
	}

	private String variable(String name) {
		return this.environment.getOrDefault(name, "");
	}

	/**
	 * Return the shape of the output.
	 * @return the format
	 */
	public Format format() {
		return this.options.format();
	}

	/**
	 * Return whether the output is seen as it comes.
	 * @return whether it is a terminal
	 */
	public boolean interactive() {
		return this.interactive;
	}

	/**
	 * Return the colours.
	 * @return the styles
	 */
	public Styles styles() {
		return this.styles;
	}

	/**
	 * Return the zone that times are shown in.
	 * @return the zone
	 */
	public ZoneId zone() {
		return this.zone;
	}

	/**
	 * Return the standard output.
	 * @return where data goes
	 */
	public Output output() {
		return this.output;
	}

	/**
	 * Return whether lines are drawn with more than ASCII.
	 * @return whether the locale has UTF-8
	 */
	public boolean unicode() {
		return this.unicode;
	}

	/**
	 * Write a line of text to the standard output.
	 * @param line the line, with what the terminal cannot show
	 */
	public void line(String line) {
		this.output.write(this.unicode ? line : Texts.ascii(line));
		this.output.write("\n");
	}

	/**
	 * Write a remark to standard error, unless it shall be quiet.
	 * @param text one line
	 */
	public void note(String text) {
		if (!this.options.quiet()) {
			error(text);
		}
	}

	/**
	 * Write a line to standard error.
	 * @param text one line
	 */
	public void error(String text) {
		this.output.flush();
		try {
			this.errors.write(((this.unicode ? text : Texts.ascii(text)) + '\n').getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			// Nobody listens there
		}
	}

	/**
	 * From now on, end with exit code 0 when interrupted: that is how following ends.
	 */
	public void endQuietlyWhenInterrupted() {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			if (ended) {
				return;
			}
			try {
				this.output.flush();
			}
			catch (OutputClosedException ex) {
				// Nobody reads it any more
			}
			catch (CommandFailure ex) {
				System.err.println("telemetry-nats: " + ex.getMessage());
				Runtime.getRuntime().halt(ex.exitCode());
			}
			Runtime.getRuntime().halt(ExitCode.OK);
		}));
	}

	/**
	 * Say that the command ends by itself.
	 */
	public static void end() {
		ended = true;
	}

	/**
	 * Return how wide a line of a table may be.
	 * @return columns; without a limit if the output is not a terminal
	 */
	public int width() {
		Integer known = this.width;
		if (known == null) {
			known = this.interactive ? columns() : Integer.MAX_VALUE;
			this.width = known;
		}
		return known;
	}

	/**
	 * Return how wide a drawing should be.
	 * @return columns
	 */
	public int drawingWidth() {
		return Math.min(width(), Math.max(DEFAULT_WIDTH, (this.options.width() != null) ? width() : 0));
	}

	private int columns() {
		String variable = variable("COLUMNS");
		if (variable.matches("[1-9][0-9]{1,4}")) {
			return Math.max(20, Integer.parseInt(variable));
		}
		try {
			Process process = new ProcessBuilder("sh", "-c", "stty size </dev/tty").redirectErrorStream(true).start();
			String[] size = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim()
				.split(" ");
			if (process.waitFor(1, TimeUnit.SECONDS) && size.length == 2 && size[1].matches("[1-9][0-9]{1,4}")) {
				return Math.max(20, Integer.parseInt(size[1]));
			}
		}
		catch (IOException ex) {
			// There is no such program
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return DEFAULT_WIDTH;
	}

	/**
	 * Show a time of day.
	 * @param time the time
	 * @return such as {@code 09:14:02.118}
	 */
	public String time(Instant time) {
		return Times.time(time.atZone(this.zone));
	}

	/**
	 * Show a time of day, with the date unless that is today's.
	 * @param time the time
	 * @return such as {@code 09:14:02.118}
	 */
	public String moment(Instant time) {
		LocalDate day = this.today;
		if (day == null) {
			day = LocalDate.now(this.zone);
			this.today = day;
		}
		ZonedDateTime zoned = time.atZone(this.zone);
		return zoned.toLocalDate().equals(day) ? Times.time(zoned) : Times.dateTime(zoned);
	}

	/**
	 * Show a date and a time of day.
	 * @param time the time
	 * @return such as {@code 2026-11-22 09:14:02.118}
	 */
	public String dateTime(Instant time) {
		return Times.dateTime(time.atZone(this.zone));
	}

}
