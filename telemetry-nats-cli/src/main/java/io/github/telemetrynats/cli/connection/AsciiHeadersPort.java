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

package io.github.telemetrynats.cli.connection;

import java.io.IOException;

import io.nats.client.impl.SocketDataPortWithWriteTimeout;

/**
 * Reads from the server, with headers that jnats can take: those of other programs may
 * have letters beyond ASCII, and the server does not mind. With jnats alone the thread
 * that reads ends at such a header without a word, and as the message is delivered again,
 * nothing behind it is ever read. A name for jnats
 * ({@link io.nats.client.Options.Builder#dataPortType(String)}), which makes one for each
 * connection.
 */
public final class AsciiHeadersPort extends SocketDataPortWithWriteTimeout {

	private final HeaderBytes headers = new HeaderBytes();

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		int count = super.read(target, offset, length);
		this.headers.clean(target, offset, count);
		return count;
	}

}
