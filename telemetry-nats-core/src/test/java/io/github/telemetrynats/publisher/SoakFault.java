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

import java.time.Duration;

import io.github.telemetrynats.test.NatsServer;
import io.github.telemetrynats.test.TcpProxy;

/**
 * What goes wrong in a soak, with the server or with the network before it.
 */
enum SoakFault {

	KILLED, STOPPED, PAUSED, CUT, RESET, HALF_CLOSED, REFUSED, STALLED, DELAYED, ACKS_LOST;

	void begin(NatsServer server, TcpProxy proxy) {
		switch (this) {
			case KILLED -> server.kill();
			case STOPPED -> server.stop();
			case PAUSED -> server.pause();
			case CUT -> proxy.cut();
			case RESET -> proxy.reset();
			case HALF_CLOSED -> proxy.halfClose();
			case REFUSED -> proxy.refuse();
			case STALLED -> proxy.stall();
			case DELAYED -> proxy.delay(Duration.ofMillis(300));
			case ACKS_LOST -> proxy.swallowAnswers();
		}
	}

	void end(NatsServer server, TcpProxy proxy) {
		switch (this) {
			case KILLED, STOPPED -> server.restart();
			case PAUSED -> server.resume();
			default -> proxy.heal();
		}
	}

}
