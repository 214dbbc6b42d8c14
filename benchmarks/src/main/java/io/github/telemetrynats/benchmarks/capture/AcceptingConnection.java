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

package io.github.telemetrynats.benchmarks.capture;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Options;
import io.nats.client.Subscription;
import io.nats.client.api.ServerInfo;
import io.nats.client.impl.NatsMessage;
import org.jspecify.annotations.Nullable;

/**
 * A connection to no server: confirms every message as soon as it is published, and
 * forgets it. So the publisher works as it does before a server that always keeps up, and
 * what it costs is not hidden behind what a socket costs.
 */
final class AcceptingConnection implements InvocationHandler {

	private final Options options = Options.builder().server("nats://127.0.0.1:4222").build();

	private final AtomicLong confirmed = new AtomicLong();

	// Publishes and fetches the answers: both is done by the publisher's thread
	private final Queue<Message> answers = new ArrayDeque<>();

	private volatile boolean subscribed;

	private AcceptingConnection() {
	}

	static AcceptingConnection create() {
		return new AcceptingConnection();
	}

	Connection connection() {
		return proxy(Connection.class);
	}

	long confirmed() {
		return this.confirmed.get();
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
		switch (method.getName()) {
			case "publish":
				confirm(arguments);
				return null;
			case "getOptions":
				return this.options;
			case "getConnectedUrl":
				return "nats://127.0.0.1:4222";
			case "getServerInfo":
				return ServerInfo.EMPTY_INFO;
			case "getStatus":
				return Connection.Status.CONNECTED;
			case "getMaxPayload":
				return 1024L * 1024;
			case "createInbox":
				return "_INBOX.benchmark";
			case "subscribe":
				this.subscribed = true;
				return proxy(Subscription.class);
			case "nextMessage":
				return nextAnswer((arguments != null) ? (Duration) arguments[0] : null);
			case "addConnectionListener", "removeConnectionListener", "unsubscribe":
				return null;
			case "hashCode":
				return System.identityHashCode(this);
			case "equals":
				return arguments != null && proxy == arguments[0];
			default:
				throw new UnsupportedOperationException(method.getName());
		}
	}

	private void confirm(@Nullable Object @Nullable [] arguments) {
		if (arguments == null || !(arguments[1] instanceof String reply) || !this.subscribed) {
			throw new IllegalStateException("Published without a reply subject, or before anyone listened");
		}
		long sequence = this.confirmed.incrementAndGet();
		byte[] answer = ("{\"stream\":\"TELEMETRY\",\"seq\":" + sequence + '}').getBytes(StandardCharsets.US_ASCII);
		this.answers.add(new NatsMessage(reply, null, answer));
	}

	private @Nullable Message nextAnswer(@Nullable Duration timeout) {
		Message answer = this.answers.poll();
		if (answer == null && timeout != null) {
			LockSupport.parkNanos(this, timeout.toNanos());
		}
		return answer;
	}

	private <T> T proxy(Class<T> type) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, this));
	}

}
