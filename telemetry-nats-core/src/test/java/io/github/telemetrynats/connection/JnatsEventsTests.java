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

package io.github.telemetrynats.connection;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.SSLException;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener.Events;
import io.nats.client.api.ServerInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which reason an outage is told with.
 */
class JnatsEventsTests {

	private final ConnectionStatus status = new ConnectionStatus("nats://host:1");

	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE);

	private final List<Failure> failures = new ArrayList<>();

	private final JnatsEvents events = new JnatsEvents(new Edges(this.status, new ListenerQueue((task) -> {
	})), Redactor.ofUserInfo(), new Failures(), this.nanoTime::get);

	private final Connection connection = (Connection) Proxy.newProxyInstance(getClass().getClassLoader(),
			new Class<?>[] { Connection.class }, (proxy, method, args) -> switch (method.getName()) {
				case "getStatus" -> Connection.Status.CONNECTED;
				case "getConnectedUrl" -> "nats://host:1";
				case "getServerInfo" -> new ServerInfo("{\"version\":\"2.10.0\"}");
				default -> throw new UnsupportedOperationException(method.getName());
			});

	@Test
	void exceptionJustBeforeIsTheReason() {
		event(Events.CONNECTED);
		this.events.exceptionOccurred(this.connection, new SSLException("bad record"));
		this.nanoTime.addAndGet(Duration.ofSeconds(9).toNanos());
		event(Events.DISCONNECTED);
		assertThat(this.status.state().lastError()).contains("bad record");
		assertThat(this.failures).extracting(Failure::refused).containsExactly(true);
	}

	@Test
	void exceptionThatEndedNothingIsNotTheReasonHoursLater() {
		event(Events.CONNECTED);
		this.events.exceptionOccurred(this.connection, new SSLException("bad record"));
		this.nanoTime.addAndGet(Duration.ofHours(3).toNanos());
		event(Events.DISCONNECTED);
		assertThat(this.failures).containsExactly(Failure.UNKNOWN);
		assertThat(this.status.state().lastError()).isEqualTo(Failure.UNKNOWN.text());
	}

	@Test
	void exceptionThatEndedNothingHidesNoLaterReason() {
		event(Events.CONNECTED);
		this.events.exceptionOccurred(this.connection, new SSLException("bad record"));
		this.nanoTime.addAndGet(Duration.ofHours(3).toNanos());
		this.events.exceptionOccurred(this.connection, new IllegalStateException("broken pipe"));
		event(Events.DISCONNECTED);
		assertThat(this.status.state().lastError()).contains("broken pipe");
	}

	@Test
	void missingPermissionIsNoReason() {
		event(Events.CONNECTED);
		this.events.errorOccurred(this.connection, "Permissions Violation for Publish to \"telemetry.logs.a.info\"");
		assertThat(this.status.state().lastError()).contains("telemetry.logs.a.info");
		event(Events.DISCONNECTED);
		assertThat(this.failures).containsExactly(Failure.UNKNOWN);
	}

	private void event(Events type) {
		this.events.connectionEvent(this.connection, type, 0L, null);
	}

	private final class Failures implements JnatsEvents.Outcome {

		@Override
		public void connected() {
		}

		@Override
		public void failed(Failure failure) {
			JnatsEventsTests.this.failures.add(failure);
		}

		@Override
		public void closed(JnatsEvents events) {
		}

	}

}
