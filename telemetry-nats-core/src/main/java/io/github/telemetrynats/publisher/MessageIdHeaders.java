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

import java.nio.charset.StandardCharsets;

import io.nats.client.impl.Headers;

/**
 * The headers of a message of ours: {@code Nats-Msg-Id} and nothing else (contract,
 * section 4), kept as the bytes that go out. A {@link Headers} of jnats holds two maps
 * and a list for the same; of these methods jnats calls the four below when it publishes
 * read-only headers.
 */
final class MessageIdHeaders extends Headers {

	private static final byte[] PREFIX = "NATS/1.0\r\nNats-Msg-Id:".getBytes(StandardCharsets.US_ASCII);

	private static final int SUFFIX_LENGTH = 4;

	private final byte[] id;

	MessageIdHeaders(String id) {
		super(null, true);
		this.id = id.getBytes(StandardCharsets.ISO_8859_1);
	}

	String id() {
		return new String(this.id, StandardCharsets.ISO_8859_1);
	}

	@Override
	public boolean isEmpty() {
		return false;
	}

	@Override
	public boolean isReadOnly() {
		return true;
	}

	@Override
	public int serializedLength() {
		return PREFIX.length + this.id.length + SUFFIX_LENGTH;
	}

	@Override
	public int serializeToArray(int destPosition, byte[] dest) {
		int position = destPosition;
		System.arraycopy(PREFIX, 0, dest, position, PREFIX.length);
		position += PREFIX.length;
		System.arraycopy(this.id, 0, dest, position, this.id.length);
		position += this.id.length;
		dest[position++] = '\r';
		dest[position++] = '\n';
		dest[position++] = '\r';
		dest[position] = '\n';
		return serializedLength();
	}

	@Override
	public byte[] getSerialized() {
		byte[] serialized = new byte[serializedLength()];
		serializeToArray(0, serialized);
		return serialized;
	}

	@Override
	public boolean equals(Object o) {
		return this == o;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this);
	}

	@Override
	public String toString() {
		return id();
	}

}
