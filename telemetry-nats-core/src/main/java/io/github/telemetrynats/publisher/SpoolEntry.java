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

package io.github.telemetrynats.publisher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.telemetrynats.publisher.SpoolSegment.ForeignFileException;

/**
 * The files of one publisher in the directory: {@code <id>.lock} and
 * {@code <id>-<number>.spool}. The lock is made before the first segment and removed
 * after the last. Used by one thread.
 */
final class SpoolEntry {

	private static final Logger logger = LoggerFactory.getLogger(TelemetryPublisher.class);

	private static final Pattern FILE = Pattern.compile("([0-9a-f-]{36})(?:\\.lock|-\\d+\\.spool)");

	private static final int ATTEMPTS = 10;

	private final List<SpoolSegment> segments = new ArrayList<>();

	private final Path directory;

	private final String id;

	private final SpoolLock lock;

	private int made;

	private SpoolEntry(Path directory, String id, SpoolLock lock) {
		this.directory = directory;
		this.id = id;
		this.lock = lock;
	}

	/**
	 * Make an entry of our own.
	 * @param directory the directory
	 * @return the entry, without segments
	 * @throws IOException if that can't be done
	 */
	static SpoolEntry create(Path directory) throws IOException {
		for (int i = 0; i < ATTEMPTS; i++) {
			String id = UUID.randomUUID().toString();
			// Whoever starts at the same moment may take a lock that is not held yet.
			SpoolLock lock = SpoolLock.create(lockFile(directory, id));
			if (lock != null) {
				return new SpoolEntry(directory, id, lock);
			}
		}
		throw new IOException("No lock could be held in " + directory);
	}

	/**
	 * Take over all entries whose owners are gone.
	 * @param directory the directory
	 * @return the entries, with their segments
	 * @throws IOException if the directory can't be read
	 */
	static List<SpoolEntry> takeOver(Path directory) throws IOException {
		List<SpoolEntry> entries = new ArrayList<>();
		for (String id : ids(directory)) {
			try {
				SpoolEntry entry = takeOver(directory, id);
				if (entry != null) {
					entries.add(entry);
				}
			}
			catch (IOException | RuntimeException ex) {
				logger.warn("What a process left in {} stays there: {}", directory, ex.toString());
			}
		}
		return entries;
	}

	private static List<String> ids(Path directory) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return files.map((file) -> FILE.matcher(file.getFileName().toString()))
				.filter(Matcher::matches)
				.map((matcher) -> matcher.group(1))
				.distinct()
				.toList();
		}
	}

	private static @Nullable SpoolEntry takeOver(Path directory, String id) throws IOException {
		Path lockFile = lockFile(directory, id);
		SpoolLock lock;
		if (Files.exists(lockFile)) {
			lock = SpoolLock.take(lockFile);
		}
		else {
			// An owner that lives has its lock file, and whoever ends properly removes it
			// last.
			lock = files(directory, id).isEmpty() ? null : SpoolLock.create(lockFile);
		}
		if (lock == null) {
			return null;
		}
		SpoolEntry entry = new SpoolEntry(directory, id, lock);
		for (Path file : files(directory, id)) {
			entry.open(file);
		}
		return entry;
	}

	private static List<Path> files(Path directory, String id) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return files.filter((file) -> {
				String name = file.getFileName().toString();
				return name.startsWith(id) && name.endsWith(".spool") && Files.isRegularFile(file);
			}).toList();
		}
	}

	private static Path lockFile(Path directory, String id) {
		return directory.resolve(id + ".lock");
	}

	private void open(Path file) {
		try {
			SpoolSegment segment = SpoolSegment.open(file);
			if (segment == null) {
				Files.deleteIfExists(file);
			}
			else {
				this.segments.add(segment);
			}
		}
		catch (ForeignFileException ex) {
			logger.warn("A file in the telemetry spool is left alone: {}", ex.getMessage());
		}
		catch (IOException | RuntimeException | InternalError ex) {
			logger.warn("A file in the telemetry spool can't be read and is left alone: {}", file, ex);
		}
	}

	/**
	 * Make a segment.
	 * @param bytes how large it is
	 * @return the segment
	 * @throws IOException if it can't be made, in which case nothing is left of it
	 */
	SpoolSegment make(int bytes) throws IOException {
		Path file = this.directory.resolve(this.id + "-" + this.made++ + ".spool");
		try {
			SpoolSegment segment = SpoolSegment.create(file, bytes);
			this.segments.add(segment);
			return segment;
		}
		catch (IOException | RuntimeException | Error ex) {
			Files.deleteIfExists(file);
			throw ex;
		}
	}

	List<SpoolSegment> segments() {
		return this.segments;
	}

	void remove(SpoolSegment segment) throws IOException {
		this.segments.remove(segment);
		Files.deleteIfExists(segment.file());
	}

	/**
	 * Remove the segments that are of no more use.
	 * @throws IOException if a file can't be removed
	 */
	void removeSettled() throws IOException {
		for (SpoolSegment segment : List.copyOf(this.segments)) {
			if (segment.unsettled() == 0 || segment.isBroken()) {
				remove(segment);
			}
		}
	}

	/**
	 * Leave the segments in which something is not settled, and nothing else.
	 * @throws IOException if a file can't be removed
	 */
	void close() throws IOException {
		try {
			removeSettled();
		}
		finally {
			this.lock.release(this.segments.isEmpty());
		}
	}

}
