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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MessageIdsTests {

	@Test
	void spanIsKnownByItsIdsAsInTheBody() {
		assertThat(MessageIds.of(TestRecords.span(), "nuid", 7))
			.isEqualTo("a1b2c3d4e5f60718293a4b5c6d7e8f90.f6e5d4c3b2a10987");
		assertThat(MessageIds.of(TestRecords.span("AB", "c", ""), "nuid", 7))
			.isEqualTo("000000000000000000000000000000ab.000000000000000c");
	}

	@Test
	void metricPointsAndLogRecordsAreNumbered() {
		assertThat(MessageIds.of(TestRecords.metric(), "nuid", 1)).isEqualTo("nuid.1");
		assertThat(MessageIds.of(TestRecords.log(), "nuid", Long.MAX_VALUE)).isEqualTo("nuid.9223372036854775807");
	}

	@Test
	void idThatIsNoneStaysWithinItsHeader() {
		assertThat(MessageIds.of(TestRecords.span("1\r\nNats-Msg-Id: x", "ü 🚀", "")))
			.isEqualTo("0000000000000001__nats-msg-id:_x.000000000000____");
	}

}
