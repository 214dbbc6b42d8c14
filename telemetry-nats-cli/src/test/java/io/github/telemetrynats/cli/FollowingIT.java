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

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nats.client.Connection;
import io.nats.client.PurgeOptions;
import io.nats.client.api.StreamConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The packaged command follows a stream, and looks at one that holds what should not be
 * there.
 */
class FollowingIT {

	private static final String CONFIGURATION = """
			max_payload: 8MB
			authorization { timeout: 60 }
			accounts { A { jetstream: enabled
			  users: [
			    { user: app, password: app }
			    { user: reader, password: reader, permissions: {
			      publish: [ "$JS.API.CONSUMER.CREATE.TELEMETRY.>", "$JS.API.CONSUMER.MSG.NEXT.TELEMETRY.>" ]
			      subscribe: [ "_INBOX.>" ] } } ] } }
			""";

	@TempDir
	Path folder;

	private NatsServer server;

	private CommandRun.Place place;

	private Connection connection;

	private GeneratedTelemetry telemetry;

	@BeforeEach
	void start() throws Exception {
		this.server = NatsServer.builder().config(CONFIGURATION).start();
		this.place = new CommandRun.Place(this.folder, this.server.url()).with("NATS_USER", "app")
			.with("NATS_PASSWORD", "app");
		this.connection = connect();
		this.connection.jetStreamManagement()
			.addStream(StreamConfiguration.builder().name("TELEMETRY").subjects("telemetry.>").build());
		this.telemetry = new GeneratedTelemetry(this.connection);
	}

	private Connection connect() {
		return this.server.connect((options) -> options.userInfo("app".toCharArray(), "app".toCharArray()));
	}

	@AfterEach
	void stop() throws Exception {
		this.connection.close();
		this.server.close();
	}

	private long consumers() throws Exception {
		return this.connection.jetStreamManagement().getStreamInfo("TELEMETRY").getStreamState().getConsumerCount();
	}

	// What is stored after the first output has been seen is not read, but followed
	private void awaitFollowing(CommandRun run) throws Exception {
		run.awaitOut("\"run-1\"");
		this.telemetry.publish(2, 1);
		await().atMost(CommandRun.PATIENCE).until(() -> run.lines().size() == 2 * GeneratedTelemetry.RECORDS_A_REQUEST);
	}

	@Test
	void aFollowGoesOnAfterARestartOfTheServer() throws Exception {
		this.telemetry.publish(1, 1);
		CommandRun run = this.place.start("logs", "--tail", "-o", "jsonl");
		awaitFollowing(run);
		this.connection.close();
		this.server.kill();
		run.awaitErr("connection lost");
		this.server.restart();
		this.connection = connect();
		GeneratedTelemetry later = new GeneratedTelemetry(this.connection);
		// The server still knows the ids from before
		for (int process = 0; process < 3; process++) {
			later.lose(process, 10);
		}
		later.publish(3, 1);
		run.awaitErr("-- reconnected after");
		await().atMost(CommandRun.PATIENCE).until(() -> run.lines().size() >= 30);
		run.signal("INT");
		assertThat(run.awaitEnd().exitCode()).isZero();
		List<Long> sequences = run.lines()
			.stream()
			.map((line) -> Long.parseLong(line.replaceFirst(".*?\"seq\":([0-9]+).*", "$1")))
			.sorted()
			.toList();
		assertThat(sequences).doesNotHaveDuplicates().first().isEqualTo(1L);
		assertThat(sequences.get(sequences.size() - 1)).isEqualTo(sequences.size());
		assertThat(run.err()).contains(", no gap");
	}

	@Test
	void whatExpiredDuringAnOutageIsTold() throws Exception {
		try (TcpProxy proxy = TcpProxy.to(this.server.port())) {
			this.telemetry.publish(1, 1);
			CommandRun run = this.place.with("NATS_URL", proxy.url()).start("logs", "--tail", "-o", "jsonl");
			awaitFollowing(run);
			proxy.refuse();
			run.awaitErr("-- connection lost at seq 20, trying again");
			this.telemetry.publish(3, 3);
			this.connection.jetStreamManagement().purgeStream("TELEMETRY", PurgeOptions.builder().sequence(41).build());
			proxy.heal();
			run.awaitErr("-- gap: 20 records expired meanwhile");
			await().atMost(CommandRun.PATIENCE).until(() -> run.lines().size() == 30);
			assertThat(run.out()).contains("\"seq\":41,").doesNotContain("\"seq\":40,");
			assertThat(run.err()).contains("-- reconnected after").doesNotContain("no gap");
			run.signal("TERM");
			assertThat(run.awaitEnd().exitCode()).isZero();
		}
	}

	@Test
	void aGapIsToldThoughNothingMoreComes() throws Exception {
		this.telemetry.publish(1, 1);
		CommandRun run = this.place.start("logs", "--tail", "-o", "jsonl");
		awaitFollowing(run);
		this.telemetry.lose(0, 3);
		this.telemetry.publish(3, 2);
		run.awaitErr("-- gap: 3 records of orders missing");
		run.signal("INT");
		assertThat(run.awaitEnd().exitCode()).isZero();
	}

	@Test
	void aStreamThatIsDeletedAndMadeAnewIsTold() throws Exception {
		this.telemetry.publish(1, 1);
		CommandRun run = this.place.start("tail", "-f", "-o", "jsonl");
		awaitFollowing(run);
		this.connection.jetStreamManagement().deleteStream("TELEMETRY");
		run.awaitErr("-- cannot go on at seq 20, trying again: There is no such stream");
		this.connection.jetStreamManagement()
			.addStream(StreamConfiguration.builder().name("TELEMETRY").subjects("telemetry.>").build());
		run.awaitErr("the stream is a new one, the old one had ended at seq 20");
		GeneratedTelemetry later = new GeneratedTelemetry(this.connection);
		later.publish(3, 1);
		run.awaitOut("\"run-3\"");
		run.signal("INT");
		assertThat(run.awaitEnd().exitCode()).isZero();
	}

	@Test
	void aMetricIsFollowedStepByStep() throws Exception {
		CommandRun run = this.place.start("metric", "orders.placed", "--by", "service", "-f", "--step", "1s", "-o",
				"jsonl");
		await().atMost(CommandRun.PATIENCE).until(() -> consumers() == 1);
		// Ahead, so that no step has passed before all that belongs to it is there
		Instant step = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.SECONDS);
		this.telemetry.placed(step.plusMillis(100), 2);
		this.telemetry.placed(step.plusMillis(1_000), 3);
		this.telemetry.placed(step.plusMillis(1_100), 7);
		await().atMost(CommandRun.PATIENCE)
			.until(() -> placed(run)
				.equals(Map.of(step.plusSeconds(1).toString(), 5.0, step.plusSeconds(2).toString(), 7.0)));
		assertThat(run.lines().get(0)).contains("\"tags\":{\"service\":\"orders\"}");
		run.signal("INT");
		assertThat(run.awaitEnd().exitCode()).isZero();
		assertThat(this.place.run("metric", "orders.placed", "-f", "-o", "json").exitCode()).isEqualTo(2);
	}

	private static Map<String, Double> placed(CommandRun run) throws Exception {
		Map<String, Double> sums = new TreeMap<>();
		for (String line : run.lines()) {
			JsonNode row = new ObjectMapper().readTree(line);
			assertThat(row.path("rate")).isEqualTo(row.path("sum"));
			sums.merge(row.path("time").asText(), row.path("sum").asDouble(), Double::sum);
		}
		return sums;
	}

	@Test
	void aKilledFollowLeavesNoConsumerBehind() throws Exception {
		this.telemetry.publish(1, 1);
		CommandRun run = this.place.start("tail", "-f");
		run.awaitOut("POST /orders");
		await().atMost(CommandRun.PATIENCE).until(() -> consumers() == 1);
		run.kill();
		await().atMost(CommandRun.PATIENCE).until(() -> consumers() == 0);
	}

	@Test
	void readingNeedsTwoRightsAndLeavesNothingBehind() throws Exception {
		this.telemetry.publish(1, 100);
		this.place.with("NATS_USER", "reader").with("NATS_PASSWORD", "reader");
		CommandRun run = this.place.run("tail", "-n", "7", "-o", "jsonl");
		assertThat(run.exitCode()).as(run.err()).isZero();
		assertThat(run.lines()).hasSize(7);
		await().atMost(CommandRun.PATIENCE).until(() -> consumers() == 0);
		assertThat(this.place.run("stream", "info").exitCode()).isEqualTo(3);
		CommandRun doctor = this.place.run("doctor");
		assertThat(doctor.out()).contains("SKIP stream", "SKIP JetStream", "SKIP round trip").contains("OK   reading");
		assertThat(doctor.exitCode()).as(doctor.out()).isZero();
	}

	@Test
	void aWrongPasswordIsTold() throws Exception {
		CommandRun run = this.place.with("NATS_PASSWORD", "wrong").run("tail");
		assertThat(run.exitCode()).isEqualTo(3);
		assertThat(run.err()).contains("refuses the login").doesNotContain("wrong");
	}

	@Test
	void contextsOfTheNatsCliAreUsed() throws Exception {
		this.telemetry.publish(1, 1);
		this.place.write("config/nats/context/shop.json",
				"{\"url\":\"%s\",\"user\":\"app\",\"password\":\"app\"}".formatted(this.server.url()));
		this.place.with("NATS_URL", "nats://127.0.0.1:1").with("NATS_USER", "").with("NATS_PASSWORD", "");
		assertThat(this.place.run("tail", "-n", "1").exitCode()).isEqualTo(3);
		assertThat(this.place.run("tail", "-n", "1", "--context", "shop").exitCode()).isZero();
		this.place.write("config/nats/context.txt", "shop");
		assertThat(this.place.with("NATS_URL", "").run("tail", "-n", "1").exitCode()).isZero();
		assertThat(this.place.run("tail", "--context", "none").exitCode()).isEqualTo(2);
	}

	@Test
	void whatOnlyHalfFitsIsShownAsItIs() throws Exception {
		this.telemetry.send("telemetry.logs.engine.info", "a",
				"{\"level\":3,\"message\":\"a number\",\"service\":\"engine\",\"timestamp\":\"2024-01-15T10:30:01Z\"}");
		this.telemetry.send("telemetry.logs.engine.info", "b",
				"{\"level\":\"info\",\"message\":\"m\",\"service\":\"engine\",\"timestamp\":\"2024-01-15T10:30:01Z\",\"fields\":[1]}");
		this.telemetry.send("telemetry.logs.engine.info", "c", "not \u001b[31mJSON");
		this.telemetry.send("telemetry.other", "d", "{}");
		this.telemetry.send("telemetry.logs.engine.info", "e",
				"{\"level\":\"info\",\"message\":\"%s\",\"service\":\"engine\",\"timestamp\":\"2024-01-15T10:30:01Z\"}"
					.formatted("x".repeat(5_000_000)));
		this.telemetry.send("telemetry.logs.engine.info", "f",
				"{\"level\":\"INFO\",\n\"message\":\"fits\",\"more\":{},\"service\":\"engine\",\"timestamp\":\"2024-01-15T10:30:01Z\"}");
		this.telemetry.awaitStored();
		CommandRun text = this.place.run("tail", "-n", "all");
		assertThat(text.exitCode()).isZero();
		assertThat(text.out()).contains("'level' must be a string, but is 3")
			.contains("'fields' must be an object, but is an array")
			.contains("not \\u001b[31mJSON")
			.contains("fits");
		CommandRun json = this.place.run("tail", "-n", "all", "-o", "jsonl");
		assertThat(json.lines()).hasSize(6);
		assertThat(json.out()).contains("\"raw\":\"not \\u001B[31mJSON\"").contains("\"record\":{\"level\":3,");
		for (String format : List.of("json", "csv")) {
			assertThat(this.place.run("tail", "-n", "all", "-o", format).exitCode()).isZero();
		}
		assertThat(this.place.run("services").out()).contains("engine");
	}

	@Test
	void whatIsNoTextIsExportedAndImportedByteByByte() throws Exception {
		byte[] body = { (byte) 0xff, (byte) 0xfe, 0, 'b', 'i', 'n' };
		this.connection.jetStream().publish("telemetry.logs.engine.info", body);
		CommandRun export = this.place.run("export");
		assertThat(export.out()).contains("\"raw_base64\":\"//4AYmlu\"");
		Path file = this.place.write("export.jsonl", export.out());
		assertThat(this.place.run("import", file.toString()).exitCode()).isZero();
		assertThat(this.connection.jetStreamManagement().getMessage("TELEMETRY", 2).getData()).isEqualTo(body);
		CommandRun nowhere = this.place.run("import", file.toString(), "--prefix", "nowhere");
		assertThat(nowhere.exitCode()).isEqualTo(4);
		assertThat(nowhere.err()).contains("No stream").doesNotContain("Exception");
	}

	@Test
	void aDiskThatIsFullIsAFailure() throws Exception {
		this.telemetry.publish(1, 1);
		for (String command : List.of("export", "tail", "spans --since all")) {
			CommandRun run = this.place.shell("\"$TELEMETRY_NATS\" " + command + " >/dev/full");
			assertThat(run.exitCode()).as(command).isEqualTo(5);
			assertThat(run.err()).contains("The standard output takes no more: ");
		}
	}

	@Test
	void idsOf64BitsAndInUpperCaseAreFoundByTheirDigits() throws Exception {
		span("0000000000000000" + "a1b2c3d4e5f60718", "1", "");
		span("0000000000000000" + "b1b2c3d4e5f60718", "1", "");
		span("AFAFAFAF" + "0".repeat(24), "1", "");
		this.telemetry.awaitStored();
		CommandRun traces = this.place.run("traces", "--since", "all");
		assertThat(traces.out()).contains("a1b2c3d4", "b1b2c3d4", "AFAFAFAF").doesNotContain("00000000");
		for (String id : List.of("a1b2c3d4", "B1B2", "afafafaf", "AFAFAFAF")) {
			assertThat(this.place.run("trace", id).exitCode()).as(id).isZero();
		}
		assertThat(this.place.run("trace", "e").err()).contains("too short");
	}

	@Test
	void aCircleOfSpansIsDrawnOnce() throws Exception {
		String trace = "c".repeat(32);
		span(trace, "1", "2");
		span(trace, "2", "1");
		span(trace, "3", "1");
		span(trace, "4", "9");
		this.telemetry.awaitStored();
		CommandRun run = this.place.run("trace", "cc");
		assertThat(run.exitCode()).as(run.err()).isZero();
		assertThat(run.out()).contains("4 spans (2 without their parent)");
		assertThat(run.lines().stream().filter((line) -> line.contains("span-") && line.contains("|"))).hasSize(4);
	}

	private void span(String trace, String id, String parent) throws Exception {
		this.telemetry.send("telemetry.spans.engine.no-run", trace + '.' + id,
				"{\"trace_id\":\"%s\",\"span_id\":\"%s\",\"parent_id\":\"%s\",\"name\":\"span-%s\",\"service\":\"engine\",\"kind\":\"internal\",\"start_time\":\"2024-01-15T10:30:0%sZ\",\"end_time\":\"2024-01-15T10:30:09Z\",\"duration_ms\":1,\"status\":\"ok\",\"attributes\":{},\"events\":[],\"error\":\"\"}"
					.formatted(trace, id, parent, id, id));
	}

	@Test
	void whatAProcessLostIsTold() throws Exception {
		this.telemetry.publish(1, 2);
		this.telemetry.lose(0, 3);
		this.telemetry.publish(3, 2);
		CommandRun run = this.place.run("tail");
		assertThat(run.err()).contains("-- gap: 3 records of orders missing (nuid0.7\u20269)");
	}

}
