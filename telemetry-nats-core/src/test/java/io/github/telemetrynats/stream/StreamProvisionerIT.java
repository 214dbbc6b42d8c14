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

package io.github.telemetrynats.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import ch.qos.logback.classic.Level;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import io.nats.client.support.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.telemetrynats.connection.ConnectionSettings;
import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.stream.StreamState.Status;
import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.NatsServerBuilder;
import io.github.telemetrynats.test.NatsServerExecutable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of the stream, in every mode, on every server under test.
 */
@Timeout(300)
@ParameterizedClass
@MethodSource("servers")
class StreamProvisionerIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final StreamSettings DEFAULTS = StreamSettings.defaults();

	@Parameter
	private NatsServerExecutable executable;

	private final List<AutoCloseable> toClose = new ArrayList<>();

	private StreamLogs logs;

	static List<NatsServerExecutable> servers() {
		return NatsServerExecutable.findAll();
	}

	@BeforeEach
	void captureLogs() {
		this.logs = new StreamLogs();
	}

	@AfterEach
	void close() throws Exception {
		this.logs.close();
		for (int i = this.toClose.size() - 1; i >= 0; i--) {
			this.toClose.get(i).close();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "CREATE", "CREATE_OR_UPDATE" })
	void streamIsAbsentIsCreatedAsInTheContract(Provisioning mode) throws Exception {
		NatsServer server = start((builder) -> {
		});
		StreamProvisioner provisioner = provision(server, settings(mode));
		StreamState state = awaitStatus(provisioner, Status.READY);
		StreamConfiguration configuration = info(server).getConfiguration();
		assertThat(configuration.getSubjects()).containsExactly("telemetry.>");
		assertThat(configuration.getStorageType()).isEqualTo(StorageType.File);
		assertThat(configuration.getMaxAge()).isEqualTo(Duration.ofDays(7));
		assertThat(configuration.getMaxBytes()).isEqualTo(1_073_741_824);
		assertThat(configuration.getDuplicateWindow()).isEqualTo(Duration.ofSeconds(5));
		assertThat(configuration.getDiscardPolicy()).isEqualTo(DiscardPolicy.Old);
		assertThat(configuration.getReplicas()).isEqualTo(1);
		assertThat(state.problem()).isNull();
		assertThat(state.differences()).isEmpty();
		assertThat(state.duplicateWindow()).isEqualTo(Duration.ofSeconds(5));
		assertThat(state.bytes()).isZero();
		assertThat(state.messages()).isZero();
		assertThat(state.maxBytes()).isEqualTo(1_073_741_824);
		assertThat(state.checked()).isNotNull();
		assertThat(this.logs.at(Level.INFO)).containsExactly("Stream TELEMETRY created for telemetry.>");
		assertThat(this.logs.at(Level.WARN)).isEmpty();
	}

	@Test
	void streamIsAbsentAndOnlyValidatedIsMissingUntilSomebodyCreatesIt() throws Exception {
		NatsServer server = start((builder) -> {
		});
		StreamProvisioner provisioner = provision(server, settings(Provisioning.VALIDATE));
		StreamState state = awaitStatus(provisioner, Status.MISSING);
		assertThat(state.problem()).contains("does not exist", "telemetry.nats.stream.provision is validate");
		assertThat(state.duplicateWindow()).isEqualTo(Duration.ofSeconds(5));
		manage(server, (management) -> management.addStream(contract().build()));
		awaitStatus(provisioner, Status.READY);
		assertThat(this.logs.at(Level.WARN)).hasSize(1);
		assertThat(this.logs.at(Level.INFO)).containsExactly("Stream TELEMETRY is there and as configured now");
	}

	@Test
	void streamIsToBeLeftAloneNothingIsAsked() throws Exception {
		NatsServer server = start((builder) -> {
		});
		StreamProvisioner provisioner = provision(server, settings(Provisioning.NONE));
		provisioner.streamMissing();
		manage(server, (management) -> assertThat(management.getStreamNames()).isEmpty());
		assertThat(provisioner.state().status()).isEqualTo(Status.UNKNOWN);
		assertThat(provisioner.state().checked()).isNull();
		assertThat(provisioner.state().problem()).isNull();
	}

	@ParameterizedTest
	@EnumSource(names = { "CREATE", "VALIDATE" })
	void streamDiffersAndMayNotBeUpdatedIsToldAndLeftAlone(Provisioning mode) throws Exception {
		NatsServer server = start((builder) -> {
		});
		manage(server, (management) -> management.addStream(contract().maxAge(Duration.ofDays(1)).build()));
		String before = info(server).getConfiguration().toJson();
		StreamProvisioner provisioner = provision(server, settings(mode));
		StreamState state = awaitStatus(provisioner, Status.DIFFERENT);
		assertThat(state.differences()).singleElement()
			.asString()
			.isEqualTo("max_age is 1d, telemetry.nats.stream.max-age is 7d (not changed: "
					+ "telemetry.nats.stream.provision is " + mode.name().toLowerCase(Locale.ROOT) + ")");
		assertThat(info(server).getConfiguration().toJson()).isEqualTo(before);
		assertThat(this.logs.at(Level.WARN)).singleElement().asString().contains("max_age is 1d");
	}

	@Test
	void streamDiffersIsUpdatedAndKeepsWhatIsNotManaged() throws Exception {
		NatsServer server = start((builder) -> {
		});
		manage(server,
				(management) -> management.addStream(contract().description("mine")
					.maxMessagesPerSubject(1000)
					.maximumMessageSize(500_000)
					.allowRollup(true)
					.allowDirect(true)
					.subjects("telemetry.logs.>", "other.>")
					.maxAge(Duration.ofDays(1))
					.maxBytes(1_000_000)
					.duplicateWindow(Duration.ofMinutes(1))
					.discardPolicy(DiscardPolicy.New)
					.build()));
		StreamInfoAnswer before = new StreamInfoAnswer(raw(server));
		StreamProvisioner provisioner = provision(server, settings(Provisioning.CREATE_OR_UPDATE));
		awaitStatus(provisioner, Status.READY);
		Map<String, JsonValue> expected = new HashMap<>(before.configuration().map);
		expected.put("subjects", new JsonValue(List.of(new JsonValue("other.>"), new JsonValue("telemetry.>"))));
		expected.put("max_age", new JsonValue(Duration.ofDays(7).toNanos()));
		expected.put("max_bytes", new JsonValue(1 << 30));
		expected.put("duplicate_window", new JsonValue(Duration.ofSeconds(5).toNanos()));
		expected.put("discard", new JsonValue("old"));
		Map<String, JsonValue> after = new HashMap<>(new StreamInfoAnswer(raw(server)).configuration().map);
		assertThat(after).containsExactlyInAnyOrderEntriesOf(expected);
		assertThat(this.logs.at(Level.INFO)).singleElement().asString().contains("updated", "max_age is 1d");
		assertThat(this.logs.at(Level.WARN)).isEmpty();
	}

	@Test
	void fieldsThatCannotChangeAreToldAndTheOthersUpdated() throws Exception {
		NatsServer server = start((builder) -> {
		});
		manage(server, (management) -> management
			.addStream(contract().storageType(StorageType.Memory).maxAge(Duration.ofDays(1)).build()));
		StreamProvisioner provisioner = provision(server, settings(Provisioning.CREATE_OR_UPDATE));
		StreamState state = awaitStatus(provisioner, Status.DIFFERENT);
		assertThat(state.differences()).containsExactly("storage is memory, telemetry.nats.stream.storage is file "
				+ "(not changed: it can only be set on a new stream)");
		assertThat(info(server).getConfiguration().getMaxAge()).isEqualTo(Duration.ofDays(7));
	}

	@Test
	void updatesThatWouldDeleteRecordsAreNotMade() throws Exception {
		NatsServer server = start((builder) -> {
		});
		manage(server, (management) -> management.addStream(contract().build()));
		try (Connection connection = server.connect()) {
			for (int i = 0; i < 10; i++) {
				connection.jetStream().publish("telemetry.logs.a.info", new byte[1000]);
			}
		}
		await().atMost(PATIENCE).until(() -> new StreamInfoAnswer(raw(server)).hasOlderThan(Duration.ofMillis(100)));
		StreamProvisioner provisioner = provision(server,
				new StreamSettings("TELEMETRY", "telemetry", StorageType.File, Duration.ofMillis(100), 5000,
						Duration.ofMillis(100), DiscardPolicy.Old, 1, Provisioning.CREATE_OR_UPDATE));
		StreamState state = awaitStatus(provisioner, Status.DIFFERENT);
		assertThat(state.differences()).hasSize(2).allMatch((text) -> text.contains("would delete records"));
		assertThat(state.messages()).isEqualTo(10);
		assertThat(state.bytes()).isGreaterThan(10_000);
		assertThat(state.maxBytes()).isEqualTo(1_073_741_824);
		assertThat(state.duplicateWindow()).isEqualTo(Duration.ofMillis(100));
		assertThat(info(server).getStreamState().getMsgCount()).isEqualTo(10);
	}

	@Test
	void smallerLimitsThatDeleteNothingAreSet() throws Exception {
		NatsServer server = start((builder) -> {
		});
		manage(server, (management) -> management.addStream(contract().build()));
		try (Connection connection = server.connect()) {
			connection.jetStream().publish("telemetry.logs.a.info", new byte[1000]);
		}
		StreamProvisioner provisioner = provision(server, new StreamSettings("TELEMETRY", "telemetry", StorageType.File,
				Duration.ofHours(1), 5000, Duration.ofSeconds(5), DiscardPolicy.Old, 1, Provisioning.CREATE_OR_UPDATE));
		assertThat(awaitStatus(provisioner, Status.READY).maxBytes()).isEqualTo(5000);
		assertThat(info(server).getConfiguration().getMaxAge()).isEqualTo(Duration.ofHours(1));
	}

	@Test
	void subjectsOverlapNamesTheOtherStreamAndGoesOnWhenItIsGone() throws Exception {
		NatsServer server = start((builder) -> {
		});
		manage(server, (management) -> management
			.addStream(StreamConfiguration.builder().name("OTHER").subjects("telemetry.logs.*.*").build()));
		StreamProvisioner provisioner = provision(server, settings(Provisioning.CREATE_OR_UPDATE));
		StreamState state = awaitStatus(provisioner, Status.MISSING);
		assertThat(state.problem()).contains("telemetry.>", "overlap", "the stream OTHER",
				"telemetry.nats.stream.subject-prefix");
		manage(server, (management) -> management.deleteStream("OTHER"));
		awaitStatus(provisioner, Status.READY);
		assertThat(this.logs.at(Level.WARN)).hasSize(1);
		assertThat(this.logs.at(Level.INFO)).containsExactly("Stream TELEMETRY created for telemetry.>",
				"Stream TELEMETRY is there and as configured now");
	}

	@Test
	void jetStreamIsOffSaysSo() {
		NatsServer server = start((builder) -> builder.jetStream(false));
		StreamProvisioner provisioner = provision(server, settings(Provisioning.CREATE_OR_UPDATE));
		await().atMost(PATIENCE).until(() -> provisioner.state().problem() != null);
		assertThat(provisioner.state().problem()).contains("JetStream is not enabled");
		assertThat(provisioner.state().status()).isEqualTo(Status.UNKNOWN);
		assertThat(this.logs.at(Level.WARN)).hasSize(1);
	}

	@Test
	void jetStreamIsOffForTheAccountSaysSo() {
		NatsServer server = start((builder) -> builder.config("""
				accounts {
				  WITH { jetstream: enabled, users: [ { user: with, password: with } ] }
				  WITHOUT { users: [ { user: without, password: without } ] }
				}
				"""));
		StreamProvisioner provisioner = provision(server, settings(Provisioning.CREATE_OR_UPDATE), "without");
		await().atMost(PATIENCE).until(() -> provisioner.state().problem() != null);
		assertThat(provisioner.state().problem()).contains("JetStream is not enabled for the account");
	}

	@Test
	void storageIsTooSmallNamesTheProperty() {
		NatsServer server = start((builder) -> builder.config("jetstream { max_file_store: 1MB }"));
		StreamProvisioner provisioner = provision(server, settings(Provisioning.CREATE_OR_UPDATE));
		StreamState state = awaitStatus(provisioner, Status.MISSING);
		assertThat(state.problem()).contains("not enough storage", "telemetry.nats.stream.max-bytes 1073741824");
	}

	@Test
	void replicasWithoutAClusterNamesTheProperty() {
		NatsServer server = start((builder) -> {
		});
		StreamProvisioner provisioner = provision(server, withReplicas(3));
		StreamState state = awaitStatus(provisioner, Status.MISSING);
		assertThat(state.problem()).contains("telemetry.nats.stream.replicas says, which is 3");
	}

	@Test
	void replicasOfAStreamWithoutAClusterAreToldAsDifferent() throws Exception {
		NatsServer server = start((builder) -> {
		});
		manage(server, (management) -> management.addStream(contract().build()));
		StreamProvisioner provisioner = provision(server, withReplicas(3));
		assertThat(awaitStatus(provisioner, Status.DIFFERENT).differences()).containsExactly(
				"num_replicas is 1, telemetry.nats.stream.replicas is 3 (not changed: the server is not in a cluster)");
	}

	@Test
	void updateThatTheServerRefusesIsToldOnce() throws Exception {
		NatsServer server = start((builder) -> builder.config("jetstream { max_file_store: 10MB }"));
		manage(server, (management) -> management.addStream(contract().maxBytes(1_000_000).build()));
		StreamProvisioner provisioner = provision(server, settings(Provisioning.CREATE_OR_UPDATE));
		StreamState state = awaitStatus(provisioner, Status.DIFFERENT);
		assertThat(state.problem()).contains("not enough storage", "telemetry.nats.stream.max-bytes");
		assertThat(state.differences()).singleElement().asString().contains("max_bytes is 1000000", "refused");
		awaitLooks(provisioner, 3);
		assertThat(this.logs.at(Level.WARN)).hasSize(1);
	}

	@Test
	void sixteenAtOnceAgree() throws Exception {
		NatsServer server = start((builder) -> {
		});
		List<StreamProvisioner> provisioners = new ArrayList<>();
		for (int i = 0; i < 16; i++) {
			provisioners.add(provision(server, settings(Provisioning.CREATE_OR_UPDATE)));
		}
		for (StreamProvisioner provisioner : provisioners) {
			awaitStatus(provisioner, Status.READY);
		}
		assertThat(this.logs.at(Level.WARN)).isEmpty();
		assertThat(info(server).getConfiguration().getMaxAge()).isEqualTo(Duration.ofDays(7));
	}

	@Test
	void sixteenAtOnceThatDisagreeAreToldWhoseItIs() throws Exception {
		NatsServer server = start((builder) -> {
		});
		List<StreamProvisioner> provisioners = new ArrayList<>();
		for (int i = 0; i < 16; i++) {
			provisioners.add(
					provision(server, new StreamSettings("TELEMETRY", "telemetry", StorageType.File, Duration.ofDays(7),
							1_000_000L + i, Duration.ofSeconds(5), DiscardPolicy.Old, 1, Provisioning.CREATE)));
		}
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(provisioners).extracting((each) -> each.state().status())
				.doesNotContain(Status.UNKNOWN, Status.MISSING));
		assertThat(provisioners).extracting((each) -> each.state().status()).containsOnlyOnce(Status.READY);
	}

	@Test
	void streamIsDeletedAndToldMissingIsCreatedAgainOnce() throws Exception {
		NatsServer server = start((builder) -> {
		});
		StreamProvisioner provisioner = provision(server, settings(Provisioning.CREATE_OR_UPDATE),
				StreamProvisioner.REFRESH);
		awaitStatus(provisioner, Status.READY);
		manage(server, (management) -> management.deleteStream("TELEMETRY"));
		for (int i = 0; i < 1000; i++) {
			provisioner.streamMissing();
		}
		await().atMost(PATIENCE)
			.untilAsserted(() -> manage(server,
					(management) -> assertThat(management.getStreamNames()).contains("TELEMETRY")));
		// The stream is there before the answer that says so
		await().atMost(PATIENCE)
			.untilAsserted(
					() -> assertThat(this.logs.at(Level.INFO)).hasSize(2).allMatch((line) -> line.contains("created")));
	}

	@Test
	void serverRestartsWithoutTheStreamIsCreatedAgain() throws Exception {
		NatsServer server = start((builder) -> {
		});
		StreamProvisioner provisioner = provision(server,
				new StreamSettings("TELEMETRY", "telemetry", StorageType.Memory, Duration.ofDays(7), 1_000_000,
						Duration.ofSeconds(5), DiscardPolicy.Old, 1, Provisioning.CREATE),
				StreamProvisioner.REFRESH);
		awaitStatus(provisioner, Status.READY);
		manage(server, (management) -> management.deleteStream("TELEMETRY"));
		server.kill();
		server.restart();
		await().atMost(PATIENCE)
			.untilAsserted(() -> manage(server,
					(management) -> assertThat(management.getStreamNames()).contains("TELEMETRY")));
	}

	@Test
	void fillLevelIsKeptUpToDate() throws Exception {
		NatsServer server = start((builder) -> {
		});
		StreamProvisioner provisioner = provision(server, settings(Provisioning.CREATE_OR_UPDATE));
		awaitStatus(provisioner, Status.READY);
		try (Connection connection = server.connect()) {
			connection.jetStream().publish("telemetry.logs.a.info", new byte[1000]);
		}
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(provisioner.state().messages()).isEqualTo(1));
		assertThat(provisioner.state().bytes()).isGreaterThan(1000);
	}

	@Test
	void nothingOfTheApiIsPermittedSaysWhatIs() {
		NatsServer server = start((builder) -> builder.config(restricted("\"telemetry.>\"")));
		StreamProvisioner provisioner = provision(server, settings(Provisioning.CREATE_OR_UPDATE), "app");
		await().atMost(PATIENCE).until(() -> provisioner.state().problem() != null);
		assertThat(provisioner.state().status()).isEqualTo(Status.UNKNOWN);
		assertThat(provisioner.state().problem()).contains("may not publish to $JS.API.STREAM.INFO.TELEMETRY",
				"telemetry.nats.stream.provision to none");
		assertThat(this.logs.at(Level.WARN)).hasSize(1);
	}

	@Test
	void onlyCreatingIsPermittedToOthersSaysWhatIsMissing() {
		NatsServer server = start(
				(builder) -> builder.config(restricted("\"telemetry.>\", \"$JS.API.STREAM.INFO.TELEMETRY\"")));
		StreamProvisioner provisioner = provision(server, settings(Provisioning.CREATE_OR_UPDATE), "app");
		StreamState state = awaitStatus(provisioner, Status.MISSING);
		assertThat(state.problem()).contains("may not publish to $JS.API.STREAM.CREATE.TELEMETRY");
	}

	@Test
	void inboxIsNotPermittedSaysSo() {
		NatsServer server = start((builder) -> builder.config("""
				accounts { A { jetstream: enabled, users: [ { user: app, password: app, permissions: {
				  publish: [ ">" ], subscribe: { deny: [ "_INBOX.>" ] } } } ] } }
				"""));
		StreamProvisioner provisioner = provision(server, settings(Provisioning.CREATE_OR_UPDATE), "app");
		await().atMost(PATIENCE).until(() -> provisioner.state().problem() != null);
		assertThat(provisioner.state().problem()).contains("may not subscribe to _INBOX.>");
	}

	@Test
	void smallestPermissionsAreEnough() {
		NatsServer server = start((builder) -> builder.config(restricted(
				"\"telemetry.>\", " + "\"$JS.API.STREAM.INFO.TELEMETRY\", \"$JS.API.STREAM.CREATE.TELEMETRY\"")));
		StreamProvisioner provisioner = provision(server, settings(Provisioning.CREATE_OR_UPDATE), "app");
		awaitStatus(provisioner, Status.READY);
	}

	private static String restricted(String publish) {
		return """
				accounts { A { jetstream: enabled, users: [ { user: app, password: app, permissions: {
				  publish: [ %s ], subscribe: [ "_INBOX.>" ] } } ] } }
				""".formatted(publish);
	}

	private NatsServer start(Consumer<NatsServerBuilder> customizer) {
		NatsServerBuilder builder = NatsServer.builder().executable(this.executable);
		customizer.accept(builder);
		NatsServer server = builder.start();
		this.toClose.add(server);
		return server;
	}

	private StreamProvisioner provision(NatsServer server, StreamSettings settings) {
		return provision(server, settings, Duration.ofMillis(100));
	}

	private StreamProvisioner provision(NatsServer server, StreamSettings settings, Duration refresh) {
		return provision(ConnectionSettings.builder()
			.servers(server.url())
			.connectTimeout(Duration.ofSeconds(20))
			.requestTimeout(Duration.ofSeconds(20))
			.build(), settings, refresh);
	}

	private StreamProvisioner provision(NatsServer server, StreamSettings settings, String user) {
		return provision(ConnectionSettings.builder()
			.servers(server.url())
			.user(user)
			.password(user)
			.connectTimeout(Duration.ofSeconds(20))
			.requestTimeout(Duration.ofSeconds(20))
			.build(), settings, Duration.ofMillis(100));
	}

	private StreamProvisioner provision(ConnectionSettings connectionSettings, StreamSettings settings,
			Duration refresh) {
		TelemetryConnection connection = TelemetryConnection.open(connectionSettings);
		StreamProvisioner provisioner = new StreamProvisioner(connection, settings, refresh);
		this.toClose.add(connection);
		this.toClose.add(provisioner);
		connection.addListener(provisioner);
		return provisioner;
	}

	private static StreamState awaitStatus(StreamProvisioner provisioner, Status status) {
		await().atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(20))
			.untilAsserted(() -> assertThat(provisioner.state())
				.satisfies((state) -> assertThat(state.status()).as("%s", state).isEqualTo(status)));
		return provisioner.state();
	}

	private static void awaitLooks(StreamProvisioner provisioner, int looks) {
		for (int i = 0; i < looks; i++) {
			var checked = provisioner.state().checked();
			await().atMost(PATIENCE).until(() -> !provisioner.state().checked().equals(checked));
		}
	}

	private static StreamSettings settings(Provisioning mode) {
		return new StreamSettings(DEFAULTS.name(), DEFAULTS.subjectPrefix(), DEFAULTS.storage(), DEFAULTS.maxAge(),
				DEFAULTS.maxBytes(), DEFAULTS.duplicateWindow(), DEFAULTS.discard(), DEFAULTS.replicas(), mode);
	}

	private static StreamSettings withReplicas(int replicas) {
		return new StreamSettings(DEFAULTS.name(), DEFAULTS.subjectPrefix(), DEFAULTS.storage(), DEFAULTS.maxAge(),
				DEFAULTS.maxBytes(), DEFAULTS.duplicateWindow(), DEFAULTS.discard(), replicas,
				Provisioning.CREATE_OR_UPDATE);
	}

	private static StreamConfiguration.Builder contract() {
		return StreamConfiguration.builder()
			.name("TELEMETRY")
			.subjects("telemetry.>")
			.maxAge(Duration.ofDays(7))
			.maxBytes(1 << 30)
			.duplicateWindow(Duration.ofSeconds(5));
	}

	private static void manage(NatsServer server, ManagementTask task) throws Exception {
		try (Connection connection = server.connect()) {
			task.run(connection.jetStreamManagement());
		}
	}

	private static StreamInfo info(NatsServer server) throws Exception {
		try (Connection connection = server.connect()) {
			return connection.jetStreamManagement().getStreamInfo("TELEMETRY");
		}
	}

	private static JsonValue raw(NatsServer server) throws Exception {
		try (Connection connection = server.connect()) {
			return io.nats.client.support.JsonParser
				.parse(connection.request("$JS.API.STREAM.INFO.TELEMETRY", null, PATIENCE).getData());
		}
	}

	private interface ManagementTask {

		void run(JetStreamManagement management) throws Exception;

	}

}
