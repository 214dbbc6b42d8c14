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

package io.github.telemetrynats.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import io.github.telemetrynats.capture.logging.NatsLogbackAppender;
import io.github.telemetrynats.test.NatsServer;

/**
 * A small application, started like a user's.
 */
class Shop {

	private static final Logger logger = LoggerFactory.getLogger("shop.orders");

	private static final String CLOSE_TIMEOUT = "telemetry.nats.publisher.close-timeout=";

	static ConfigurableApplicationContext start(NatsServer server, String... properties) {
		return start(OpenTelemetryShop.class, server.url(), properties);
	}

	static ConfigurableApplicationContext start(Class<?> type, String servers, String... properties) {
		return start(type, WebApplicationType.NONE, servers, properties);
	}

	static ConfigurableApplicationContext startWeb(NatsServer server, String... properties) {
		return startWeb(OpenTelemetryShop.class, server, properties);
	}

	static ConfigurableApplicationContext startWeb(Class<?> type, NatsServer server, String... properties) {
		List<String> web = new ArrayList<>(List.of("server.port=0", "server.address=127.0.0.1",
				"management.endpoints.web.exposure.include=health,telemetrynats",
				"management.endpoint.health.show-details=always"));
		web.addAll(List.of(properties));
		return start(type, WebApplicationType.SERVLET, server.url(), web.toArray(String[]::new));
	}

	private static ConfigurableApplicationContext start(Class<?> type, WebApplicationType webType, String servers,
			String... properties) {
		SpringApplication application = application(type);
		application.setWebApplicationType(webType);
		application.setRegisterShutdownHook(false);
		List<String> arguments = new ArrayList<>(List.of("--spring.application.name=shop",
				"--spring.main.banner-mode=off", "--telemetry.nats.connection.servers=" + servers));
		if (Arrays.stream(properties).noneMatch((property) -> property.startsWith(CLOSE_TIMEOUT))) {
			// What is to arrive in the end does, however slow the machine
			arguments.add("--" + CLOSE_TIMEOUT + "1m");
		}
		Arrays.stream(properties).map("--"::concat).forEach(arguments::add);
		return application.run(arguments.toArray(String[]::new));
	}

	/**
	 * Make an application whose first line is not logged by a class of ours: what our
	 * classes log is not taken.
	 * @param type the application
	 * @return the application, not yet running
	 */
	static SpringApplication application(Class<?> type) {
		SpringApplication application = new SpringApplication(type);
		application.setMainApplicationClass(SpringApplication.class);
		return application;
	}

	static void sell(ConfigurableApplicationContext context, String what) {
		Observation.createNotStarted("sell", context.getBean(ObservationRegistry.class))
			.highCardinalityKeyValue("run_id", what)
			.observe(() -> {
				logger.atInfo().addKeyValue("what", what).log("Sold {}", what);
				context.getBean(MeterRegistry.class).counter("sold", "what", what).increment();
			});
	}

	/**
	 * Return the threads that the pipeline has left.
	 * @return their names
	 */
	static Set<String> threads() {
		Set<String> names = new TreeSet<>();
		for (Thread thread : Thread.getAllStackTraces().keySet()) {
			String name = thread.getName();
			if (thread.isAlive() && (name.startsWith("telemetry-nats") || name.startsWith("nats:")
					|| name.contains("BatchSpanProcessor"))) {
				names.add(name);
			}
		}
		return names;
	}

	/**
	 * Return the appenders that the pipeline has left.
	 * @return the appenders at the root logger
	 */
	static List<Appender<ILoggingEvent>> appenders() {
		List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
		((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME)
			.iteratorForAppenders()
			.forEachRemaining(appenders::add);
		return appenders.stream().filter(NatsLogbackAppender.class::isInstance).toList();
	}

	@Bean
	DisposableBean lastOrder(ObservationRegistry observations) {
		return () -> Observation.createNotStarted("close.shop", observations)
			.observe(() -> logger.info("The last order is out"));
	}

}
