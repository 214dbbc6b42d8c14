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

package io.github.telemetrynats.test;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.RepeatedTest;

import static org.assertj.core.api.Assertions.assertThat;

@NatsServerTest(perMethod = true)
class NatsServerPerMethodIT {

	private static final Set<NatsServer> SEEN = ConcurrentHashMap.newKeySet();

	private NatsServer ofField;

	@RepeatedTest(2)
	void everyMethodHasItsOwnServer(NatsServer server) {
		assertThat(server).isSameAs(this.ofField);
		assertThat(server.isRunning()).isTrue();
		assertThat(SEEN).noneMatch(NatsServer::isRunning);
		assertThat(SEEN.add(server)).isTrue();
	}

}
