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
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A lock file: held for as long as its process lives, which the operating system sees to.
 * It is removed while it is held, so whoever gains the lock of a file that is still there
 * is the only one.
 */
final class SpoolLock {

	private static final Set<Path> held = new HashSet<>();

	// Where locks are the process's and not the file descriptor's, closing any channel of
	// a file gives up all of its locks. These are files of another class loader.
	private static final List<FileChannel> kept = new ArrayList<>();

	private final Path file;

	private final FileChannel channel;

	private SpoolLock(Path file, FileChannel channel) {
		this.file = file;
		this.channel = channel;
	}

	/**
	 * Make a lock file and take its lock.
	 * @param file a file that is not there yet
	 * @return the lock, or {@code null} if somebody else was faster
	 * @throws IOException if the file can't be made, or can't be locked at all
	 */
	static @Nullable SpoolLock create(Path file) throws IOException {
		synchronized (held) {
			return lock(file, PrivateFiles.create(file));
		}
	}

	/**
	 * Take the lock of a file if its owner is gone.
	 * @param file the file
	 * @return the lock, or {@code null} if the owner is alive
	 * @throws IOException if the file can't be opened or can't be locked at all
	 */
	static @Nullable SpoolLock take(Path file) throws IOException {
		synchronized (held) {
			return held.contains(file) ? null
					: lock(file, FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
		}
	}

	private static @Nullable SpoolLock lock(Path file, FileChannel channel) throws IOException {
		boolean locked = false;
		boolean ours = false;
		try {
			locked = channel.tryLock() != null && Files.exists(file);
		}
		catch (OverlappingFileLockException ex) {
			ours = true;
			kept.add(channel);
		}
		finally {
			if (!locked && !ours) {
				channel.close();
			}
		}
		if (locked) {
			held.add(file);
			return new SpoolLock(file, channel);
		}
		return null;
	}

	/**
	 * Give the lock up.
	 * @param remove whether the file is of no more use
	 * @throws IOException if the file can't be removed
	 */
	void release(boolean remove) throws IOException {
		synchronized (held) {
			try (this.channel) {
				if (remove) {
					Files.deleteIfExists(this.file);
				}
			}
			finally {
				held.remove(this.file);
			}
		}
	}

}
