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
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

/**
 * A file of records, mapped into memory: what is written to it is the operating system's
 * from that moment on, whatever becomes of the process. It begins with a header (long
 * magic, int version, int unused, long generation); the records follow as
 * {@link RecordLayout} says. A segment whose records are all settled begins a new
 * generation, so that the rest of the old one is recognised. Used by one thread.
 */
final class SpoolSegment {

	private static final long MAGIC = 0x544E53504F4F4C1DL;

	private static final int VERSION = 1;

	private static final int VERSION_AT = 8;

	private static final int GENERATION_AT = 16;

	static final int HEADER_BYTES = 32;

	private static final int CHUNK_BYTES = 64 * 1024;

	private final Path file;

	private final MappedByteBuffer buffer;

	private final RecordLayout records;

	private long generation;

	private int end = HEADER_BYTES;

	private int readAt = HEADER_BYTES;

	private int unsettled;

	private int unread;

	private boolean broken;

	private SpoolSegment(Path file, MappedByteBuffer buffer) {
		this.file = file;
		this.buffer = buffer;
		this.records = new RecordLayout(buffer);
	}

	/**
	 * Make a file. All of it is written, so that a full disk shows here and not when the
	 * mapped memory is touched.
	 * @param file a file that is not there yet
	 * @param bytes how large it is
	 * @return the segment, empty; {@link #begin} comes next
	 * @throws IOException if it can't be made
	 */
	static SpoolSegment create(Path file, int bytes) throws IOException {
		try (FileChannel channel = PrivateFiles.create(file)) {
			ByteBuffer zeros = ByteBuffer.allocate(CHUNK_BYTES);
			for (long written = 0; written < bytes; written += zeros.limit()) {
				zeros.position(0).limit((int) Math.min(CHUNK_BYTES, bytes - written));
				while (zeros.hasRemaining()) {
					channel.write(zeros);
				}
			}
			return new SpoolSegment(file, channel.map(MapMode.READ_WRITE, 0, bytes));
		}
	}

	/**
	 * Open a file that another process left.
	 * @param file the file
	 * @return the segment, to be read; or {@code null} if the process ended before it had
	 * written anything
	 * @throws ForeignFileException if it is not of this kind or version
	 * @throws IOException if it can't be read
	 */
	static @Nullable SpoolSegment open(Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
			long size = channel.size();
			if (size == 0) {
				return null;
			}
			if (size < HEADER_BYTES || size > Integer.MAX_VALUE - HEADER_BYTES) {
				throw new ForeignFileException(file + " is not a segment of a spool");
			}
			MappedByteBuffer buffer = channel.map(MapMode.READ_WRITE, 0, size);
			long magic = buffer.getLong(0);
			if (magic == 0) {
				return null;
			}
			if (magic != MAGIC) {
				throw new ForeignFileException(file + " is not a segment of a spool");
			}
			if (buffer.getInt(VERSION_AT) != VERSION) {
				throw new ForeignFileException(
						file + " is of version " + buffer.getInt(VERSION_AT) + ", not " + VERSION);
			}
			SpoolSegment segment = new SpoolSegment(file, buffer);
			segment.scan();
			return segment;
		}
	}

	private void scan() {
		this.generation = this.buffer.getLong(GENERATION_AT);
		while (this.records.isRecord(this.end, this.generation)) {
			this.unsettled += this.records.isSettled(this.end) ? 0 : 1;
			this.end = this.records.next(this.end);
		}
		this.unread = this.unsettled;
	}

	/**
	 * Begin from the start. What was written before is of no account from here on.
	 * @param newGeneration larger than any before
	 */
	void begin(long newGeneration) {
		this.generation = newGeneration;
		this.end = HEADER_BYTES;
		this.buffer.putLong(GENERATION_AT, newGeneration);
		this.buffer.putInt(VERSION_AT, VERSION);
		VarHandle.releaseFence();
		this.buffer.putLong(0, MAGIC);
	}

	/**
	 * Write a record.
	 * @param important whether it is important
	 * @param subject its subject without the prefix
	 * @param id its id
	 * @param body its body
	 * @return where it begins, or -1 if it does not fit
	 */
	int append(boolean important, byte[] subject, byte[] id, byte[] body) {
		int at = this.end;
		if (RecordLayout.length(subject, id, body) > this.buffer.capacity() - at) {
			return -1;
		}
		this.records.write(at, this.generation, important, subject, id, body);
		this.end = this.records.next(at);
		this.unsettled++;
		return at;
	}

	void sending(int at, long floorSequence) {
		this.records.sending(at, floorSequence);
	}

	void settled(int at) {
		this.records.settled(at);
		this.unsettled--;
	}

	/**
	 * Read the next record that was not settled when the segment was opened.
	 * @return the record; there is one while {@link #unread()} is above zero
	 */
	SpooledRecord read() {
		int at = this.readAt;
		while (this.records.isSettled(at)) {
			at = this.records.next(at);
		}
		this.readAt = this.records.next(at);
		this.unread--;
		return this.records.read(this, at);
	}

	/**
	 * Nothing can be marked here any more.
	 */
	void broken() {
		this.broken = true;
	}

	boolean isBroken() {
		return this.broken;
	}

	Path file() {
		return this.file;
	}

	int bytes() {
		return this.buffer.capacity();
	}

	long generation() {
		return this.generation;
	}

	/**
	 * Return how many records are neither confirmed nor dropped.
	 * @return the number
	 */
	int unsettled() {
		return this.unsettled;
	}

	/**
	 * Return how many records are still to be read.
	 * @return the number
	 */
	int unread() {
		return this.unread;
	}

	/**
	 * Thrown for a file that is not ours to touch.
	 */
	static final class ForeignFileException extends IOException {

		private static final long serialVersionUID = 1;

		ForeignFileException(String message) {
			super(message);
		}

	}

}
