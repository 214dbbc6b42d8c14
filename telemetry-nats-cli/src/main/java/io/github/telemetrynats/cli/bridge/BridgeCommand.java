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

package io.github.telemetrynats.cli.bridge;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.github.telemetrynats.bridge.BridgeSettings;
import io.github.telemetrynats.cli.reading.CommonOptions;
import io.github.telemetrynats.cli.reading.Session;
import io.github.telemetrynats.cli.terminal.CommandFailure;

/**
 * {@code telemetry-nats bridge}.
 */
@Command(name = "bridge", sortOptions = false,
		description = { "Forward the stream to an OpenTelemetry backend",
				"otlp: until it is stopped. replay: a range once more, without moving the position of otlp.",
				"status: how far the bridges are, as the server sees it." },
		footer = { "", "Example:", "  telemetry-nats bridge otlp --endpoint http://localhost:4318" })
public final class BridgeCommand implements Callable<Integer> {

	@Parameters(index = "0", paramLabel = "otlp|replay|status", description = "What to do")
	private String action = "";

	@Mixin
	private BridgeOptions options = new BridgeOptions();

	@Option(names = "--health-port", paramLabel = "PORT", order = 60,
			description = "Answer /healthz, /readyz and /metrics there; 0 for any that is free")
	private @Nullable Integer healthPort;

	@Option(names = "--health-address", paramLabel = "ADDRESS", order = 61,
			description = "Where to listen for that; default: 127.0.0.1")
	private String healthAddress = "127.0.0.1";

	@Mixin
	private CommonOptions common = new CommonOptions();

	@Override
	public Integer call() {
		String what = this.action.toLowerCase(Locale.ROOT);
		if (!List.of("otlp", "replay", "status").contains(what)) {
			throw CommandFailure.usage("bridge " + this.action + ": must be otlp, replay or status");
		}
		try (Session session = Session.open(this.common)) {
			if (what.equals("status")) {
				return new BridgeStatus(session, this.options).report();
			}
			BridgeSettings settings = this.options.settings(session.stream(), session.subjects(), what.equals("replay"),
					System.getenv());
			return new BridgeRun(session, settings, this.healthPort, this.healthAddress).run();
		}
	}

}
