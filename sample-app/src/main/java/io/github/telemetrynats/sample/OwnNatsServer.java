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

import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

import io.github.telemetrynats.test.NatsServer;

/**
 * Starts a nats-server for the sample and has it used, unless one is configured. The
 * server ends after the application, which hands over its last records to it.
 */
final class OwnNatsServer implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	private static final Logger logger = LoggerFactory.getLogger(OwnNatsServer.class);

	private static final String SERVERS = "telemetry.nats.connection.servers";

	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER + 2;
	}

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		ConfigurableEnvironment environment = event.getEnvironment();
		// A list in YAML is no property of that name, but several: servers[0] and so on
		if (Binder.get(environment).bind(SERVERS, Bindable.listOf(String.class)).isBound()) {
			return;
		}
		logger.info("Starting a nats-server for this sample; if there is none, it is fetched first");
		NatsServer server = NatsServer.start();
		logger.info("Started nats-server {} at {}", server.version(), server.url());
		SpringApplication.getShutdownHandlers().add(server::close);
		environment.getPropertySources().addLast(new MapPropertySource("ownNatsServer", Map.of(SERVERS, server.url())));
	}

}
