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

import io.nats.client.NUID;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.record.MessageIds;
import io.github.telemetrynats.record.RecordDecoder;
import io.github.telemetrynats.record.RecordEncoder;
import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.record.Subjects;
import io.github.telemetrynats.record.TelemetryRecord;

/**
 * Makes messages of captured signals: subject, id and body. Used by the worker alone.
 */
final class RecordPreparation {

	private final Subjects subjects;

	/**
	 * Made on the worker's thread, so that the application's start does not wait for it.
	 */
	private @Nullable Coders coders;

	private long order;

	RecordPreparation(Subjects subjects) {
		this.subjects = subjects;
	}

	private Coders coders() {
		Coders made = this.coders;
		if (made == null) {
			made = new Coders(NUID.nextGlobal(), new RecordEncoder(), new RecordDecoder());
			this.coders = made;
		}
		return made;
	}

	/**
	 * Make the message.
	 * @param captured what was captured
	 * @param maxPayloadBytes headers and body of a message at the most, in bytes
	 * @return the message
	 * @throws io.github.telemetrynats.record.RecordTooLargeException if even the cut
	 * record is too large
	 * @throws RuntimeException if the record can't be made or written
	 */
	Outgoing prepare(Captured captured, int maxPayloadBytes) {
		Coders coders = coders();
		TelemetryRecord record = captured.signal().toRecord();
		MessageIdHeaders headers = new MessageIdHeaders(
				MessageIds.of(record, coders.publisherId(), captured.sequence()));
		byte[] body = coders.encoder().encode(record, maxPayloadBytes - headers.serializedLength());
		return new Outgoing(record.signal(), record.important(), this.order++, captured.nanoTime(),
				this.subjects.of(record), headers, body);
	}

	/**
	 * Make the message again that a process had made that is gone.
	 * @param spooled what it left
	 * @param now the time
	 * @return the message, with its old id
	 */
	Outgoing restore(SpooledRecord spooled, long now) {
		String subject = this.subjects.prefix() + '.' + spooled.subject();
		Signal signal = this.subjects.signal(subject);
		if (signal == null) {
			throw new IllegalStateException("No signal has the subject " + subject);
		}
		Outgoing outgoing = new Outgoing(signal, spooled.important(), this.order++, now, subject,
				new MessageIdHeaders(spooled.id()), spooled.body());
		outgoing.keptIn(spooled.segment(), spooled.offset());
		if (spooled.sent()) {
			outgoing.sentByPredecessor(spooled.floorSequence());
		}
		return outgoing;
	}

	/**
	 * Make a message smaller that was made when the server was not known, or took more.
	 * @param outgoing the message
	 * @param maxPayloadBytes headers and body of a message at the most, in bytes
	 * @throws io.github.telemetrynats.record.RecordTooLargeException if even the cut
	 * record is too large
	 * @throws RuntimeException if the record can't be read or written
	 */
	void shorten(Outgoing outgoing, int maxPayloadBytes) {
		Coders coders = coders();
		TelemetryRecord record = coders.decoder().decode(outgoing.signal(), outgoing.body());
		outgoing.shorten(coders.encoder().encode(record, maxPayloadBytes - outgoing.headers().serializedLength()));
	}

	private record Coders(String publisherId, RecordEncoder encoder, RecordDecoder decoder) {
	}

}
