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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.telemetrynats.record.Subjects;

/**
 * Keeps records in memory-mapped files. A segment is written to from its beginning to its
 * end, and again when all of its records are settled; those that were taken over are read
 * once and then removed. After a failure nothing more is appended, but what is there is
 * still marked, so that it is not sent twice by the next process. Used by the worker
 * alone, but for {@link #stats()}.
 */
final class FileSpool implements Spool {

	static final int SEGMENT_BYTES = 4 * 1024 * 1024;

	private static final Logger logger = LoggerFactory.getLogger(TelemetryPublisher.class);

	private static final String NOT_REMOVED = "A file of the telemetry spool could not be removed: {}";

	private final Map<SpoolSegment, SpoolEntry> takenOver = new HashMap<>();

	private final ArrayDeque<SpoolSegment> unread = new ArrayDeque<>();

	private final ArrayDeque<SpoolSegment> free = new ArrayDeque<>();

	private final SpoolSettings settings;

	private final SpoolGauges gauges;

	private final int segmentBytes;

	private final int prefixLength;

	private @Nullable SpoolEntry own;

	private @Nullable SpoolSegment current;

	private long generation = System.currentTimeMillis() * 1000;

	FileSpool(SpoolSettings settings, Subjects subjects) {
		this(settings, subjects, SEGMENT_BYTES);
	}

	FileSpool(SpoolSettings settings, Subjects subjects, int segmentBytes) {
		this.settings = settings;
		this.gauges = new SpoolGauges(settings.maxBytes());
		this.prefixLength = subjects.prefix().length() + 1;
		this.segmentBytes = segmentBytes;
	}

	@Override
	public void open() {
		try {
			PrivateFiles.createDirectories(this.settings.directory());
			List<SpoolSegment> left = new ArrayList<>();
			Path directory = this.settings.directory().toRealPath();
			for (SpoolEntry entry : SpoolEntry.takeOver(directory)) {
				left.addAll(takeOver(entry));
			}
			left.sort(Comparator.comparingLong(SpoolSegment::generation));
			this.unread.addAll(left);
			continueAfter(left);
			this.own = SpoolEntry.create(directory);
		}
		catch (IOException | RuntimeException | InternalError ex) {
			failed(ex);
		}
		long waiting = this.gauges.stats().waiting();
		if (waiting > 0) {
			logger.info("{} telemetry records of processes that are gone were found in {}", waiting,
					this.settings.directory());
		}
	}

	// The clock may have been set back, or may not have moved since the other process.
	private void continueAfter(List<SpoolSegment> left) {
		if (!left.isEmpty()) {
			this.generation = Math.max(this.generation, left.get(left.size() - 1).generation());
		}
	}

	private List<SpoolSegment> takeOver(SpoolEntry entry) {
		List<SpoolSegment> left = entry.segments().stream().filter((segment) -> segment.unsettled() > 0).toList();
		if (left.isEmpty()) {
			close(entry);
			return left;
		}
		try {
			entry.removeSettled();
		}
		catch (IOException ex) {
			logger.warn(NOT_REMOVED, ex.toString());
		}
		for (SpoolSegment segment : left) {
			this.takenOver.put(segment, entry);
			this.gauges.grew(segment.bytes());
			this.gauges.found(segment.unread());
		}
		return left;
	}

	@Override
	public void append(Outgoing outgoing) {
		try {
			if (!this.gauges.hasFailed() && keep(outgoing)) {
				return;
			}
		}
		catch (IOException | RuntimeException | InternalError ex) {
			failed(ex);
		}
		this.gauges.skipped();
	}

	private boolean keep(Outgoing outgoing) throws IOException {
		byte[] subject = outgoing.subject().substring(this.prefixLength).getBytes(StandardCharsets.UTF_8);
		byte[] id = outgoing.headers().id().getBytes(StandardCharsets.ISO_8859_1);
		byte[] body = outgoing.body();
		if (RecordLayout.length(subject, id, body) > this.segmentBytes - SpoolSegment.HEADER_BYTES) {
			return false;
		}
		int at = (this.current != null) ? this.current.append(outgoing.isImportant(), subject, id, body) : -1;
		if (at < 0) {
			SpoolSegment next = nextSegment();
			if (next == null) {
				return false;
			}
			at = next.append(outgoing.isImportant(), subject, id, body);
		}
		outgoing.keptIn(this.current, at);
		return true;
	}

	private @Nullable SpoolSegment nextSegment() throws IOException {
		SpoolSegment before = this.current;
		SpoolSegment next = (before != null && before.unsettled() == 0) ? before : this.free.poll();
		if (next == null && this.own != null && this.gauges.hasRoomFor(this.segmentBytes)) {
			next = this.own.make(this.segmentBytes);
			this.gauges.grew(this.segmentBytes);
		}
		if (next != null) {
			next.begin(++this.generation);
			this.current = next;
		}
		return next;
	}

	@Override
	public void sending(Outgoing outgoing, long lastSequence) {
		SpoolSegment segment = outgoing.segment();
		if (segment != null) {
			mark(segment, () -> segment.sending(outgoing.segmentOffset(), lastSequence));
		}
	}

	@Override
	public void settled(Outgoing outgoing) {
		SpoolSegment segment = outgoing.segment();
		if (segment != null) {
			int offset = outgoing.segmentOffset();
			outgoing.keptIn(null, -1);
			mark(segment, () -> settled(segment, offset));
		}
	}

	private void settled(SpoolSegment segment, int offset) throws IOException {
		segment.settled(offset);
		if (segment.unsettled() > 0 || segment == this.current) {
			return;
		}
		SpoolEntry owner = this.takenOver.remove(segment);
		if (owner == null) {
			this.free.add(segment);
			return;
		}
		this.gauges.shrank(segment.bytes());
		owner.remove(segment);
		if (owner.segments().isEmpty()) {
			close(owner);
		}
	}

	private void mark(SpoolSegment segment, Marking marking) {
		if (segment.isBroken()) {
			return;
		}
		try {
			marking.mark();
		}
		catch (IOException | RuntimeException | InternalError ex) {
			failed(ex);
			discard(segment);
		}
	}

	/**
	 * Remove a segment in which nothing can be marked any more: the next process would
	 * take for unsent what was sent.
	 * @param segment the segment
	 */
	private void discard(SpoolSegment segment) {
		segment.broken();
		try {
			Files.deleteIfExists(segment.file());
		}
		catch (IOException ex) {
			logger.warn(NOT_REMOVED, ex.toString());
		}
	}

	private void failed(Throwable ex) {
		if (!this.gauges.hasFailed()) {
			String text = this.settings.directory() + ": " + ex;
			this.gauges.failed(text);
			logger.warn("The telemetry spool has failed, records are kept in memory alone from now on, {}", text);
		}
	}

	@Override
	public boolean keeps(Outgoing outgoing) {
		SpoolSegment segment = outgoing.segment();
		return segment != null && !segment.isBroken();
	}

	@Override
	public boolean hasRestorable() {
		return !this.unread.isEmpty();
	}

	@Override
	public @Nullable SpooledRecord restore() {
		SpoolSegment segment = this.unread.peek();
		if (segment == null) {
			return null;
		}
		try {
			SpooledRecord record = segment.read();
			this.gauges.restored();
			if (segment.unread() == 0) {
				this.unread.remove();
			}
			return record;
		}
		catch (RuntimeException | InternalError ex) {
			failed(ex);
			this.gauges.unreadable(segment.unread());
			this.unread.remove();
			return null;
		}
	}

	@Override
	public void close() {
		this.takenOver.values().stream().distinct().toList().forEach(FileSpool::close);
		if (this.own != null) {
			close(this.own);
		}
	}

	private static void close(SpoolEntry entry) {
		try {
			entry.close();
		}
		catch (IOException ex) {
			logger.warn(NOT_REMOVED, ex.toString());
		}
	}

	@Override
	public SpoolStats stats() {
		return this.gauges.stats();
	}

	/**
	 * Changes something in a segment.
	 */
	private interface Marking {

		void mark() throws IOException;

	}

}
