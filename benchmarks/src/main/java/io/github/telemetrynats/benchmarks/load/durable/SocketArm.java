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

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.nats.client.NUID;
import org.jspecify.annotations.Nullable;

/**
 * The protocol of NATS written by hand onto a socket, without a client library: as little
 * as a client can do. One thread writes, one reads the answers.
 */
final class SocketArm implements Arm {

	private static final int ID_DIGITS = 12;

	private static final int BUFFER = 64 * 1024;

	private final AtomicLong settled = new AtomicLong();

	private final AtomicLong refused = new AtomicLong();

	private final int window;

	private final Socket socket;

	private final OutputStream output;

	private final byte[] message;

	private final int idEnd;

	private final byte[] buffer;

	private int buffered;

	private long number;

	private volatile long awaited;

	private volatile @Nullable Thread waiting;

	private volatile @Nullable IOException failure;

	SocketArm(int window, Load load, int port) throws IOException {
		this.window = window;
		String inbox = "_INBOX." + NUID.nextGlobal();
		byte[] headers = Load
			.ascii("NATS/1.0\r\nNats-Msg-Id:" + Load.newIdPrefix() + "0".repeat(ID_DIGITS) + "\r\n\r\n");
		byte[] control = Load.ascii("HPUB %s %s.a %d %d\r\n".formatted(Load.SUBJECT, inbox, headers.length,
				headers.length + load.body().length));
		this.idEnd = control.length + headers.length - 4;
		this.message = concat(control, headers, load.body(), Load.ascii("\r\n"));
		this.buffer = new byte[Math.max(BUFFER, this.message.length)];
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setTcpNoDelay(true);
		this.output = this.socket.getOutputStream();
		this.output.write(Load.ascii("CONNECT {\"verbose\":false,\"pedantic\":false,\"headers\":true,"
				+ "\"no_responders\":true,\"lang\":\"none\",\"version\":\"0\",\"protocol\":1}\r\nSUB " + inbox
				+ ".* 1\r\n"));
		Thread reader = new Thread(this::read, "answers");
		reader.setDaemon(true);
		reader.start();
	}

	private static byte[] concat(byte[]... parts) {
		int length = 0;
		for (byte[] part : parts) {
			length += part.length;
		}
		byte[] whole = new byte[length];
		int position = 0;
		for (byte[] part : parts) {
			System.arraycopy(part, 0, whole, position, part.length);
			position += part.length;
		}
		return whole;
	}

	@Override
	public long send(int records) throws IOException {
		long before = this.settled.get();
		long refusedBefore = this.refused.get();
		for (int i = 0; i < records; i++) {
			if (this.number - this.settled.get() >= this.window) {
				await(this.number - this.window * 3L / 4);
			}
			if (this.buffer.length - this.buffered < this.message.length) {
				flush();
			}
			Load.writeDigits(this.number++, this.message, this.idEnd - ID_DIGITS, this.idEnd);
			System.arraycopy(this.message, 0, this.buffer, this.buffered, this.message.length);
			this.buffered += this.message.length;
		}
		await(before + records);
		return records - (this.refused.get() - refusedBefore);
	}

	private synchronized void flush() throws IOException {
		this.output.write(this.buffer, 0, this.buffered);
		this.buffered = 0;
	}

	private void await(long many) throws IOException {
		flush();
		this.awaited = many;
		this.waiting = Thread.currentThread();
		while (this.settled.get() < many) {
			IOException ex = this.failure;
			if (ex != null) {
				throw ex;
			}
			LockSupport.park(this);
		}
		this.waiting = null;
	}

	private void read() {
		try (AnswerReader answers = new AnswerReader(this.socket.getInputStream())) {
			for (AnswerReader.Kind answer = answers.next(); answer != null; answer = answers.next()) {
				if (answer == AnswerReader.Kind.PING) {
					pong();
				}
				else {
					settled(answer == AnswerReader.Kind.STORED);
				}
			}
			throw new IOException("The server has closed the connection");
		}
		catch (IOException ex) {
			this.failure = ex;
			LockSupport.unpark(this.waiting);
		}
	}

	private void settled(boolean stored) {
		if (!stored) {
			this.refused.incrementAndGet();
		}
		long now = this.settled.incrementAndGet();
		Thread sender = this.waiting;
		if (sender != null && now >= this.awaited) {
			LockSupport.unpark(sender);
		}
	}

	private synchronized void pong() throws IOException {
		this.output.write(Load.ascii("PONG\r\n"));
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
