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

package io.github.telemetrynats.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ExecutableSearchTests {

	@TempDir
	private Path folder;

	private Path bin;

	private final Map<String, String> variables = new HashMap<>();

	private final Map<String, String> properties = new HashMap<>();

	@BeforeEach
	void prepareMachine() throws IOException {
		this.bin = Files.createDirectory(this.folder.resolve("bin"));
		this.variables.put("PATH", "/nowhere:" + this.bin);
		this.variables.put("XDG_CACHE_HOME", this.folder.resolve("cache").toString());
		Files.writeString(this.folder.resolve("os-release"), "ID=debian\nVERSION_CODENAME=\"bookworm\"\n");
	}

	@Test
	void namedExecutableWins() throws IOException {
		server(this.bin.resolve("nats-server"), "1.0.0");
		this.variables.put("NATS_SERVER", server(this.folder.resolve("named"), "2.0.0").toString());
		assertThat(find()).extracting(NatsServerExecutable::version).isEqualTo("2.0.0");
		this.properties.put("nats.server", server(this.folder.resolve("property"), "3.0.0").toString());
		assertThat(find()).extracting(NatsServerExecutable::version).isEqualTo("3.0.0");
	}

	@Test
	void namedExecutableThatIsNoneIsAnError() throws IOException {
		server(this.bin.resolve("nats-server"), "1.0.0");
		this.variables.put("NATS_SERVER", this.folder.toString());
		assertThatIllegalStateException().isThrownBy(this::find)
			.withMessageContaining("NATS_SERVER")
			.withMessageContaining(this.folder.toString());
		this.properties.put("nats.server", "/nowhere/at/all");
		assertThatIllegalStateException().isThrownBy(this::find)
			.withMessageContaining("'nats.server'")
			.withMessageContaining("/nowhere/at/all");
	}

	@Test
	void pathWinsOverCache() throws IOException {
		fakeApt("");
		assertThat(find().version()).isEqualTo("2.9.10");
		server(this.bin.resolve("nats-server"), "1.0.0");
		assertThat(find().version()).isEqualTo("1.0.0");
	}

	@Test
	void packageIsFetchedOnceAndKept() throws IOException {
		fakeApt("");
		NatsServerExecutable found = find();
		assertThat(found.path()).startsWith(this.folder.resolve("cache/telemetry-nats/nats-server"));
		assertThat(found.path().toString()).contains("debian-bookworm-");
		assertThat(calls()).hasSize(2);
		assertThat(find()).isEqualTo(found);
		assertThat(calls()).hasSize(2);
		try (Stream<Path> left = Files.list(found.path().getParent())) {
			assertThat(left.map((path) -> path.getFileName().toString())).containsExactlyInAnyOrder("lock",
					"nats-server");
		}
	}

	@Test
	void homeHoldsTheCacheWhereXdgIsNotSet() throws IOException {
		fakeApt("");
		this.variables.remove("XDG_CACHE_HOME");
		this.variables.put("HOME", this.folder.resolve("home").toString());
		assertThat(find().path()).startsWith(this.folder.resolve("home/.cache/telemetry-nats"));
	}

	@Test
	void manyThatSearchAtOnceFetchOnce() throws Exception {
		fakeApt("");
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Future<NatsServerExecutable>> searches = IntStream.range(0, 8)
				.mapToObj((index) -> threads.submit(this::find))
				.toList();
			for (Future<NatsServerExecutable> search : searches) {
				assertThat(search.get(60, TimeUnit.SECONDS).version()).isEqualTo("2.9.10");
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(calls()).hasSize(2);
	}

	@Test
	void processesThatSearchAtOnceFetchOnce() throws Exception {
		fakeApt("");
		List<Process> processes = new ArrayList<>();
		for (int index = 0; index < 3; index++) {
			processes.add(new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
					System.getProperty("java.class.path"), SearchingProgram.class.getName(), this.variables.get("PATH"),
					this.variables.get("XDG_CACHE_HOME"), this.folder.resolve("os-release").toString())
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start());
		}
		for (Process process : processes) {
			try (var output = process.inputReader()) {
				assertThat(output.readLine()).isEqualTo(find().path().toString());
			}
			assertThat(process.waitFor()).isZero();
		}
		assertThat(calls()).hasSize(2);
	}

	@Test
	void failureOfAptTellsWhatItSaidAndHowToInstall() throws IOException {
		script(this.bin.resolve("apt-get"), "echo 'E: no network today'; exit 100");
		assertThatIllegalStateException().isThrownBy(this::find)
			.withMessageContaining("no network today")
			.withMessageContaining("sudo apt-get install nats-server")
			.withMessageContaining("brew install nats-server");
	}

	@Test
	void withoutAptTheMessageTellsHowToInstall() {
		assertThatIllegalStateException().isThrownBy(this::find)
			.withMessageContaining("Debian")
			.withMessageContaining("macOS")
			.withMessageContaining("Windows")
			.withMessageContaining("Docker")
			.withMessageContaining("NATS_SERVER");
	}

	@Test
	void cacheThatCannotBeMadeIsNamed() throws IOException {
		fakeApt("");
		Path file = Files.createFile(this.folder.resolve("file"));
		this.variables.put("XDG_CACHE_HOME", file.toString());
		assertThatIllegalStateException().isThrownBy(this::find)
			.withMessageContaining(file.toString())
			.withMessageContaining("XDG_CACHE_HOME");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ",", "default" })
	void defaultIsWhatIsFound(String servers) throws IOException {
		server(this.bin.resolve("nats-server"), "1.0.0");
		this.properties.put("nats.servers", servers);
		assertThat(search().listed(false)).extracting(NatsServerExecutable::version).containsExactly("1.0.0");
	}

	@Test
	void serversAreListedInOrder() throws IOException {
		server(this.bin.resolve("nats-server"), "1.0.0");
		fakeApt("");
		String path = server(this.folder.resolve("other"), "4.0.0").toString();
		this.properties.put("nats.servers", path + ", default ,debian:trixie");
		assertThat(search().listed(false)).extracting(NatsServerExecutable::version)
			.containsExactly("4.0.0", "1.0.0", "2.9.10");
		assertThat(search().listed(true)).extracting(NatsServerExecutable::version).containsExactly("4.0.0");
	}

	@Test
	void packageOfDebianReleaseComesFromTheMirrorOfTheMachine() throws IOException {
		fakeApt("");
		this.properties.put("nats.servers", "debian:trixie");
		assertThat(search().listed(true).get(0).path().toString()).contains("debian-trixie-");
		assertThat(calls()).hasSize(3).first().asString().contains("indextargets");
		assertThat(Files.readString(this.folder.resolve("sources")))
			.matches("deb (\\[signed-by=[^]]+] )?http://mirror.example/debian/ trixie main\n");
	}

	@Test
	void unknownKeyIsLookedForInTheKeyringThatKnownKeysVouchFor() throws IOException {
		fakeApt("grep -qs 'signed-by=.*fetch-' sources.list || [ ! -e sources.list ] || "
				+ "{ echo 'NO_PUBKEY 1234'; exit 100; }");
		this.properties.put("nats.servers", "debian:forky");
		assertThat(search().listed(true).get(0).path().toString()).contains("debian-forky-");
		assertThat(calls()).anyMatch((call) -> call.endsWith("download debian-archive-keyring"));
	}

	@Test
	void machineWithoutDebianMirrorIsTold() throws IOException {
		script(this.bin.resolve("apt-get"), "echo 'http://mirror.example/ubuntu/ noble main'");
		this.properties.put("nats.servers", "debian:trixie");
		assertThatIllegalStateException().isThrownBy(() -> search().listed(true))
			.withMessageContaining("no source of Debian's archive")
			.withMessageContaining("mirror.example/ubuntu");
	}

	@ParameterizedTest
	@ValueSource(strings = { "debian:", "debian:../x", "debian:a b" })
	void wrongReleaseIsTold(String entry) {
		this.properties.put("nats.servers", entry);
		assertThatIllegalStateException().isThrownBy(() -> search().listed(true))
			.withMessageContaining(entry)
			.withMessageContaining("nats.servers");
	}

	@Test
	void programThatIsNoNatsServerIsTold() throws IOException {
		Path other = script(this.folder.resolve("other"), "echo hello");
		assertThatIllegalStateException().isThrownBy(() -> NatsServerExecutable.of(other))
			.withMessageContaining("hello");
		assertThatIllegalStateException().isThrownBy(() -> NatsServerExecutable.of(this.folder))
			.withMessageContaining("no executable file");
	}

	private NatsServerExecutable find() {
		return search().listed(true).get(0);
	}

	private ExecutableSearch search() {
		return new ExecutableSearch(
				SearchEnvironment.of(this.variables, this.properties, this.folder.resolve("os-release")));
	}

	private List<String> calls() throws IOException {
		return Files.readAllLines(this.folder.resolve("calls"));
	}

	/**
	 * An apt-get that makes packages itself, and writes down how it was called.
	 * @param before what it does first
	 */
	private void fakeApt(String before) throws IOException {
		Path root = this.folder.resolve("package");
		// dpkg-deb takes no other permissions, while those that are given depend on the
		// umask
		Files.setPosixFilePermissions(Files.createDirectories(root.resolve("DEBIAN")),
				PosixFilePermissions.fromString("rwxr-xr-x"));
		Files.createDirectories(root.resolve("usr/sbin"));
		server(root.resolve("usr/sbin/nats-server"), "2.9.10");
		Files.writeString(root.resolve("DEBIAN/control"), """
				Package: nats-server
				Version: 1
				Architecture: all
				Maintainer: Nobody <nobody@example.org>
				Description: for tests
				""");
		script(this.bin.resolve("apt-get"), """
				echo "$@" >>'%1$s/calls'
				case "$*" in *indextargets*)
				  echo 'http://mirror.example/debian-security/ bookworm-security main'
				  echo 'http://mirror.example/debian/ bookworm main'
				  exit 0;; esac
				%2$s
				if [ -e sources.list ]; then cp sources.list '%1$s/sources'; fi
				case "$*" in *download*)
				  for name; do :; done
				  dpkg-deb -b '%1$s/package' "${name}_1_all.deb";;
				esac
				""".formatted(this.folder, before));
	}

	private static Path server(Path path, String version) throws IOException {
		return script(path, "echo 'nats-server: v" + version + "'");
	}

	private static Path script(Path path, String text) throws IOException {
		Files.writeString(path, "#!/bin/sh\n" + text + "\n");
		return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

}
