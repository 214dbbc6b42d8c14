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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Fetches packages with the machine's own apt, but with state, lists and cache in a
 * folder of ours (apt.conf(5)), so that it needs no root and changes nothing of the
 * machine's. Where from and signed by whom is what the machine's apt is configured with;
 * a package whose signatures apt does not accept is not used.
 */
final class AptPackages {

	private static final String DEBIAN_KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

	/**
	 * The hooks of the machine's configuration are meant for root and for its own
	 * folders.
	 */
	private static final String CONFIGURATION = """
			#clear APT::Update::Pre-Invoke;
			#clear APT::Update::Post-Invoke;
			#clear APT::Update::Post-Invoke-Success;
			#clear DPkg::Pre-Invoke;
			#clear DPkg::Post-Invoke;
			APT::Sandbox::User "root";
			Acquire::Languages "none";
			Acquire::Retries "3";
			Dir::State "%1$s/state";
			Dir::State::lists "%1$s/state/lists";
			Dir::State::status "%1$s/status";
			Dir::Cache "%1$s/cache";
			Dir::Cache::archives "%1$s/cache/archives";
			Dir::Cache::pkgcache "";
			Dir::Cache::srcpkgcache "";
			""";

	/** Only the named release counts, whatever this machine pins and prefers. */
	private static final String ONLY_OWN_SOURCES = """
			APT::Default-Release "";
			Dir::Etc::sourcelist "%1$s/sources.list";
			Dir::Etc::sourceparts "%1$s/none";
			Dir::Etc::preferences "%1$s/no-preferences";
			Dir::Etc::preferencesparts "%1$s/none";
			""";

	private final Path aptGet;

	private final Path scratch;

	AptPackages(Path aptGet, Path scratch) {
		this.aptGet = aptGet;
		this.scratch = scratch;
	}

	/**
	 * Fetch the nats-server of the machine's own sources.
	 * @return the program, somewhere below the scratch folder
	 * @throws IOException if a command cannot be run
	 */
	Path fetchNatsServer() throws IOException {
		return program(prepare("default", ""));
	}

	/**
	 * Fetch the nats-server of a Debian release.
	 * @param suite the release's code name or suite
	 * @return the program, somewhere below the scratch folder
	 * @throws IOException if a command cannot be run
	 */
	Path fetchNatsServerOfDebian(String suite) throws IOException {
		Path own = prepare("default", "");
		String archive = debianArchive(own);
		Path folder = prepare(suite, ONLY_OWN_SOURCES);
		Path keyring = Path.of(DEBIAN_KEYRING);
		writeSources(folder, archive, suite, Files.isReadable(keyring) ? keyring : null);
		try {
			return program(folder);
		}
		catch (IllegalStateException ex) {
			if (!saysUnknownKey(String.valueOf(ex.getMessage()))) {
				throw ex;
			}
			// The newest keyring that the known keys vouch for knows the keys of newer
			// releases
			Path unpacked = unpack(own, "debian-archive-keyring");
			writeSources(folder, archive, suite, unpacked.resolve(DEBIAN_KEYRING.substring(1)));
			return program(folder);
		}
	}

	private static boolean saysUnknownKey(String message) {
		// gpgv's word for it, and that of sqv, which newer versions of apt ask
		return message.contains("NO_PUBKEY") || message.contains("Missing key");
	}

	private Path prepare(String name, String furtherConfiguration) throws IOException {
		Path folder = Files.createDirectories(this.scratch.resolve(name).toAbsolutePath());
		Files.createDirectories(folder.resolve("state/lists/partial"));
		Files.createDirectories(folder.resolve("cache/archives/partial"));
		Files.createDirectories(folder.resolve("none"));
		Files.createFile(folder.resolve("status"));
		Files.writeString(folder.resolve("apt.conf"), (CONFIGURATION + furtherConfiguration).formatted(folder));
		return folder;
	}

	private static void writeSources(Path folder, String archive, String suite, @Nullable Path keyring)
			throws IOException {
		String options = (keyring != null) ? "[signed-by=" + keyring + "] " : "";
		Files.writeString(folder.resolve("sources.list"), "deb " + options + archive + ' ' + suite + " main\n");
	}

	/**
	 * Find the mirror of Debian's archive that this machine uses, whichever way its
	 * sources are written.
	 * @param folder the folder of a configuration with the machine's own sources
	 * @return the archive's address
	 * @throws IOException if a command cannot be run
	 */
	private String debianArchive(Path folder) throws IOException {
		CommandResult targets = run(folder, "indextargets", "--no-release-info", "--format",
				"$(REPO_URI) $(RELEASE) $(COMPONENT)", "Identifier: Packages");
		return targets.output()
			.lines()
			.map((line) -> line.split(" "))
			.filter((target) -> target.length == 3 && target[2].equals("main") && !target[1].contains("security"))
			.map((target) -> target[0])
			.filter((address) -> address.matches(".*/debian(\\.list)?/?"))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(
					"this machine's apt has no source of Debian's archive: " + targets));
	}

	private Path program(Path folder) throws IOException {
		Path program = unpack(folder, "nats-server").resolve("usr/sbin/nats-server");
		if (!Files.isExecutable(program)) {
			throw new IllegalStateException("the package nats-server has no /usr/sbin/nats-server");
		}
		return program;
	}

	private Path unpack(Path folder, String name) throws IOException {
		// One unreachable source among several doesn't matter if another has the package
		CommandResult update = run(folder, "update");
		CommandResult download = run(folder, "download", name);
		List<Path> files = new ArrayList<>();
		try (Stream<Path> listed = Files.list(folder)) {
			listed.filter((file) -> file.getFileName().toString().matches(name + "_.*\\.deb")).forEach(files::add);
		}
		if (download.exitCode() != 0 || files.size() != 1) {
			throw new IllegalStateException(update + "\n" + download);
		}
		Path unpacked = folder.resolve(name);
		CommandResult extract = CommandResult
			.run(List.of("dpkg-deb", "-x", files.get(0).toString(), unpacked.toString()), 1, TimeUnit.MINUTES);
		if (extract.exitCode() != 0) {
			throw new IllegalStateException(extract.toString());
		}
		return unpacked;
	}

	private CommandResult run(Path folder, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(this.aptGet.toString(), "-q", "-c", folder.resolve("apt.conf").toString()));
		command.addAll(List.of(arguments));
		return CommandResult.run(command, folder, Map.of("LC_ALL", "C.UTF-8"), 5, TimeUnit.MINUTES);
	}

}
