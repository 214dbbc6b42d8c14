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

package io.github.telemetrynats.record;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SubjectsTests {

	private final Subjects subjects = new Subjects("telemetry");

	@Test
	void subjectsAreThoseOfTheContractsExamples() {
		assertThat(this.subjects.of(TestRecords.span())).isEqualTo("telemetry.spans.worker.abc123");
		assertThat(this.subjects.of(TestRecords.metric())).isEqualTo("telemetry.metrics.worker.step.duration_ms");
		assertThat(this.subjects.of(TestRecords.log())).isEqualTo("telemetry.logs.engine.error");
	}

	@Test
	void subjectIsRememberedForTheNextRecord() {
		assertThat(this.subjects.of(TestRecords.log())).isSameAs(this.subjects.of(TestRecords.log()));
		assertThat(this.subjects.of(TestRecords.metric())).isSameAs(this.subjects.of(TestRecords.metric()));
		assertThat(this.subjects.of(TestRecords.span())).isSameAs(this.subjects.of(TestRecords.span()));
	}

	@Test
	void subjectsStayRightWhenMoreComeThanAreRemembered() {
		for (int round = 0; round < 2; round++) {
			for (int i = 0; i < 5 * SubjectCache.SIZE; i++) {
				assertThat(this.subjects.of(TestRecords.span("s" + i % 7, "run-" + i)))
					.isEqualTo("telemetry.spans.s" + i % 7 + ".run-" + i);
				assertThat(this.subjects.of(TestRecords.metric("run-" + i, 1)))
					.isEqualTo("telemetry.metrics.worker.run-" + i);
			}
		}
	}

	@Test
	void signalsWithTheSamePartsHaveSubjectsOfTheirOwn() {
		assertThat(this.subjects.of(TestRecords.span("worker", "error"))).isEqualTo("telemetry.spans.worker.error");
		assertThat(this.subjects.of(TestRecords.metric("error", 1))).isEqualTo("telemetry.metrics.worker.error");
	}

	@Test
	void whatIsMissingBecomesTheDefault() {
		assertThat(this.subjects.of(TestRecords.span("", (String) null)))
			.isEqualTo("telemetry.spans.unknown_service.no-run");
		assertThat(this.subjects.of(TestRecords.span(" ", " "))).isEqualTo("telemetry.spans.unknown_service.no-run");
		assertThat(Subjects.token(null, "x")).isEqualTo("x");
		assertThat(Subjects.token("", "x")).isEqualTo("x");
	}

	@ParameterizedTest
	@ValueSource(strings = { ".", "*", ">", " ", "\t", "\n", "\r", "\u0000", "\u001f", "\u007f", "\u0085", "\u00a0",
			"\u1680", "\u2000", "\u2007", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000" })
	void whatASubjectMustNotHaveBecomesAnUnderscore(String unsafe) {
		assertThat(Subjects.token("a" + unsafe + "b", "x")).isEqualTo("a_b");
		assertThat(Subjects.token(unsafe, "x")).isEqualTo("_");
		assertThat(this.subjects.of(TestRecords.span("s" + unsafe, "r" + unsafe))).isEqualTo("telemetry.spans.s_.r_");
		if (!unsafe.equals(".")) {
			assertThat(this.subjects.of(TestRecords.metric("a." + unsafe + ".b", 1)))
				.isEqualTo("telemetry.metrics.worker.a._.b");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "grün", "服务", "служба", "🚀", "a-b_c$d#e/f\\g\"h", "\u200b", "\u202e" })
	void otherCharactersPass(String text) {
		assertThat(Subjects.token(text, "x")).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource({ "a..b., a.b", "..., unnamed", "'', unnamed", ".a, a", "a b.c*d.>, a_b.c_d._",
			"jvm.memory.used, jvm.memory.used" })
	void metricNamesKeepTheirTokens(String name, String tokens) {
		assertThat(this.subjects.of(TestRecords.metric(name, 1))).isEqualTo("telemetry.metrics.worker." + tokens);
		assertThat(this.subjects.metrics(null, name)).isEqualTo("telemetry.metrics.*." + tokens);
	}

	@Test
	void tokenIsCutAt128CharactersButNotThroughAPair() {
		assertThat(Subjects.token("a".repeat(128), "x")).isEqualTo("a".repeat(128));
		assertThat(Subjects.token("a".repeat(129), "x")).isEqualTo("a".repeat(128));
		assertThat(Subjects.token("a".repeat(127) + "🚀", "x")).isEqualTo("a".repeat(127));
		assertThat(Subjects.token("a".repeat(126) + "🚀b", "x")).isEqualTo("a".repeat(126) + "🚀");
		assertThat(this.subjects.of(TestRecords.metric("a".repeat(200) + ".b", 1)))
			.isEqualTo("telemetry.metrics.worker." + "a".repeat(128) + ".b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\ud83d", "\ude80", "a\ud83db", "\ude80\ud83d", "🚀\ud83d" })
	void unpairedSurrogatesDoNotBreakUtf8(String broken) {
		String token = Subjects.token(broken, "x");
		assertThat(new String(token.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).isEqualTo(token)
			.contains("\ufffd");
		assertThat(token).hasSameSizeAs(broken);
	}

	@Test
	void subjectOfTheLongestNamesFitsIntoAProtocolLine() {
		Subjects longest = new Subjects("服".repeat(128));
		MetricPoint metric = new MetricPoint(Origin.of("服".repeat(300)), ("服".repeat(99) + '.').repeat(1_000),
				MetricPoint.Type.GAUGE, 1, Map.of(), TestRecords.TIME, null, null, null, null);
		assertThat(longest.of(metric).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(3_900);
		assertThat(longest.of(metric).split("\\.")).hasSize(3 + 10).endsWith("服".repeat(99));
	}

	@Test
	void wildcardsAreWhatReadersFilterBy() {
		assertThat(this.subjects.all()).isEqualTo("telemetry.>");
		assertThat(this.subjects.all(Signal.SPANS)).isEqualTo("telemetry.spans.>");
		assertThat(this.subjects.all(Signal.SPANS, "worker")).isEqualTo("telemetry.spans.worker.>");
		assertThat(this.subjects.all(Signal.LOGS, "a.b")).isEqualTo("telemetry.logs.a_b.>");
		assertThat(this.subjects.logs("engine", LogLevel.ERROR)).isEqualTo("telemetry.logs.engine.error");
		assertThat(this.subjects.logs(null, LogLevel.ERROR)).isEqualTo("telemetry.logs.*.error");
		assertThat(this.subjects.spans(null, "abc 123")).isEqualTo("telemetry.spans.*.abc_123");
		assertThat(this.subjects.prefix()).isEqualTo("telemetry");
	}

	@Test
	void subjectTellsSignalAndRunId() {
		Subjects nested = new Subjects("acme.telemetry");
		assertThat(nested.signal("acme.telemetry.spans.worker.abc123")).isEqualTo(Signal.SPANS);
		assertThat(nested.runId("acme.telemetry.spans.worker.abc123")).isEqualTo("abc123");
		assertThat(nested.runId("acme.telemetry.spans.worker.no-run")).isNull();
		assertThat(nested.signal("acme.telemetry.metrics.worker.a.b")).isEqualTo(Signal.METRICS);
		assertThat(nested.runId("acme.telemetry.metrics.worker.a.b")).isNull();
		for (String other : List.of("telemetry.spans.worker.a", "acme.telemetry.spansx.a", "acme.telemetry.spans",
				"acme.telemetry", "", "acme_telemetry.spans.a")) {
			assertThat(nested.signal(other)).as(other).isNull();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "a.", ".a", "a..b", "a b", "a.*", "a.>", ">", "*", "a\tb", "$JS", "$SYS.a",
			"_INBOX.x", "a\ud83d" })
	void prefixThatIsNoneIsRefusedWithTheProperty(String prefix) {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Subjects(prefix))
			.withMessageContaining("telemetry.nats.stream.subject-prefix")
			.withMessageContaining("'" + prefix + "'")
			.withMessageContaining("such as 'telemetry'");
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Subjects("a".repeat(129)));
	}

	@Test
	void subjectsOfTheSamePrefixAreEqual() {
		assertThat(new Subjects("a")).isEqualTo(new Subjects("a")).hasSameHashCodeAs(new Subjects("a"));
		assertThat(new Subjects("a")).isNotEqualTo(new Subjects("b")).hasToString("a.>");
	}

}
