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
import java.util.concurrent.atomic.AtomicLong;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.MessageHandler;
import io.nats.client.Options;
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

	private @Nullable MessageHandler answers;

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
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws InterruptedException {
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
			case "createDispatcher":
				this.answers = (arguments != null) ? (MessageHandler) arguments[0] : null;
				return proxy(Dispatcher.class);
			case "addConnectionListener", "removeConnectionListener", "closeDispatcher":
				return null;
			case "subscribe":
				return proxy;
			case "hashCode":
				return System.identityHashCode(this);
			case "equals":
				return arguments != null && proxy == arguments[0];
			default:
				throw new UnsupportedOperationException(method.getName());
		}
	}

	private void confirm(@Nullable Object @Nullable [] arguments) throws InterruptedException {
		MessageHandler handler = this.answers;
		if (arguments == null || !(arguments[1] instanceof String reply) || handler == null) {
			throw new IllegalStateException("Published without a reply subject, or before anyone listened");
		}
		long sequence = this.confirmed.incrementAndGet();
		byte[] answer = ("{\"stream\":\"TELEMETRY\",\"seq\":" + sequence + '}').getBytes(StandardCharsets.US_ASCII);
		handler.onMessage(new NatsMessage(reply, null, answer));
	}

	private <T> T proxy(Class<T> type) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, this));
	}

}
