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

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is logged of a connection that comes and goes.
 */
class ConnectionStatusTests {

	@Test
	void thousandFlapsWithinAMinuteAreTwoLines() {
		try (CapturedLogs logs = new CapturedLogs()) {
			ConnectionStatus status = new ConnectionStatus("nats://host:1");
			status.connected("nats://host:1", "2.9.10");
			for (int i = 0; i < 1000; i++) {
				status.disconnected(new Failure("broken", false));
				status.failed(new Failure("still broken", false));
				status.connected("nats://host:1", "2.9.10");
			}
			assertThat(logs.at(Level.WARN)).hasSizeLessThanOrEqualTo(2);
			assertThat(logs.at(Level.INFO)).hasSizeLessThanOrEqualTo(2);
			assertThat(status.state().reconnects()).isEqualTo(1000);
		}
	}

	@Test
	void newReasonsWithinAnOutageAreToldUpToABound() {
		try (CapturedLogs logs = new CapturedLogs()) {
			ConnectionStatus status = new ConnectionStatus("nats://host:1");
			for (int i = 0; i < 1000; i++) {
				status.failed(new Failure("reason " + i, false));
				status.failed(new Failure("reason 0", false));
			}
			assertThat(logs.at(Level.WARN)).hasSize(5);
			assertThat(status.state().lastError()).isEqualTo("reason 0");
		}
	}

}
