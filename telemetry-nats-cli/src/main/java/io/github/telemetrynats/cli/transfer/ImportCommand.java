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

package io.github.telemetrynats.cli.transfer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.nats.client.JetStream;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.github.telemetrynats.cli.reading.CommonOptions;
import io.github.telemetrynats.cli.reading.Session;
import io.github.telemetrynats.cli.terminal.CommandFailure;
import io.github.telemetrynats.cli.terminal.ExitCode;
import io.github.telemetrynats.cli.terminal.Numbers;

/**
 * {@code telemetry-nats import}.
 */
@Command(name = "import", sortOptions = false,
		description = { "Publish records that were exported, with their subjects, ids and bodies",
				"What is imported twice is stored twice, unless within the stream's duplicate window." },
		footer = { "", "Example:", "  telemetry-nats import incident.jsonl --prefix replay --stream REPLAY" })
public final class ImportCommand implements Callable<Integer> {

	private static final int WINDOW = 1_000;

	@Parameters(paramLabel = "FILE", description = "Lines of JSON as export writes them; - for standard input")
	private String file = "";

	@Option(names = "--from-prefix", paramLabel = "SUBJECT", order = 1,
			description = "The prefix in the file, which becomes that of --prefix; default: telemetry")
	private String fromPrefix = "telemetry";

	@Mixin
	private CommonOptions common = new CommonOptions();

	private final Deque<CompletableFuture<PublishAck>> unconfirmed = new ArrayDeque<>();

	private long published;

	private long duplicates;

	@Override
	public Integer call() {
		try (InputStream input = open(); Session session = Session.open(this.common)) {
			JetStream jetStream = session.link().connection().jetStream();
			long number = 0;
			byte[] line = ExportedLine.read(input);
			while (line != null) {
				number++;
				if (line.length > 0) {
					publish(session, jetStream, ExportedLine.parse(line, number));
				}
				line = ExportedLine.read(input);
			}
			while (!this.unconfirmed.isEmpty()) {
				confirm(session);
			}
			session.terminal()
				.note("-- " + Numbers.grouped(this.published) + " records imported into " + session.stream()
						+ ((this.duplicates > 0) ? ", " + Numbers.grouped(this.duplicates) + " were there already"
								: ""));
			return (this.published > 0) ? ExitCode.OK : ExitCode.NOTHING;
		}
		catch (IOException ex) {
			throw new CommandFailure(ExitCode.PARTIAL,
					"Reading '" + this.file + "' failed after " + this.published + " records: " + ex.getMessage());
		}
	}

	private InputStream open() throws IOException {
		if (this.file.equals("-")) {
			return new BufferedInputStream(System.in);
		}
		if (!Files.isReadable(Path.of(this.file))) {
			throw CommandFailure.usage("'" + this.file + "' cannot be read");
		}
		return new BufferedInputStream(Files.newInputStream(Path.of(this.file)));
	}

	private void publish(Session session, JetStream jetStream, ExportedLine line) {
		String subject = line.subject();
		String prefix = session.subjects().prefix();
		if (!prefix.equals(this.fromPrefix) && subject.startsWith(this.fromPrefix + '.')) {
			subject = prefix + subject.substring(this.fromPrefix.length());
		}
		String id = line.messageId();
		@Nullable Headers headers = (id != null) ? new Headers().put("Nats-Msg-Id", id) : null;
		this.unconfirmed.add(jetStream.publishAsync(subject, headers, line.body()));
		if (this.unconfirmed.size() >= WINDOW) {
			confirm(session);
		}
	}

	private void confirm(Session session) {
		try {
			PublishAck answer = this.unconfirmed.removeFirst()
				.get(session.link().timeout().toMillis() * 4, TimeUnit.MILLISECONDS);
			if (answer.isDuplicate()) {
				this.duplicates++;
			}
			else {
				this.published++;
			}
		}
		catch (ExecutionException | TimeoutException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			while (cause.getCause() != null) {
				cause = cause.getCause();
			}
			String message = String.valueOf(cause.getMessage());
			if (message.contains("503")) {
				throw new CommandFailure(ExitCode.MISSING,
						"No stream at " + session.link().servers() + " takes these subjects, after " + this.published
								+ " records: see --stream and --prefix, and 'telemetry-nats stream init'");
			}
			throw new CommandFailure(ExitCode.PARTIAL, "The server confirmed only " + this.published + " records: "
					+ message + "; does the stream take these subjects?");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CommandFailure(ExitCode.PARTIAL, "Interrupted after " + this.published + " records");
		}
	}

}
