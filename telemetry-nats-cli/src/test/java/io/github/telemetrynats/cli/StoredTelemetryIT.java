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

package io.github.telemetrynats.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nats.client.Connection;
import io.nats.client.api.StreamConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.telemetrynats.test.NatsServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged command looks at 300,000 records of three services.
 */
class StoredTelemetryIT {

	private static final int REQUESTS = 30_000;

	private static final int FAILED = REQUESTS / GeneratedTelemetry.FAILS_EVERY;

	private static final ObjectMapper JSON = new ObjectMapper();

	@TempDir
	static Path folder;

	private static NatsServer server;

	private static CommandRun.Place place;

	@BeforeAll
	static void fill() throws Exception {
		server = NatsServer.start();
		place = new CommandRun.Place(folder, server.url());
		try (Connection connection = server.connect((options) -> options.dontForceFlushOnRequest())) {
			connection.jetStreamManagement()
				.addStream(StreamConfiguration.builder().name("TELEMETRY").subjects("telemetry.>").build());
			new GeneratedTelemetry(connection).publish(1, REQUESTS);
		}
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	private static CommandRun ok(String... args) throws Exception {
		CommandRun run = place.run(args);
		assertThat(run.exitCode()).as("%s: %s", String.join(" ", args), run.err()).isZero();
		return run;
	}

	private static long read(CommandRun run) {
		Matcher matcher = Pattern.compile("([0-9 ]+) (?:read|records read)").matcher(run.err());
		assertThat(matcher.find()).as(run.err()).isTrue();
		return Long.parseLong(matcher.group(1).replace(" ", ""));
	}

	@Test
	void theNewestRecordsComeWithoutReadingTheStream() throws Exception {
		CommandRun run = ok("tail", "-n", "20", "-o", "jsonl");
		Set<Long> sequences = new HashSet<>();
		for (String line : run.lines()) {
			JsonNode json = JSON.readTree(line);
			assertThat(json.path("schema").asInt()).isEqualTo(1);
			assertThat(json.path("record").isObject()).isTrue();
			sequences.add(json.path("seq").asLong());
		}
		long last = REQUESTS * GeneratedTelemetry.RECORDS_A_REQUEST;
		assertThat(sequences).hasSize(20).allMatch((sequence) -> sequence > last - 20);
		assertThat(run.err()).contains("the newest 20").contains("there are more, see -n").doesNotContain(" read in ");
	}

	@Test
	void optionsMayStandBeforeTheCommand() throws Exception {
		CommandRun run = ok("-s", server.url(), "--quiet", "-o", "jsonl", "tail", "-n", "1");
		assertThat(run.lines()).hasSize(1).allMatch((line) -> line.startsWith("{"));
		assertThat(run.err()).isEmpty();
	}

	@Test
	void aFilterOnContentsReadsOnlyTheEndOfTheStreamIfThatIsEnough() throws Exception {
		CommandRun run = ok("tail", "-g", "card decl", "-n", "2", "-o", "jsonl");
		assertThat(run.lines()).hasSize(2).allMatch((line) -> line.contains("card declined"));
		assertThat(read(run)).isLessThan(50_000);
	}

	@Test
	void aFilterOnContentsGoesBackAsFarAsItMust() throws Exception {
		CommandRun run = ok("tail", "--run", GeneratedTelemetry.runId(77), "-n", "50", "-o", "jsonl");
		assertThat(run.lines()).hasSize(8).allMatch((line) -> line.contains("\"run-77\""));
	}

	@Test
	void levelsAndServicesAreFilteredByTheServer() throws Exception {
		CommandRun run = ok("tail", "orders", "payments", "-l", "warn", "-n", "all", "-o", "csv");
		assertThat(run.lines()).filteredOn((line) -> line.contains(",telemetry.logs.")).hasSize(2 * FAILED);
		assertThat(run.err()).contains("-- " + "1 200" + " in");
	}

	@Test
	void expressionsSeeFieldsAndAttributes() throws Exception {
		CommandRun run = ok("tail", "--signal", "spans", "-n", "all", "-o", "jsonl", "-q",
				"duration>=1.02s and status=error and http.request.method in (POST, PUT) and not @step=1");
		assertThat(run.lines()).hasSize(FAILED);
	}

	@Test
	void oneRunIsFollowedBySubject() throws Exception {
		CommandRun run = ok("logs", "--subject", "telemetry.spans.*.run-4711", "--color", "never");
		assertThat(run.out()).contains("POST /orders  1.02s", "shipping  reserve  41ms");
		assertThat(run.lines()).hasSize(5);
	}

	@Test
	void sequencesBoundWhatIsRead() throws Exception {
		CommandRun run = ok("tail", "--since", "seq:101", "--until", "seq:200", "--by-arrival", "-o", "jsonl");
		assertThat(run.lines()).hasSize(100);
		assertThat(JSON.readTree(run.lines().get(0)).path("seq").asLong()).isEqualTo(101);
	}

	@Test
	void sinceAndUntilStopWhereTheySay() throws Exception {
		JsonNode middle = JSON
			.readTree(ok("tail", "--since", "seq:1500", "-n", "all", "--until", "seq:1500", "-o", "jsonl").out());
		JsonNode end = JSON
			.readTree(ok("tail", "--since", "seq:2500", "-n", "all", "--until", "seq:2500", "-o", "jsonl").out());
		CommandRun run = ok("export", "--since", middle.path("stored").asText(), "--until",
				end.path("stored").asText());
		List<String> lines = run.lines();
		assertThat(JSON.readTree(lines.get(0)).path("seq").asLong()).isEqualTo(1500);
		assertThat(JSON.readTree(lines.get(lines.size() - 1)).path("seq").asLong()).isEqualTo(2499);
	}

	@Test
	void nothingIsMissingAndNothingIsTwiceInAllOfTheStream() throws Exception {
		CommandRun run = ok("tail", "-n", "all", "-o", "jsonl", "--by-arrival");
		Pattern start = Pattern.compile("\\{\"schema\":1,\"seq\":([0-9]+),");
		long expected = 0;
		for (String line : run.lines()) {
			Matcher matcher = start.matcher(line);
			assertThat(matcher.lookingAt()).isTrue();
			assertThat(Long.parseLong(matcher.group(1))).isEqualTo(++expected);
		}
		assertThat(expected).isEqualTo(REQUESTS * GeneratedTelemetry.RECORDS_A_REQUEST);
		assertThat(run.err()).doesNotContain("gap");
	}

	@Test
	void aClosedPipeEndsItSilently() throws Exception {
		CommandRun run = place.shell("{ \"$TELEMETRY_NATS\" tail -n all -o jsonl; echo \"code $?\" >&2; } | head -1");
		assertThat(run.lines()).hasSize(1);
		assertThat(run.err()).isEqualTo("code 0\n");
	}

	@Test
	void oneDocumentOfJsonIsValid() throws Exception {
		JsonNode json = JSON.readTree(ok("tail", "-n", "3", "-o", "json").out());
		assertThat(json.path("records")).hasSize(3);
	}

	@Test
	void aTraceIsDrawnWithItsLogsBetweenTheSpans() throws Exception {
		CommandRun run = ok("trace", GeneratedTelemetry.traceId(500).substring(0, 8));
		assertThat(run.out()).contains("5 spans  3 services  ERROR")
			.contains("orders    POST /orders [ERR]")
			.contains("   \u251c\u2500 SELECT stock         812ms |################################        |")
			.contains("\u00b7 ")
			.contains("ERROR card declined: Read timed out")
			.contains("critical path: SELECT stock 80 %");
	}

	@Test
	void withoutUtf8ATraceIsDrawnInAscii() throws Exception {
		CommandRun.Place ascii = new CommandRun.Place(Files.createTempDirectory(folder, "ascii"), server.url())
			.with("LC_ALL", "C");
		CommandRun run = ascii.run("trace", GeneratedTelemetry.runId(500));
		assertThat(run.exitCode()).as(run.err()).isZero();
		assertThat(run.out()).contains("\\- OrderService.place").contains("parcel packed: \\u00fcber Stra\\u00dfe");
		assertThat(run.out().chars()).allMatch((c) -> c < 127);
	}

	@Test
	void aTraceIsWrittenInOtherFormats() throws Exception {
		String run = GeneratedTelemetry.runId(500);
		JsonNode otlp = JSON.readTree(ok("trace", run, "-o", "otlp").out());
		assertThat(otlp.path("resourceSpans")).hasSize(3);
		assertThat(otlp.path("resourceSpans")
			.get(0)
			.path("scopeSpans")
			.get(0)
			.path("spans")
			.get(0)
			.path("traceId")
			.asText()).isEqualTo(GeneratedTelemetry.traceId(500));
		assertThat(JSON.readTree(ok("trace", run, "-o", "chrome").out()).path("traceEvents")).hasSizeGreaterThan(8);
		assertThat(ok("trace", run, "-o", "html").out()).startsWith("<!DOCTYPE html>")
			.doesNotContain("<script", "http://", "https://")
			.contains("card declined");
		assertThat(JSON.readTree(ok("trace", run, "-o", "json").out()).path("items")).hasSize(8);
		assertThat(ok("trace", run, "--no-logs", "--depth", "1").out()).contains("more below")
			.doesNotContain("declined");
		assertThat(place.run("traces", "-o", "html").exitCode()).isEqualTo(2);
	}

	@Test
	void tracesAreListedAndFiltered() throws Exception {
		JsonNode json = JSON.readTree(ok("traces", "--since", "all", "--error", "-n", "5", "--min", "1s", "--service",
				"payments", "--name", "POST", "-o", "json")
			.out());
		assertThat(json.path("traces")).hasSize(5).allMatch((trace) -> trace.path("spans").asInt() == 5);
		assertThat(place.run("traces", "--since", "all", "--max", "1s").exitCode()).isEqualTo(1);
		assertThat(ok("traces", "--since", "all", "--run", "run-9", "--sort", "duration").lines()).hasSize(2);
	}

	@Test
	void spansAreListedAndGrouped() throws Exception {
		JsonNode json = JSON.readTree(ok("spans", "--since", "all", "--group-by", "service,name", "-o", "json").out());
		assertThat(json.path("groups")).hasSize(5).allMatch((group) -> group.path("count").asInt() == REQUESTS);
		assertThat(ok("spans", "payments", "--since", "all", "-n", "3", "-q", "status=error", "-o", "jsonl").lines())
			.hasSize(3);
	}

	@Test
	void deltasOfMetricsAddUp() throws Exception {
		JsonNode metrics = JSON.readTree(ok("metrics", "--since", "all", "-o", "json").out()).path("metrics");
		assertThat(metrics).hasSize(2);
		JsonNode placed = JSON.readTree(ok("metric", "orders.placed", "--since", "all", "-o", "json").out());
		assertThat(placed.path("series").get(0).path("sum").asLong()).isEqualTo(2L * REQUESTS);
		CommandRun run = ok("metric", "http.server.requests", "--since", "all", "--by", "uri,status");
		assertThat(run.out()).contains("/stock/{sku}").contains("P95");
		assertThat(ok("metric", "orders.placed", "--since", "all", "--steps", "--step", "1h").out()).contains("/s");
	}

	@Test
	void servicesAreListedWithTheirShareOfErrors() throws Exception {
		JsonNode services = JSON.readTree(ok("services", "--since", "all", "-o", "json").out()).path("services");
		assertThat(services).hasSize(3);
		assertThat(services.get(1).path("service").asText()).isEqualTo("payments");
		assertThat(services.get(1).path("log_errors").asInt()).isEqualTo(FAILED);
	}

	@Test
	void theStreamIsDescribedAndChecked() throws Exception {
		assertThat(ok("stream", "info").out()).contains("300 000 msgs").contains("spans     150 000");
		assertThat(ok("stream", "subjects", "--top", "2").lines()).hasSize(3);
		CommandRun check = place.run("stream", "check");
		assertThat(check.exitCode()).isEqualTo(5);
		assertThat(check.out()).contains("max_age is unlimited, not 7d");
		CommandRun doctor = place.run("doctor");
		assertThat(doctor.out()).contains("read back in").contains("300 000 records").doesNotContain("FAIL");
	}

	@Test
	void whatIsExportedIsImportedAsItWas() throws Exception {
		Path file = Files.writeString(folder.resolve("export.jsonl"), ok("export", "--until", "seq:500").out());
		ok("stream", "init", "--stream", "REPLAY", "--prefix", "replay");
		ok("stream", "check", "--stream", "REPLAY", "--prefix", "replay", "--max-lag", "0");
		assertThat(ok("import", file.toString(), "--stream", "REPLAY", "--prefix", "replay").err())
			.contains("500 records imported");
		String again = ok("export", "--stream", "REPLAY", "--prefix", "replay").out();
		String masked = "\"stored\":\"[^\"]*\"";
		assertThat(again.replaceAll(masked, "").replace("\"replay.", "\"telemetry."))
			.isEqualTo(Files.readString(file).replaceAll(masked, ""));
	}

	@Test
	void whatIsNotThereIsExplained() throws Exception {
		CommandRun nothing = place.run("tail", "nosuch", "--since", "1h");
		assertThat(nothing.exitCode()).isEqualTo(1);
		assertThat(nothing.err()).contains("nothing for telemetry.").contains("since 1h");
		assertThat(place.run("tail", "--since", "nonsense").exitCode()).isEqualTo(2);
		assertThat(place.run("tail", "-q", "a=").exitCode()).isEqualTo(2);
		assertThat(place.run("tail", "-q", "level>=wran").exitCode()).isEqualTo(2);
		assertThat(place.run("tail", "-q", "duration>abc").exitCode()).isEqualTo(2);
		assertThat(place.run("tail", "--since", "10m", "--until", "20m").err()).contains("must be before --until");
		assertThat(place.run("traces", "--min", "2s", "--max", "1s").exitCode()).isEqualTo(2);
		assertThat(place.run("tail", "-n", "0").exitCode()).isZero();
		CommandRun slip = place.run("tial");
		assertThat(slip.exitCode()).isEqualTo(2);
		assertThat(slip.err()).contains("Commands: ").contains("tail");
		assertThat(place.run("tail", "--sinse", "1h").err()).contains("--since");
		assertThat(place.run("tail", "-s", "nats://127.0.0.1:1").exitCode()).isEqualTo(3);
		CommandRun missing = place.run("tail", "--stream", "NOPE");
		assertThat(missing.exitCode()).isEqualTo(4);
		assertThat(missing.err()).contains("no such stream").doesNotContain("Exception");
	}

	@Test
	void coloursComeOnDemandAndOnTerminals() throws Exception {
		assertThat(ok("tail", "-n", "1").out()).doesNotContain("\u001b");
		assertThat(ok("tail", "-n", "1", "--color", "always", "-g", "run-").out()).contains("\u001b[7mrun-");
		CommandRun.Place forced = new CommandRun.Place(Files.createTempDirectory(folder, "forced"), server.url())
			.with("CLICOLOR_FORCE", "1");
		assertThat(forced.run("tail", "-n", "1").out()).contains("\u001b[");
		assertThat(forced.run("tail", "-n", "1", "--color", "never").out()).doesNotContain("\u001b");
		assertThat(forced.with("NO_COLOR", "1").run("tail", "-n", "1").out()).doesNotContain("\u001b");
		CommandRun.Place xterm = new CommandRun.Place(Files.createTempDirectory(folder, "tty"), server.url())
			.with("TERM", "xterm-256color")
			.with("COLUMNS", "80");
		String script = "script -qec '\"$TELEMETRY_NATS\" tail -n 5' /dev/null";
		String out = xterm.shell(script).out();
		assertThat(out).contains("\u001b[38;5;");
		assertThat(out.replaceAll("\u001b\\[[0-9;]*m", "")
			.replace("\r", "")
			.lines()
			.filter((line) -> !line.startsWith("--"))).allMatch((line) -> line.length() <= 80);
		// Launchers that cannot tell leave it to the JVM
		String untold = "\"$JAVA_HOME/bin/java\" -cp \"%s/*\" io.github.telemetrynats.cli.TelemetryNats tail -n 1"
			.formatted(CommandRun.distribution().resolve("lib"));
		assertThat(xterm.shell("script -qec '" + untold + "' /dev/null").out()).contains("\u001b[38;5;");
		assertThat(xterm.shell(untold).out()).contains("orders").doesNotContain("\u001b");
		assertThat(xterm.with("NO_COLOR", "1").shell(script).out()).doesNotContain("\u001b");
	}

}
