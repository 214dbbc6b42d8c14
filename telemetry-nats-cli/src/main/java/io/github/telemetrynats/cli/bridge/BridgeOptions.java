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

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import io.github.telemetrynats.bridge.BridgeSettings;
import io.github.telemetrynats.bridge.StartPosition;
import io.github.telemetrynats.bridge.export.OtlpTarget;
import io.github.telemetrynats.bridge.mapping.ObservationStyle;
import io.github.telemetrynats.bridge.mapping.Temporality;
import io.github.telemetrynats.cli.reading.Durations;
import io.github.telemetrynats.cli.reading.TimePoint;
import io.github.telemetrynats.cli.terminal.CommandFailure;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.Subjects;

/**
 * The options that say how the bridge works.
 */
final class BridgeOptions {

	@Mixin
	private TargetOptions target = new TargetOptions();

	@Option(names = "--signals", paramLabel = "NAMES", order = 20, split = ",",
			description = "spans, metrics and logs, comma-separated; default: all of them")
	private List<String> signals = new ArrayList<>();

	@Option(names = "--subject", paramLabel = "PATTERN", order = 21,
			description = "Only what is there, such as telemetry.logs.engine.> or telemetry.*.engine.>")
	private @Nullable String subject;

	@Option(names = "--from", paramLabel = "TIME", order = 22,
			description = "otlp: where a bridge begins that has no position yet: new, all or a time; default: all")
	private String from = "all";

	@Option(names = "--once", order = 23, description = "otlp: stop at the end of the stream")
	private boolean once;

	@Option(names = "--since", paramLabel = "TIME", order = 24, description = "replay: where the range begins")
	private @Nullable String since;

	@Option(names = "--until", paramLabel = "TIME", order = 25,
			description = "replay: where the range ends; default: the end of the stream")
	private @Nullable String until;

	@Option(names = "--durable", paramLabel = "NAME", order = 30,
			description = "The consumers' names begin with it; bridges with the same name share the work; "
					+ "default: otlp-bridge")
	private String durable = "otlp-bridge";

	@Option(names = "--batch", paramLabel = "COUNT", order = 31, description = "Records of a request; default: 512")
	private int batch = 512;

	@Option(names = "--batch-bytes", paramLabel = "BYTES", order = 32,
			description = "or bytes of the stream; default: 4194304")
	private int batchBytes = 4 * 1024 * 1024;

	@Option(names = "--flush", paramLabel = "DURATION", order = 33, description = "or after so long; default: 1s")
	private String flush = "1s";

	@Option(names = "--in-flight", paramLabel = "COUNT", order = 34,
			description = "Requests of a signal that are on the way at once; default: 4")
	private int inFlight = 4;

	@Option(names = "--ack-wait", paramLabel = "DURATION", order = 35,
			description = "After how long without a sign of life the server gives records to another bridge; default: 30s")
	private String ackWait = "30s";

	@Option(names = "--max-backoff", paramLabel = "DURATION", order = 36,
			description = "How long a backend that is away is left alone at most; default: 30s")
	private String maxBackoff = "30s";

	@Option(names = "--shutdown-timeout", paramLabel = "DURATION", order = 37,
			description = "How long the end may take; default: 10s")
	private String shutdownTimeout = "10s";

	@Option(names = "--temporality", paramLabel = "KIND", order = 40,
			description = "delta or cumulative (for Prometheus and the like); default: delta")
	private Temporality temporality = Temporality.DELTA;

	@Option(names = "--observations", paramLabel = "KIND", order = 41,
			description = "What single observations become: histogram or gauge; default: histogram")
	private ObservationStyle observations = ObservationStyle.HISTOGRAM;

	@Option(names = "--max-series", paramLabel = "COUNT", order = 42,
			description = "cumulative: of how many series totals are kept; default: 100000")
	private int maxSeries = 100_000;

	@Option(names = "--dead-letter", paramLabel = "SUBJECT", order = 50,
			description = "Where records go that no backend takes; default: telemetry_dead_letters")
	private String deadLetter = "telemetry_dead_letters";

	@Option(names = "--dead-letter-stream", paramLabel = "NAME", order = 51,
			description = "Created for them if no stream has the subject; default: TELEMETRY_DEAD_LETTERS")
	private String deadLetterStream = "TELEMETRY_DEAD_LETTERS";

	BridgeSettings settings(String stream, Subjects subjects, boolean replay, Map<String, String> variables) {
		try {
			Map<Signal, OtlpTarget> targets = new EnumMap<>(Signal.class);
			for (Signal signal : signals(subjects)) {
				targets.put(signal, this.target.target(signal, variables));
			}
			BridgeSettings.Builder settings = BridgeSettings.builder(targets)
				.stream(stream, subjects)
				.durable(this.durable)
				.batch(this.batch, this.batchBytes, duration("--flush", this.flush))
				.requestsInFlight(this.inFlight)
				.ackWait(duration("--ack-wait", this.ackWait))
				.maxBackoff(duration("--max-backoff", this.maxBackoff))
				.shutdownTimeout(duration("--shutdown-timeout", this.shutdownTimeout))
				.metrics(this.temporality, this.observations, this.maxSeries)
				.deadLetters(this.deadLetter, this.deadLetterStream);
			String pattern = this.subject;
			if (pattern != null) {
				targets.keySet().forEach((signal) -> settings.filter(signal, filter(pattern, signal, subjects)));
			}
			if (this.once) {
				settings.once();
			}
			return (replay ? replay(settings) : settings.from(from())).build();
		}
		catch (IllegalArgumentException ex) {
			throw CommandFailure.usage(String.valueOf(ex.getMessage()));
		}
	}

	String durable() {
		return this.durable;
	}

	String deadLetter() {
		return this.deadLetter;
	}

	List<Signal> signals(Subjects subjects) {
		List<Signal> chosen = new ArrayList<>();
		String pattern = this.subject;
		String token = (pattern != null) ? signalToken(pattern, subjects) : "*";
		for (Signal signal : Signal.values()) {
			boolean named = this.signals.isEmpty() || this.signals.stream()
				.anyMatch((name) -> signal.token().equals(name.trim().toLowerCase(Locale.ROOT)));
			if (named && (token.equals("*") || token.equals(signal.token()))) {
				chosen.add(signal);
			}
		}
		for (String name : this.signals) {
			if (!List.of("spans", "metrics", "logs").contains(name.trim().toLowerCase(Locale.ROOT))) {
				throw new IllegalArgumentException(
						"--signals has '" + name + "', but must be of spans, metrics and logs");
			}
		}
		return chosen;
	}

	private BridgeSettings.Builder replay(BridgeSettings.Builder settings) {
		String begin = this.since;
		String end = this.until;
		if (begin == null) {
			throw new IllegalArgumentException("bridge replay needs --since, such as --since 2h");
		}
		return settings.replay(StartPosition.at(time("--since", begin)), (end != null) ? time("--until", end) : null);
	}

	private StartPosition from() {
		return switch (this.from.toLowerCase(Locale.ROOT)) {
			case "all" -> StartPosition.all();
			case "new" -> StartPosition.next();
			default -> StartPosition.at(time("--from", this.from));
		};
	}

	private static Instant time(String option, String text) {
		Instant time = TimePoint.parse(option, text, Instant.now(), ZoneId.systemDefault()).time();
		if (time == null) {
			throw new IllegalArgumentException(option + " is '" + text + "', but must be a time");
		}
		return time;
	}

	private static Duration duration(String option, String text) {
		return Durations.require(option, text);
	}

	private static String signalToken(String pattern, Subjects subjects) {
		String rest = pattern.startsWith(subjects.prefix() + '.') ? pattern.substring(subjects.prefix().length() + 1)
				: "";
		int dot = rest.indexOf('.');
		if (dot < 0) {
			throw new IllegalArgumentException("--subject is '" + pattern + "', but must be such as "
					+ subjects.prefix() + ".logs.engine.> or " + subjects.prefix() + ".*.engine.>");
		}
		return rest.substring(0, dot);
	}

	private static String filter(String pattern, Signal signal, Subjects subjects) {
		String rest = pattern.substring(subjects.prefix().length() + 1);
		return subjects.prefix() + '.' + signal.token() + rest.substring(rest.indexOf('.'));
	}

}
