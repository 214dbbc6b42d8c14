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
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One client's connection through a {@link TcpProxy}, and the one to the server that
 * belongs to it. For each direction one thread reads and one writes, so that bytes which
 * are held back don't keep those behind them from being seen.
 */
final class ProxiedConnection {

	private static final int BUFFER_BYTES = 64 * 1024;

	/** What is held back for each direction, in buffers; then the sender has to wait. */
	private static final int HELD = 64;

	private final Socket client;

	private final Socket server;

	private final Weather weather;

	private final Consumer<ProxiedConnection> onEnd;

	private final AtomicBoolean ended = new AtomicBoolean();

	private final List<Thread> threads;

	private volatile boolean missedBytes;

	ProxiedConnection(Socket client, Socket server, Weather weather, Consumer<ProxiedConnection> onEnd) {
		this.client = client;
		this.server = server;
		this.weather = weather;
		this.onEnd = onEnd;
		BlockingQueue<Chunk> requests = new ArrayBlockingQueue<>(HELD);
		BlockingQueue<Chunk> answers = new ArrayBlockingQueue<>(HELD);
		this.threads = List.of(thread("client-in", () -> read(client, requests)),
				thread("server-out", () -> write(requests, server, false)),
				thread("server-in", () -> read(server, answers)),
				thread("client-out", () -> write(answers, client, true)));
	}

	void start() {
		this.threads.forEach(Thread::start);
	}

	boolean hasMissedBytes() {
		return this.missedBytes;
	}

	void halfClose() {
		try {
			this.client.shutdownOutput();
		}
		catch (IOException ex) {
			reset();
		}
	}

	void close() {
		end(false);
	}

	void reset() {
		end(true);
	}

	private void end(boolean reset) {
		if (this.ended.compareAndSet(false, true)) {
			close(this.client, reset);
			close(this.server, reset);
			this.threads.forEach(Thread::interrupt);
			this.onEnd.accept(this);
		}
	}

	private static void close(Socket socket, boolean reset) {
		try {
			if (reset) {
				socket.setSoLinger(true, 0);
			}
			socket.close();
		}
		catch (IOException ex) {
			// It is closed, which is what was wanted
		}
	}

	private Thread thread(String name, Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (IOException ex) {
				reset();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, "tcp-proxy-" + name);
		thread.setDaemon(true);
		return thread;
	}

	private void read(Socket from, BlockingQueue<Chunk> queue) throws IOException, InterruptedException {
		byte[] buffer = new byte[BUFFER_BYTES];
		while (true) {
			int length = from.getInputStream().read(buffer);
			if (length < 0) {
				queue.put(new Chunk(System.nanoTime(), ByteBuffer.allocate(0)));
				return;
			}
			queue.put(new Chunk(System.nanoTime(), ByteBuffer.wrap(Arrays.copyOf(buffer, length))));
		}
	}

	private void write(BlockingQueue<Chunk> queue, Socket to, boolean answers)
			throws IOException, InterruptedException {
		while (true) {
			Chunk chunk = queue.take();
			this.weather.await(chunk.since());
			if (!chunk.bytes().hasRemaining()) {
				// As soon as one side ends, nats-server and its clients are done
				close();
				return;
			}
			if (answers && this.weather.areAnswersLost()) {
				this.missedBytes = true;
			}
			else if (!to.isOutputShutdown()) {
				to.getOutputStream().write(chunk.bytes().array());
			}
		}
	}

	@FunctionalInterface
	private interface Work {

		void run() throws IOException, InterruptedException;

	}

	/**
	 * Bytes on their way; none means the end.
	 *
	 * @param since when they came
	 * @param bytes the bytes
	 */
	private record Chunk(long since, ByteBuffer bytes) {

	}

}
