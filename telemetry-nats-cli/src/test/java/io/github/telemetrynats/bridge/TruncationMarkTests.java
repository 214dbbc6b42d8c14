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

package io.github.telemetrynats.bridge;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TruncationMark}.
 */
class TruncationMarkTests {

	@ParameterizedTest
	@ValueSource(strings = { "{\"truncated\":true}", "{\"a\":{\"b\":[1]},\"truncated\": true}",
			"{\"truncated\":true,\"message\":\"m\"}", "{\"a\":\"trunc\\\"truncated\",\"truncated\":true}",
			"{\"\u670d\u52a1\":\"\u00e9\",\"truncated\":true}" })
	void theMarkIsFoundWhereverItStands(String json) {
		assertThat(TruncationMark.isOn(json.getBytes(StandardCharsets.UTF_8))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "{\"truncated\":false}", "{\"fields\":{\"truncated\":true}}",
			"{\"message\":\"\\\"truncated\\\":true\"}", "{\"truncated\"", "{\"truncate\":true}", "{\"Truncated\":true}",
			"[\"truncated\"]" })
	void whatOnlyLooksLikeItIsNone(String json) {
		assertThat(TruncationMark.isOn(json.getBytes(StandardCharsets.UTF_8))).isFalse();
	}

}
