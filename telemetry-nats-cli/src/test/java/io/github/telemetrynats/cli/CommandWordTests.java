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

package io.github.telemetrynats.cli;

import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CommandWord}.
 */
class CommandWordTests {

	@ParameterizedTest
	@CsvSource({ "tail -n 1, tail -n 1", "-s nats://h tail -n 1, tail -s nats://h -n 1",
			"-Q --server=nats://h logs --tail, logs -Q --server=nats://h --tail", "-s tail tail, tail -s tail",
			"--color tail -f, tail --color -f", "--color never tail, tail --color never", "-f tail, tail -f",
			"--help, --help", "-s tail, -s tail", "-Q nosuch tail, -Q nosuch tail", "--help tail, tail --help" })
	void commandComesFirst(String typed, String expected) {
		assertThat(CommandWord.first(typed.split(" "), Set.of("tail", "logs"))).containsExactly(expected.split(" "));
	}

}
