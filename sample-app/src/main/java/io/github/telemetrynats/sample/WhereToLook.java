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

package io.github.telemetrynats.sample;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

import io.github.telemetrynats.connection.TelemetryConnection;

/**
 * Says where the server is and how to look at what arrives there.
 */
@Component
class WhereToLook {

	private static final Logger logger = LoggerFactory.getLogger(WhereToLook.class);

	private final Environment environment;

	private final TelemetryConnection connection;

	WhereToLook(Environment environment, TelemetryConnection connection) {
		this.environment = environment;
		this.connection = connection;
	}

	@EventListener(ApplicationReadyEvent.class)
	void say() {
		String port = this.environment.getProperty("local.server.port", "8080");
		String here = "http://localhost:" + port;
		String servers = this.connection.state().servers();
		logger.info("""
				Telemetry goes to {}, stream TELEMETRY. See it arrive:
				  curl -s '{}/telemetry?subject=telemetry.logs.orders.>&last=5'
				  curl -s '{}/telemetry?subject=telemetry.spans.orders.>&last=5'
				  curl -s '{}/telemetry?subject=telemetry.metrics.orders.>&last=5'
				  curl -s -X POST -H 'Content-Type: application/json' -d '{}' {}/orders
				  curl -s {}/actuator/telemetrynats
				or, with the nats command line: nats --server {} sub 'telemetry.>'""", servers, here, here, here, "{}",
				here, here, servers);
	}

}
