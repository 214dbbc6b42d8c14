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

package io.github.telemetrynats.capture.metrics;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NamePatterns}.
 */
class NamePatternsTests {

	@ParameterizedTest
	@CsvSource({ "step.*, step.duration, true", "step.*, step.a.b, true", "step.*, step., true", "step.*, step, false",
			"step.*, stepXduration, false", "*.duration, step.duration, true", "*, anything, true", "a*c, abc, true",
			"a*c, ac, true", "a*c, acd, false", "step, step, true", "step, steps, false", "a+b(c, a+b(c, true",
			"'a?c', abc, false" })
	void starStandsForAnyCharacters(String pattern, String name, boolean matches) {
		assertThat(new NamePatterns(List.of("never", pattern)).match(name)).isEqualTo(matches);
	}

}
