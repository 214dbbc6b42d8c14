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

package io.github.telemetrynats.benchmarks.load.peers;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.telemetrynats.benchmarks.load.ChildJvm;

/**
 * The application under load. What becomes of its telemetry is decided by its class path
 * and its properties, apart from the one thing that nothing configures: OpenTelemetry's
 * appender for Logback.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ShopApplication {

	/**
	 * Serve. A command is the records a second and for how many seconds.
	 * @param args the name of the arm, and the application's properties
	 * @throws Exception if anything fails
	 */
	public static void main(String[] args) throws Exception {
		try (ConfigurableApplicationContext context = SpringApplication.run(ShopApplication.class, args)) {
			Delivery delivery = switch (args[0]) {
				case "nats" -> new NatsDelivery(context);
				case "otlp" -> new OtlpDelivery(context);
				default -> () -> {
				};
			};
			Requests requests = new Requests(context.getBean(io.micrometer.observation.ObservationRegistry.class),
					delivery);
			ChildJvm.serve((command) -> {
				String[] words = command.split(" ", 2);
				return requests.run(Integer.parseInt(words[0]), Integer.parseInt(words[1])).toString();
			});
		}
	}

}
