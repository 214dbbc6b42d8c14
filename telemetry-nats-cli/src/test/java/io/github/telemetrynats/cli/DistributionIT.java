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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import io.nats.client.Connection;
import io.nats.client.api.StreamConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.telemetrynats.test.NatsServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What users unpack, and how it starts: gates that hold on any machine.
 */
class DistributionIT {

	private static final int MOST_CLASSES = 2_300;

	private static final int MOST_RUNS = 10;

	private static final Pattern READ_FROM_A_JAR = Pattern.compile("(\\S+) source: (?:file|jrt):");

	/** About 5.5; without the archive it is more than 10. */
	private static final double MOST_HELLO_WORLDS = 7.5;

	private static final int LEAST_ROUNDS = 5;

	private static final int MOST_ROUNDS = 60;

	@TempDir
	Path folder;

	@Test
	void theArchiveHoldsAllThatTheCommandNeeds() throws Exception {
		// An archive of classes that lie here would be made while they are deleted
		CommandRun.Place place = new CommandRun.Place(this.folder, "nats://127.0.0.1:1").with("TELEMETRY_NATS_CDS",
				"off");
		CommandRun unpacked = place.shell("cd '" + this.folder + "' && tar -xzf '"
				+ System.getProperty("distribution.archive") + "' && ln -s */bin/telemetry-nats tn && ./tn --version");
		assertThat(unpacked.out()).as(unpacked.err()).startsWith("telemetry-nats 0.");
		Path root = CommandRun.distribution();
		assertThat(root.resolve("bin/telemetry-nats.cmd")).exists();
		assertThat(root.resolve("LICENSE")).exists();
		assertThat(root.resolve("completions/telemetry-nats.fish")).content().contains("-a tail");
		assertThat(root.resolve("man/man1/telemetry-nats.1")).content().startsWith(".TH TELEMETRY-NATS 1");
		assertThat(place.shell("bash -n '" + root.resolve("completions/telemetry-nats.bash") + "'").exitCode())
			.isZero();
	}

	@Test
	void everyCommandHasHelpAndUnknownOptionsAreRefused() throws Exception {
		CommandRun.Place place = new CommandRun.Place(this.folder, "nats://127.0.0.1:1");
		CommandRun help = place.run("--help");
		for (String command : List.of("tail", "traces", "trace", "spans", "metrics", "metric", "services", "stream",
				"doctor", "export", "import", "completion")) {
			assertThat(help.out()).contains("  " + command);
			CommandRun run = place.run(command, "--help");
			assertThat(run.exitCode()).isZero();
			assertThat(run.out()).contains("Usage: telemetry-nats " + command);
		}
		CommandRun unknown = place.run("tail", "--colour");
		assertThat(unknown.exitCode()).isEqualTo(2);
		assertThat(unknown.out()).isEmpty();
		assertThat(place.run("doctor").exitCode()).isEqualTo(3);
	}

	@Test
	void afterTheFirstRunNoClassIsReadFromAJar() throws Exception {
		try (NatsServer server = NatsServer.start(); Connection connection = server.connect()) {
			connection.jetStreamManagement()
				.addStream(StreamConfiguration.builder().name("TELEMETRY").subjects("telemetry.>").build());
			new GeneratedTelemetry(connection).publish(1, 1);
			CommandRun.Place place = new CommandRun.Place(this.folder, server.url()).with("XDG_CACHE_HOME",
					this.folder.resolve("cache").toString());
			assertThat(place.run("tail", "-n", "1").exitCode()).isZero();
			Path cache = this.folder.resolve("cache/telemetry-nats");
			awaitArchive(cache);
			assertThat(readFromJars(place)).isEmpty();
			startsInAFewTimesWhatAHelloWorldTakes(place);
		}
	}

	// In every run: threads that get into each other's way need some classes more, now
	// and
	// then
	private Set<String> readFromJars(CommandRun.Place place) throws Exception {
		Path log = this.folder.resolve("classes.log");
		place.with("TELEMETRY_NATS_JAVA_OPTS", "-Xlog:class+load:file=" + log);
		Set<String> always = new TreeSet<>();
		for (int run = 0; run == 0 || (run < MOST_RUNS && !always.isEmpty()); run++) {
			assertThat(place.run("tail", "-n", "1").exitCode()).isZero();
			List<String> classes = Files.readAllLines(log);
			assertThat(classes).hasSizeLessThan(MOST_CLASSES);
			Set<String> read = new TreeSet<>();
			for (String line : classes) {
				Matcher matcher = READ_FROM_A_JAR.matcher(line);
				// Of its own events the JVM archives none
				if (matcher.find() && !matcher.group(1).startsWith("jdk.internal.event.")) {
					read.add(matcher.group(1));
				}
			}
			if (run == 0) {
				always.addAll(read);
			}
			always.retainAll(read);
		}
		place.with("TELEMETRY_NATS_JAVA_OPTS", "");
		return always;
	}

	@Test
	void aLockThatAKilledCommandHasLeftIsNoObstacle() throws Exception {
		CommandRun.Place place = new CommandRun.Place(this.folder, "nats://127.0.0.1:1").with("XDG_CACHE_HOME",
				this.folder.resolve("cache").toString());
		assertThat(place.run("--version").exitCode()).isZero();
		Path cache = this.folder.resolve("cache/telemetry-nats");
		awaitArchive(cache);
		Path archive = Path.of(files(cache).filter((file) -> file.endsWith(".jsa")).findFirst().orElseThrow());
		Files.delete(archive);
		Path lock = Files.createDirectory(Path.of(archive + ".lock"));
		Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
		assertThat(place.run("--version").exitCode()).isZero();
		awaitArchive(cache);
	}

	// With its lock, which is removed last, whoever makes it is gone as well
	private static void awaitArchive(Path cache) {
		await().atMost(CommandRun.PATIENCE)
			.until(() -> files(cache).anyMatch((file) -> file.endsWith(".jsa"))
					&& files(cache).noneMatch((file) -> file.endsWith(".lock")));
	}

	private static Stream<String> files(Path folder) throws IOException {
		if (!Files.isDirectory(folder)) {
			return Stream.of();
		}
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(Path::toString).toList().stream();
		}
	}

	// In turns, and as often as it takes until what else the machine does makes no
	// difference
	private void startsInAFewTimesWhatAHelloWorldTakes(CommandRun.Place place) throws Exception {
		Path source = Files.writeString(this.folder.resolve("Hello.java"),
				"class Hello { public static void main(String[] args) { System.out.println(\"Hello, world\"); } }");
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString())).isZero();
		List<Long> hello = new ArrayList<>();
		List<Long> tail = new ArrayList<>();
		double ratio = Double.MAX_VALUE;
		for (int i = 0; i < LEAST_ROUNDS || (i < MOST_ROUNDS && ratio > MOST_HELLO_WORLDS); i++) {
			hello.add(nanos(place, "\"$JAVA_HOME/bin/java\" -cp \"$HOME\" Hello"));
			tail.add(nanos(place, "\"$TELEMETRY_NATS\" tail -n 1"));
			ratio = median(tail) / median(hello);
		}
		assertThat(ratio).isLessThanOrEqualTo(MOST_HELLO_WORLDS);
	}

	private static double median(List<Long> values) {
		return values.stream().sorted().toList().get(values.size() / 2);
	}

	private static long nanos(CommandRun.Place place, String command) throws Exception {
		long start = System.nanoTime();
		CommandRun run = place.shell(command);
		assertThat(run.exitCode()).as(run.err()).isZero();
		return System.nanoTime() - start;
	}

}
