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

package io.github.telemetrynats.cli.operate;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.NUID;
import io.nats.client.Subscription;
import io.nats.client.api.ServerInfo;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import io.github.telemetrynats.cli.reading.CommonOptions;
import io.github.telemetrynats.cli.reading.Reading;
import io.github.telemetrynats.cli.reading.Request;
import io.github.telemetrynats.cli.reading.Session;
import io.github.telemetrynats.cli.reading.SubjectPlan;
import io.github.telemetrynats.cli.reading.Summary;
import io.github.telemetrynats.cli.terminal.CommandFailure;
import io.github.telemetrynats.cli.terminal.ExitCode;
import io.github.telemetrynats.cli.terminal.Numbers;
import io.github.telemetrynats.cli.terminal.Report;
import io.github.telemetrynats.cli.terminal.Terminal;
import io.github.telemetrynats.cli.terminal.Texts;
import io.github.telemetrynats.cli.terminal.Times;
import io.github.telemetrynats.stream.StreamSettings;

/**
 * {@code telemetry-nats doctor}.
 */
@Command(name = "doctor", sortOptions = false,
		description = { "Find out what stands in the way: connection, login, JetStream, stream, permissions, clock",
				"Changes nothing: what it writes goes to a subject outside the stream." })
public final class DoctorCommand implements Callable<Integer> {

	private static final Duration SKEW = Duration.ofSeconds(2);

	private static final Duration POLL = Duration.ofMillis(50);

	@Mixin
	private CommonOptions common = new CommonOptions();

	@Override
	public Integer call() {
		Terminal terminal = Terminal.system(this.common.output());
		Examination examination = new Examination(terminal);
		try (Session session = Session.open(this.common)) {
			examination.ok("connection", describe(session));
			examination.look("round trip", session, () -> roundTrip(session));
			boolean jetStream = examination.look("JetStream", session, () -> {
				JsonValue account = session.api().require("INFO", "");
				return Numbers.grouped(JsonValueUtils.readInteger(account, "streams", 0)) + " streams in the account";
			});
			if (jetStream) {
				stream(session, examination);
			}
		}
		catch (CommandFailure ex) {
			if (ex.exitCode() == ExitCode.USAGE) {
				throw ex;
			}
			examination.fail("connection", ex);
		}
		examination.report();
		return examination.exitCode;
	}

	private static void stream(Session session, Examination examination) {
		StreamConfig config = new StreamConfig(withNames(session));
		JsonValue[] info = new JsonValue[1];
		Instant[] asked = new Instant[2];
		boolean there = examination.look("stream", session, () -> {
			asked[0] = Instant.now();
			info[0] = session.api().require("STREAM.INFO." + session.stream(), "");
			asked[1] = Instant.now();
			JsonValue state = JsonValueUtils.readValue(info[0], "state");
			return session.stream() + ", "
					+ Numbers.grouped((state != null) ? JsonValueUtils.readLong(state, "messages", 0) : 0) + " records";
		});
		if (!there) {
			return;
		}
		if (info[0] != null) {
			List<String> differences = config.differences(info[0]);
			if (differences.isEmpty()) {
				examination.ok("configuration", "as the contract has it");
			}
			else {
				examination.warn("configuration", String.join("; ", differences));
			}
		}
		Instant[] stored = new Instant[1];
		examination.look("reading", null, () -> {
			Request request = new Request(SubjectPlan.of(List.of(session.subjects().all())), null, null, 1, null);
			Summary summary = new Reading(session, request).run((entry) -> stored[0] = entry.stored());
			return (summary.matched() == 0) ? "permitted; there is no record yet" : "permitted; the newest record is "
					+ Times.age(Duration.between(stored[0], Instant.now())) + " old";
		});
		if (info[0] != null) {
			clock(session, info[0], asked, examination);
		}
	}

	private static StreamSettings withNames(Session session) {
		StreamSettings defaults = StreamSettings.defaults();
		return new StreamSettings(session.stream(), session.subjects().prefix(), defaults.storage(), defaults.maxAge(),
				defaults.maxBytes(), defaults.duplicateWindow(), defaults.discard(), defaults.replicas(),
				defaults.provisioning());
	}

	// The server's time is of some moment between the question and the answer
	private static void clock(Session session, JsonValue info, Instant[] asked, Examination examination) {
		String time = JsonValueUtils.readString(info, "ts", null);
		if (time == null) {
			examination.ok("clock", "not compared: " + session.link().connection().getServerInfo().getVersion()
					+ " does not tell its time");
			return;
		}
		Instant server = Instant.parse(time);
		Duration ahead = server.isBefore(asked[0]) ? Duration.between(server, asked[0])
				: Duration.between(server, server.isAfter(asked[1]) ? asked[1] : server);
		if (ahead.abs().compareTo(SKEW) > 0) {
			examination.warn("clock", "this machine and the server are " + Times.age(ahead.abs())
					+ " apart: --since and ages are off by that");
		}
		else {
			examination.ok("clock", "the same as the server's");
		}
	}

	private static String describe(Session session) {
		ServerInfo server = session.link().connection().getServerInfo();
		return session.link().servers() + ", nats-server " + server.getVersion()
				+ (server.isTLSRequired() ? ", TLS" : "")
				+ (server.isAuthRequired() ? ", logged in" : ", no login needed");
	}

	private static String roundTrip(Session session) {
		Connection connection = session.link().connection();
		String subject = "telemetry-nats-doctor." + NUID.nextGlobal();
		byte[] body = "{\"level\":\"info\",\"message\":\"doctor\"}".getBytes(StandardCharsets.UTF_8);
		Subscription subscription = connection.subscribe(subject);
		try {
			long start = System.nanoTime();
			connection.publish(subject, body);
			long deadline = start + session.link().timeout().toNanos();
			Message back = null;
			while (back == null && session.link().forbidden() == null && System.nanoTime() - deadline < 0) {
				back = subscription.nextMessage(POLL);
			}
			if (back == null || back.getData().length != body.length) {
				String forbidden = session.link().forbidden();
				throw new CommandFailure(ExitCode.CONNECTION, "what was written to " + subject + " did not come back"
						+ ((forbidden != null) ? ": " + forbidden : ""));
			}
			return "written to " + subject + " and read back in " + Times.duration(System.nanoTime() - start);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CommandFailure(ExitCode.CONNECTION, "interrupted");
		}
		finally {
			subscription.unsubscribe();
		}
	}

	/**
	 * What was looked at, and what was found.
	 */
	private static final class Examination {

		private final Terminal terminal;

		private final Report report;

		private int exitCode = ExitCode.OK;

		private Examination(Terminal terminal) {
			this.terminal = terminal;
			this.report = new Report(terminal, "checks", "check", "result", "detail");
		}

		/**
		 * Look at something.
		 * @param check what
		 * @param session if reading goes without the right to ask, else {@code null}
		 * @param question asks
		 * @return whether what comes after it can be looked at
		 */
		private boolean look(String check, @Nullable Session session, Supplier<String> question) {
			String before = (session != null) ? session.link().forbidden() : null;
			try {
				ok(check, question.get());
				return true;
			}
			catch (CommandFailure ex) {
				String forbidden = (session != null) ? session.link().forbidden() : null;
				if (forbidden != null && !forbidden.equals(before)) {
					this.report.row(check, "skip", "not permitted, and reading does not need it: " + forbidden);
					return true;
				}
				fail(check, ex);
				return false;
			}
		}

		private void ok(String check, String detail) {
			this.report.row(check, "ok", detail);
		}

		private void warn(String check, String detail) {
			this.report.row(check, "warn", detail);
			this.exitCode = (this.exitCode == ExitCode.OK) ? ExitCode.PARTIAL : this.exitCode;
		}

		private void fail(String check, CommandFailure failure) {
			this.report.row(check, "fail", failure.getMessage());
			this.exitCode = failure.exitCode();
		}

		private void report() {
			if (!this.report.write()) {
				this.report.forEach((row) -> {
					String result = String.valueOf(row.get("result"));
					String label = switch (result) {
						case "ok" -> "OK   ";
						case "skip" -> "SKIP ";
						case "warn" -> this.terminal.styles().level("warn", "WARN ");
						default -> this.terminal.styles().error("FAIL ");
					};
					this.terminal.line(label + Texts.fit(String.valueOf(row.get("check")), 14)
							+ Texts.line(String.valueOf(row.get("detail"))));
				});
				this.terminal.output().flush();
			}
		}

	}

}
