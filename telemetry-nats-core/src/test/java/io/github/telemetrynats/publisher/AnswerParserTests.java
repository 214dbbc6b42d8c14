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

import java.nio.charset.StandardCharsets;

import io.nats.client.impl.NatsMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.telemetrynats.publisher.Answer.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link AnswerParser}.
 */
class AnswerParserTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"stream":"TELEMETRY","seq":7}                                                     | STORED
			{"stream":"TELEMETRY", "seq": 7}                                                   | STORED
			{"stream":"TELE\\"M","seq":7}                                                      | STORED
			{"stream":"TELEMETRY","seq":7 }                                                    | STORED
			{"stream":"TELEMETRY","seq":0}                                                     | NOT_NOW
			{"stream":"TELEMETRY","seq":                                                       | NOT_NOW
			{"stream":"TELEMETRY","seq":7                                                      | NOT_NOW
			{"stream":"TELEMETRY","seq":7}}                                                    | STORED
			{"stream":"TELEMETRY","seq":"7"}                                                   | NOT_NOW
			{"stream":"TELEMETRY","seq":99999999999999999999}                                  | NOT_NOW
			{"stream":"TELEMETRY                                                               | NOT_NOW
			{"stream":"                                                                        | NOT_NOW
			{"stream":"TELEMETRY","seq":7,"duplicate":true}                                    | STORED_BEFORE
			{"stream":"TELEMETRY","seq":7,"domain":"hub","batch":{"id":"x"}}                   | STORED
			{"error":{"code":400,"err_code":10054,"description":"message size exceeds"}}       | TOO_LARGE
			{"error":{"code":400,"err_code":10109,"description":"sealed"},"seq":0}             | NEVER
			{"error":{"code":400,"err_code":10002,"description":"account limits exceeded"}}    | NOT_NOW
			{"error":{"code":404,"err_code":10059,"description":"stream not found"}}           | NO_STREAM
			{"error":{"code":429,"err_code":10167,"description":"too many requests"}}          | NOT_NOW
			{"error":{"code":503,"err_code":10077,"description":"maximum bytes exceeded"}}     | NOT_NOW
			{"stream":"TELEMETRY"}                                                             | NOT_NOW
			[]                                                                                 | NOT_NOW
			+OK                                                                                | NOT_NOW
			""")
	void understandsWhatTheServerSays(String answer, Verdict verdict) {
		NatsMessage message = NatsMessage.builder().subject("inbox").data(answer, StandardCharsets.UTF_8).build();
		Answer parsed = new AnswerParser().parse(3, 4, 5, message);
		assertThat(parsed.verdict()).isEqualTo(verdict);
		assertThat(parsed.slot()).isEqualTo(3);
		assertThat(parsed.generation()).isEqualTo(4);
		assertThat(parsed.attempt()).isEqualTo(5);
		boolean stored = verdict == Verdict.STORED || verdict == Verdict.STORED_BEFORE;
		assertThat(parsed.sequence()).isEqualTo(stored ? 7 : 0);
		assertThat(parsed.text().isEmpty()).isEqualTo(stored);
	}

}
