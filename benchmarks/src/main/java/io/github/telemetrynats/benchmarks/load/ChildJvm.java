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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own for one side of a comparison, so that neither side's compiled code,
 * heap or threads have to do with the other's. It is told what to do line by line, and
 * answers each with a line; see {@link #serve}. Used by one thread.
 */
public final class ChildJvm implements AutoCloseable {

	/** What tells an answer from whatever else is written to standard output. */
	private static final String ANSWER = "\u0001answer ";

	private static final String END = "\u0001end";

	private static final Duration TIMEOUT = Duration.ofMinutes(10);

	private static final int REMEMBERED_LINES = 100;

	private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

	private final Deque<String> lastLines = new ArrayDeque<>();

	private final Process process;

	private final Writer commands;

	private ChildJvm(List<String> command) {
		try {
			this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.commands = this.process.outputWriter();
		Thread reader = new Thread(this::read, "output of " + this.process.pid());
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Start a JVM like this one.
	 * @param classPath its class path
	 * @param options options of the JVM
	 * @param program the class with the main method
	 * @param arguments the program's arguments
	 * @return the child, starting
	 */
	public static ChildJvm start(ClassPath classPath, List<String> options, Class<?> program, String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of("-cp", classPath.toString(), program.getName()));
		command.addAll(List.of(arguments));
		return new ChildJvm(command);
	}

	/**
	 * Answer the parent's commands until it has no more. Called in the child.
	 * @param service does what a command says
	 * @throws Exception if a command fails, which the parent hears of
	 */
	public static void serve(Service service) throws Exception {
		answer("ready");
		BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
		for (String line = input.readLine(); line != null; line = input.readLine()) {
			answer(service.execute(line));
		}
	}

	/**
	 * Answer without having been asked, or say that the child is ready. Called in the
	 * child.
	 * @param text the answer
	 */
	public static void answer(String text) {
		System.out.println("\n" + ANSWER + text);
		System.out.flush();
	}

	private void read() {
		try (BufferedReader output = this.process.inputReader()) {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				if (line.startsWith(ANSWER)) {
					this.answers.add(line.substring(ANSWER.length()));
				}
				else {
					remember(line);
				}
			}
		}
		catch (IOException ex) {
			remember(ex.toString());
		}
		this.answers.add(END);
	}

	private void remember(String line) {
		synchronized (this.lastLines) {
			this.lastLines.add(line);
			if (this.lastLines.size() > REMEMBERED_LINES) {
				this.lastLines.remove();
			}
		}
	}

	/**
	 * Wait until the child is ready for commands.
	 * @return this child
	 * @throws InterruptedException if the thread is interrupted
	 */
	public ChildJvm awaitReady() throws InterruptedException {
		await();
		return this;
	}

	/**
	 * Have a command executed.
	 * @param command the command
	 * @return the answer
	 * @throws InterruptedException if the thread is interrupted
	 */
	public Figures ask(String command) throws InterruptedException {
		return Figures.parse(askText(command));
	}

	/**
	 * Have a command executed whose answer is more than figures.
	 * @param command the command
	 * @return the answer
	 * @throws InterruptedException if the thread is interrupted
	 */
	public String askText(String command) throws InterruptedException {
		try {
			this.commands.write(command + "\n");
			this.commands.flush();
		}
		catch (IOException ex) {
			throw failure("did not take '" + command + "'");
		}
		return await();
	}

	/**
	 * Wait for an answer.
	 * @return the answer
	 * @throws InterruptedException if the thread is interrupted
	 */
	public String await() throws InterruptedException {
		String answer = this.answers.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		if (answer == null || answer.equals(END)) {
			throw failure((answer != null) ? "has ended" : "does not answer");
		}
		return answer;
	}

	private IllegalStateException failure(String what) {
		close();
		synchronized (this.lastLines) {
			return new IllegalStateException(
					"The child process " + what + "; its last words:\n" + String.join("\n", this.lastLines));
		}
	}

	/**
	 * Return the child's process id.
	 * @return the process id
	 */
	public long pid() {
		return this.process.pid();
	}

	/**
	 * End the child at once.
	 */
	public void kill() {
		this.process.destroyForcibly();
	}

	/**
	 * Tell the child that there are no more commands, and wait until it has ended.
	 */
	@Override
	public void close() {
		try {
			this.commands.close();
		}
		catch (IOException ex) {
			remember(ex.toString());
		}
		try {
			if (!this.process.waitFor(1, TimeUnit.MINUTES)) {
				remember("The child process did not end");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.process.destroyForcibly();
		}
	}

	/**
	 * Does what the parent says.
	 */
	@FunctionalInterface
	public interface Service {

		/**
		 * Execute a command.
		 * @param command the command
		 * @return the answer, in one line
		 * @throws Exception if it fails, which ends the child
		 */
		String execute(String command) throws Exception;

	}

}
