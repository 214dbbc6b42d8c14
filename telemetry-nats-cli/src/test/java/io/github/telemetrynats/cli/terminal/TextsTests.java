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

package io.github.telemetrynats.cli.terminal;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TextsTests {

	@Test
	void whatCouldSteerTheTerminalIsShownInstead() {
		assertThat(Texts.line("a\u001b]0;title\u0007b\nc\u202e")).isEqualTo("a\\u001b]0;title\\u0007b\\nc\\u202e");
	}

	@Test
	void aLineWithColoursIsCutByWhatIsSeen() {
		assertThat(Texts.cutStyled("\u001b[31mabcdef\u001b[0m", 4)).isEqualTo("\u001b[31mabc\u2026\u001b[0m");
		assertThat(Texts.cutStyled("\u001b[31mabcd\u001b[0m", 4)).isEqualTo("\u001b[31mabcd\u001b[0m");
	}

	@Test
	void asciiKeepsWhatWasThere() {
		assertThat(Texts.ascii("\u251c\u2500 \u00fc\u2026")).isEqualTo("|- \\u00fc~");
	}

	@Test
	void durationsAndNumbersHaveThreeDigits() {
		assertThat(List.of(Times.duration(999), Times.duration(41_200_000), Times.duration(1_020_000_000L),
				Times.duration(7_500_000_000_000L)))
			.containsExactly("999ns", "41.2ms", "1.02s", "2h05m");
		assertThat(List.of(Numbers.three(0.1234), Numbers.three(41.24), Numbers.three(18230), Numbers.three(0)))
			.containsExactly("0.123", "41.2", "18230", "0");
		assertThat(Numbers.grouped(-1234567)).isEqualTo("-1 234 567");
		assertThat(Numbers.size(1L << 30)).isEqualTo("1 GB");
	}

	@Test
	void csvIsQuotedWhereItMustBe() {
		assertThat(Csv.line(List.of("a,b", "c\"d", 1, List.of("x"))))
			.isEqualTo("\"a,b\",\"c\"\"d\",1,\"[\"\"x\"\"]\"\r\n");
	}

}
