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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.github.telemetrynats.cli.reading.CommonOptions;
import io.github.telemetrynats.cli.reading.Conclusion;
import io.github.telemetrynats.cli.reading.EntryJson;
import io.github.telemetrynats.cli.reading.Reading;
import io.github.telemetrynats.cli.reading.Request;
import io.github.telemetrynats.cli.reading.SelectionOptions;
import io.github.telemetrynats.cli.reading.Session;
import io.github.telemetrynats.cli.reading.Summary;
import io.github.telemetrynats.cli.terminal.CommandFailure;
import io.github.telemetrynats.cli.terminal.Format;

/**
 * {@code telemetry-nats export}.
 */
@Command(name = "export", sortOptions = false,
		description = "Write records as lines of JSON to standard output, in the order of the stream, bodies as they are",
		footer = { "", "Example:", "  telemetry-nats export --since today --signal logs | gzip > logs.jsonl.gz" })
public final class ExportCommand implements Callable<Integer> {

	@Parameters(paramLabel = "SERVICE", arity = "0..*", description = "Records of these services")
	private List<String> services = new ArrayList<>();

	@Option(names = "--since", paramLabel = "TIME", order = 3, description = "Stored since; default: all")
	private @Nullable String since;

	@Option(names = "--until", paramLabel = "TIME", order = 4, description = "Stored before")
	private @Nullable String until;

	@Mixin
	private SelectionOptions selection = new SelectionOptions();

	@Mixin
	private CommonOptions common = new CommonOptions();

	@Override
	public Integer call() {
		Format format = this.common.output().format();
		if (format != Format.JSONL && format != Format.TEXT) {
			throw CommandFailure.usage("export writes lines of JSON alone, not " + format);
		}
		try (Session session = Session.open(this.common)) {
			EntryJson writer = new EntryJson(session.terminal().output());
			Request request = new Request(this.selection.plan(session, this.services),
					SelectionOptions.place("--since", this.since, session),
					SelectionOptions.place("--until", this.until, session), -1, null);
			Summary summary = new Reading(session, request).run(writer::write);
			session.terminal().output().flush();
			return Conclusion.of(session, summary, summary.matched(), "records exported", summary.matched());
		}
	}

}
