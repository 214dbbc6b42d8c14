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
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * One place in the user's cache, filled at most once however many processes ask for it.
 */
final class ServerCache {

	/** A file lock keeps other processes out, but not other threads of this one. */
	private static final ReentrantLock THIS_PROCESS = new ReentrantLock();

	private final Path folder;

	private final Path target;

	ServerCache(Path folder, String fileName) {
		this.folder = folder;
		this.target = folder.resolve(fileName);
	}

	/**
	 * Return the cached program.
	 * @return the target, or {@code null} if it isn't there yet
	 */
	@Nullable Path cached() {
		return Files.isExecutable(this.target) ? this.target : null;
	}

	/**
	 * Return the cached program, made first if it isn't there.
	 * @param source makes it in a folder that is deleted afterwards
	 * @return the target
	 * @throws IllegalStateException if it cannot be made
	 */
	Path obtain(Source source) {
		THIS_PROCESS.lock();
		try {
			Files.createDirectories(this.folder);
			try (FileChannel channel = FileChannel.open(this.folder.resolve("lock"), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE); var lock = channel.lock()) {
				if (lock.isValid() && cached() == null) {
					fill(source);
				}
			}
			return this.target;
		}
		catch (IOException ex) {
			throw new IllegalStateException(
					"'" + this.folder + "' cannot be filled: " + ex + "; XDG_CACHE_HOME can name another cache folder",
					ex);
		}
		finally {
			THIS_PROCESS.unlock();
		}
	}

	private void fill(Source source) throws IOException {
		Path scratch = Files.createTempDirectory(this.folder, "fetch-");
		try {
			Path made = source.make(scratch);
			// Others either see nothing or the whole program
			Files.move(made, this.target, StandardCopyOption.ATOMIC_MOVE);
		}
		finally {
			Folders.delete(scratch);
		}
	}

	/**
	 * Makes the program.
	 */
	@FunctionalInterface
	interface Source {

		/**
		 * Make the program.
		 * @param scratch an empty folder
		 * @return where the program is, somewhere below the folder
		 * @throws IOException if it cannot be made
		 */
		Path make(Path scratch) throws IOException;

	}

}
