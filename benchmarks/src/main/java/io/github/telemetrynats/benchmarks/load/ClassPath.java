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

package io.github.telemetrynats.benchmarks.load;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;

/**
 * A class path, from which child processes get what they should have and no more.
 * Immutable.
 *
 * @param entries jars and folders
 */
public record ClassPath(List<Path> entries) {

	/**
	 * Return the class path of this JVM, with what the manifests of its jars refer to.
	 * @return all entries that exist
	 */
	public static ClassPath ofThisJvm() {
		String own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
		List<Path> entries = new ArrayList<>();
		for (String entry : own.split(File.pathSeparator, -1)) {
			add(entries, Path.of(entry).toAbsolutePath().normalize());
		}
		return new ClassPath(List.copyOf(entries));
	}

	private static void add(List<Path> entries, Path entry) {
		if (!Files.exists(entry) || entries.contains(entry)) {
			return;
		}
		String references = Files.isRegularFile(entry) ? references(entry) : "";
		if (references.isBlank()) {
			entries.add(entry);
			return;
		}
		entries.add(withoutReferences(entry));
		for (String reference : references.split(" ", -1)) {
			add(entries, entry.resolveSibling(reference).normalize());
		}
	}

	/**
	 * Copy a jar, because a JVM also takes what its manifest refers to.
	 * @param jar the jar
	 * @return a jar with the same classes, until this JVM ends
	 */
	private static Path withoutReferences(Path jar) {
		try (JarFile source = new JarFile(jar.toFile())) {
			Path copy = Files.createTempFile("benchmarks-", ".jar");
			copy.toFile().deleteOnExit();
			try (JarOutputStream target = new JarOutputStream(Files.newOutputStream(copy))) {
				for (JarEntry entry : Collections.list(source.entries())) {
					if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
						target.putNextEntry(new JarEntry(entry.getName()));
						source.getInputStream(entry).transferTo(target);
					}
				}
			}
			return copy;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String references(Path jar) {
		try (JarFile file = new JarFile(jar.toFile())) {
			String references = (file.getManifest() != null)
					? file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH) : null;
			return (references != null) ? references : "";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the entries with certain names.
	 * @param names decides by the name of the jar, or of the module that the folder
	 * belongs to
	 * @return the class path
	 */
	public ClassPath only(Predicate<String> names) {
		return new ClassPath(this.entries.stream().filter((entry) -> names.test(name(entry))).toList());
	}

	/**
	 * Return the entries without certain names.
	 * @param names decides by the name of the jar, or of the module that the folder
	 * belongs to
	 * @return the class path
	 */
	public ClassPath without(Predicate<String> names) {
		return only(names.negate());
	}

	private static String name(Path entry) {
		for (Path folder = entry; folder != null; folder = folder.getParent()) {
			if (folder.endsWith("target") && folder.getParent() != null) {
				return Files.isDirectory(entry) ? folder.getParent().getFileName().toString()
						: entry.getFileName().toString();
			}
		}
		return entry.getFileName().toString();
	}

	@Override
	public String toString() {
		return this.entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
	}

}
