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

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.CommandLineRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A shop without customers, in which nothing happens but the ticking of the clock.
 */
@Configuration(proxyBeanMethods = false)
class IdleShop extends OpenTelemetryShop {

	@Bean
	CommandLineRunner clock() {
		return (arguments) -> {
			Logger logger = LoggerFactory.getLogger("shop.clock");
			while (true) {
				logger.info("Tick");
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
			}
		};
	}

}
