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

package io.github.telemetrynats.benchmarks.load.durable;

import io.nats.client.impl.Headers;

/**
 * A message id as the header that goes out, in bytes.
 */
final class IdHeaders extends Headers {

	private static final byte[] PREFIX = Load.ascii("NATS/1.0\r\nNats-Msg-Id:");

	private static final byte[] SUFFIX = Load.ascii("\r\n\r\n");

	private final byte[] id;

	IdHeaders(byte[] id) {
		super(null, true);
		this.id = id;
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
		return PREFIX.length + this.id.length + SUFFIX.length;
	}

	@Override
	public int serializeToArray(int destPosition, byte[] dest) {
		System.arraycopy(PREFIX, 0, dest, destPosition, PREFIX.length);
		System.arraycopy(this.id, 0, dest, destPosition + PREFIX.length, this.id.length);
		System.arraycopy(SUFFIX, 0, dest, destPosition + PREFIX.length + this.id.length, SUFFIX.length);
		return serializedLength();
	}

	@Override
	public boolean equals(Object other) {
		return this == other;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this);
	}

}
