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

import java.time.Duration;

/**
 * One way of getting records into the stream. Used by one thread.
 */
interface Arm extends AutoCloseable {

	/** With the defaults of jnats, a disk that stands still for seconds loses records. */
	Duration PATIENCE = Duration.ofMinutes(1);

	/**
	 * Send records, as fast as they can be sent, and wait until each is settled.
	 * @param records how many
	 * @return how many the server has confirmed; the others were dropped
	 * @throws Exception if that fails
	 */
	long send(int records) throws Exception;

	@Override
	void close() throws Exception;

	/**
	 * Connect the way that a name stands for.
	 * @param name {@code publisher}, {@code async}, {@code reply} or {@code socket}
	 * @param window how many records may be on their way
	 * @param load what to send
	 * @param port the server's port on the loopback address
	 * @return the arm, connected
	 * @throws Exception if that fails
	 */
	static Arm connect(String name, int window, Load load, int port) throws Exception {
		return switch (name) {
			case "publisher" -> new PublisherArm(window, load, port);
			case "async" -> new PublishAsyncArm(window, load, port);
			case "reply" -> new ReplySubjectArm(window, load, port);
			case "socket" -> new SocketArm(window, load, port);
			default -> throw new IllegalArgumentException("'" + name + "' is none of publisher, async, reply, socket");
		};
	}

}
