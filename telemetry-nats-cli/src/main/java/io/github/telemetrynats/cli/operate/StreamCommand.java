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

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.github.telemetrynats.cli.reading.ApiRefusal;
import io.github.telemetrynats.cli.reading.CommonOptions;
import io.github.telemetrynats.cli.reading.Durations;
import io.github.telemetrynats.cli.reading.Session;
import io.github.telemetrynats.cli.terminal.CommandFailure;
import io.github.telemetrynats.cli.terminal.ExitCode;
import io.github.telemetrynats.cli.terminal.Numbers;
import io.github.telemetrynats.cli.terminal.Report;
import io.github.telemetrynats.stream.Provisioning;
import io.github.telemetrynats.stream.StreamSettings;

/**
 * {@code telemetry-nats stream}.
 */
@Command(name = "stream", sortOptions = false,
		description = { "Look at the stream itself, or create it",
				"info: state and signals. subjects: the largest ones. consumers: who reads, and how far behind.",
				"init: create it as the contract has it. check: exit code 5 if it differs or a consumer lags." },
		footer = { "", "Example:", "  telemetry-nats stream check --max-lag 10000" })
public final class StreamCommand implements Callable<Integer> {

	private static final int NAME_IN_USE = 10058;

	@Parameters(index = "0", paramLabel = "info|subjects|consumers|init|check", description = "What to do")
	private String action = "";

	@Option(names = "--top", paramLabel = "COUNT", order = 1, description = "subjects: how many; default: 20")
	private int top = 20;

	@Option(names = "--max-lag", paramLabel = "COUNT", order = 2,
			description = "check: how many records a consumer may be behind")
	private @Nullable Long maxLag;

	@Option(names = "--max-age", paramLabel = "DURATION", order = 3, description = "init, check; default: 7d")
	private String maxAge = "7d";

	@Option(names = "--max-bytes", paramLabel = "BYTES", order = 4,
			description = "init, check; -1 for no limit; default: 1073741824")
	private long maxBytes = 1L << 30;

	@Option(names = "--replicas", paramLabel = "COUNT", order = 5, description = "init, check; default: 1")
	private int replicas = 1;

	@Option(names = "--storage", paramLabel = "KIND", order = 6,
			description = "init, check: file or memory; default: file")
	private String storage = "file";

	@Mixin
	private CommonOptions common = new CommonOptions();

	@Override
	public Integer call() {
		String what = this.action.toLowerCase(Locale.ROOT);
		if (!List.of("info", "subjects", "consumers", "init", "check").contains(what)) {
			throw CommandFailure.usage("stream " + this.action + ": must be info, subjects, consumers, init or check");
		}
		try (Session session = Session.open(this.common)) {
			int exitCode = switch (what) {
				case "info" -> new StreamReport(session).info();
				case "subjects" -> new StreamReport(session).subjects(this.top);
				case "consumers" -> new StreamReport(session).consumers();
				case "init" -> init(session);
				default -> check(session);
			};
			session.terminal().output().flush();
			return exitCode;
		}
	}

	private StreamConfig config(Session session) {
		try {
			StorageType kind = switch (this.storage.toLowerCase(Locale.ROOT)) {
				case "file" -> StorageType.File;
				case "memory" -> StorageType.Memory;
				default ->
					throw CommandFailure.usage("--storage is '" + this.storage + "', but must be file or memory");
			};
			Duration age = Durations.require("--max-age", this.maxAge);
			return new StreamConfig(new StreamSettings(session.stream(), session.subjects().prefix(), kind, age,
					this.maxBytes, StreamSettings.defaults().duplicateWindow(), DiscardPolicy.Old, this.replicas,
					Provisioning.CREATE));
		}
		catch (IllegalArgumentException ex) {
			throw CommandFailure.usage(String.valueOf(ex.getMessage()).replace("telemetry.nats.stream.", "--"));
		}
	}

	private int init(Session session) {
		StreamConfig config = config(session);
		String operation = "STREAM.CREATE." + session.stream();
		try {
			session.api().request(operation, config.json());
			session.terminal().note("-- " + session.stream() + " created for " + session.subjects().all());
			return ExitCode.OK;
		}
		catch (ApiRefusal ex) {
			if (ex.code() != NAME_IN_USE) {
				throw session.api().failure(operation, ex);
			}
			session.terminal().note("-- " + session.stream() + " is there already, and was left as it is");
			return check(session);
		}
	}

	private int check(Session session) {
		JsonValue info = session.api().require("STREAM.INFO." + session.stream(), "");
		List<String> differences = config(session).differences(info);
		Report report = new Report(session.terminal(), "findings", "finding", "severity");
		differences.forEach((difference) -> report.row(difference, "different"));
		Long most = this.maxLag;
		if (most != null) {
			for (JsonValue consumer : new StreamReport(session).consumerList()) {
				long lag = JsonValueUtils.readLong(consumer, "num_pending", 0);
				if (lag > most) {
					report.row("consumer " + JsonValueUtils.readString(consumer, "name", "?") + " is "
							+ Numbers.grouped(lag) + " records behind", "lag");
				}
			}
		}
		if (!report.write()) {
			report.forEach((row) -> session.terminal().line(row.get("severity") + ": " + row.get("finding")));
			if (report.size() == 0) {
				session.terminal().line("OK: " + session.stream() + " is as it should be");
			}
		}
		return (report.size() == 0) ? ExitCode.OK : ExitCode.PARTIAL;
	}

}
