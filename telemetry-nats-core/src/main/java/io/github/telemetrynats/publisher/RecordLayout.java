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

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * How a record lies in a segment, at a multiple of 8:
 *
 * <pre>
 *  0 int  marker, written last           24 long generation of the segment
 *  4 int  CRC-32C of 24 to the end       32 int  length of all of this, in bytes
 *  8 long stream's sequence when sent    36 int  1 if important
 * 16 byte state                          40 int  length of the subject
 *                                        44 int  length of the id
 *                                        48      subject, id, body
 * </pre>
 *
 * There is no record where marker, generation, lengths or CRC are wrong: it was torn, or
 * is left of an earlier generation. Sequence and state change in place, and so stand
 * outside of the CRC. Used by one thread.
 */
final class RecordLayout {

	// Control characters do not occur in subjects, ids and JSON, so no contents can pass
	// for a marker.
	private static final int MARKER = 0x1D010E53;

	private static final int CRC = 4;

	private static final int FLOOR = 8;

	private static final int STATE = 16;

	private static final int GENERATION = 24;

	private static final int LENGTH = 32;

	private static final int IMPORTANT = 36;

	private static final int SUBJECT_LENGTH = 40;

	private static final int ID_LENGTH = 44;

	static final int CONTENTS = 48;

	private static final byte UNSENT = 1;

	private static final byte SENT = 2;

	private static final byte SETTLED = 3;

	private final CRC32C crc = new CRC32C();

	private final ByteBuffer buffer;

	private final ByteBuffer checked;

	RecordLayout(ByteBuffer buffer) {
		this.buffer = buffer;
		this.checked = buffer.duplicate();
	}

	static long length(byte[] subject, byte[] id, byte[] body) {
		return (long) CONTENTS + subject.length + id.length + body.length;
	}

	void write(int at, long generation, boolean important, byte[] subject, byte[] id, byte[] body) {
		int length = (int) length(subject, id, body);
		this.buffer.put(at + STATE, UNSENT);
		this.buffer.putLong(at + GENERATION, generation);
		this.buffer.putInt(at + LENGTH, length);
		this.buffer.putInt(at + IMPORTANT, important ? 1 : 0);
		this.buffer.putInt(at + SUBJECT_LENGTH, subject.length);
		this.buffer.putInt(at + ID_LENGTH, id.length);
		this.buffer.put(at + CONTENTS, subject);
		this.buffer.put(at + CONTENTS + subject.length, id);
		this.buffer.put(at + CONTENTS + subject.length + id.length, body);
		this.buffer.putInt(at + CRC, crc(at, length));
		VarHandle.releaseFence();
		this.buffer.putInt(at, MARKER);
	}

	void sending(int at, long floorSequence) {
		if (this.buffer.get(at + STATE) == UNSENT) {
			this.buffer.putLong(at + FLOOR, floorSequence);
			VarHandle.releaseFence();
			this.buffer.put(at + STATE, SENT);
		}
		else if (floorSequence < this.buffer.getLong(at + FLOOR)) {
			// A stream that was made anew, and will pass the old sequence one day
			this.buffer.putLong(at + FLOOR, floorSequence);
		}
	}

	void settled(int at) {
		this.buffer.put(at + STATE, SETTLED);
	}

	boolean isSettled(int at) {
		return this.buffer.get(at + STATE) == SETTLED;
	}

	/**
	 * Return where the next record may begin.
	 * @param at where there is a record
	 * @return the next multiple of 8 behind it
	 */
	int next(int at) {
		return at + this.buffer.getInt(at + LENGTH) + 7 & ~7;
	}

	boolean isRecord(int at, long generation) {
		int room = this.buffer.capacity() - at;
		if (room < CONTENTS || this.buffer.getInt(at) != MARKER || this.buffer.getLong(at + GENERATION) != generation) {
			return false;
		}
		int length = this.buffer.getInt(at + LENGTH);
		int subjectLength = this.buffer.getInt(at + SUBJECT_LENGTH);
		int idLength = this.buffer.getInt(at + ID_LENGTH);
		return length <= room && subjectLength >= 0 && idLength >= 0
				&& (long) CONTENTS + subjectLength + idLength <= length
				&& this.buffer.getInt(at + CRC) == crc(at, length);
	}

	/**
	 * Read a record. One whose state is none of ours counts as sent, which is the safe
	 * side.
	 * @param segment the segment that it belongs to
	 * @param at where it begins
	 * @return the record
	 */
	SpooledRecord read(SpoolSegment segment, int at) {
		int subjectLength = this.buffer.getInt(at + SUBJECT_LENGTH);
		int idLength = this.buffer.getInt(at + ID_LENGTH);
		int bodyAt = at + CONTENTS + subjectLength + idLength;
		String subject = new String(bytes(at + CONTENTS, subjectLength), StandardCharsets.UTF_8);
		String id = new String(bytes(at + CONTENTS + subjectLength, idLength), StandardCharsets.ISO_8859_1);
		byte[] body = bytes(bodyAt, at + this.buffer.getInt(at + LENGTH) - bodyAt);
		return new SpooledRecord(segment, at, subject, this.buffer.getInt(at + IMPORTANT) != 0, id, body,
				this.buffer.get(at + STATE) != UNSENT, this.buffer.getLong(at + FLOOR));
	}

	private byte[] bytes(int at, int length) {
		byte[] bytes = new byte[length];
		this.buffer.get(at, bytes);
		return bytes;
	}

	private int crc(int at, int length) {
		this.crc.reset();
		this.crc.update(this.checked.limit(at + length).position(at + GENERATION));
		return (int) this.crc.getValue();
	}

}
