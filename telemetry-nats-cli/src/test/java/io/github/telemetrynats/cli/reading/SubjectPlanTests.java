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

package io.github.telemetrynats.cli.reading;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SubjectPlanTests {

	@Test
	void aPatternWithinAnotherOneIsLeftOut() {
		SubjectPlan plan = SubjectPlan
			.of(List.of("telemetry.logs.a.error", "telemetry.logs.>", "telemetry.logs.*.warn"));
		assertThat(plan.asked()).containsExactly("telemetry.logs.>");
		assertThat(plan.exact()).isTrue();
	}

	@Test
	void veryManyPatternsAreAskedForAsOneAndFiltered() {
		SubjectPlan plan = SubjectPlan
			.of(IntStream.range(0, 40).mapToObj((number) -> "telemetry.logs.s" + number + ".error").toList());
		assertThat(plan.asked()).containsExactly("telemetry.logs.>");
		assertThat(plan.exact()).isFalse();
		assertThat(plan.wants("telemetry.logs.s7.error")).isTrue();
		assertThat(plan.wants("telemetry.logs.s7.info")).isFalse();
	}

	@Test
	void wildcardsCoverWhatTheServerSaysTheyDo() {
		assertThat(SubjectPlan.covers("a.*.c", "a.b.c")).isTrue();
		assertThat(SubjectPlan.covers("a.*", "a.b.c")).isFalse();
		assertThat(SubjectPlan.covers("a.>", "a")).isFalse();
		assertThat(SubjectPlan.covers("a.*", "a.>")).isFalse();
	}

	@Test
	void positionsAreReadFromBothFormsOfTheReplySubject() {
		Entry.Position expected = new Entry.Position(4711, 1700000000000000001L, 12, 3, 9);
		assertThat(Entry.Position.parse("$JS.ACK.TELEMETRY.c.1.4711.12.1700000000000000001.3", 9)).isEqualTo(expected);
		assertThat(Entry.Position.parse("$JS.ACK._.HASH.TELEMETRY.c.1.4711.12.1700000000000000001.3.x9", 9))
			.isEqualTo(expected);
		assertThat(Entry.Position.parse("_INBOX.a", 9)).isNull();
	}

}
