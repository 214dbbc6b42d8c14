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

/**
 * AssertJ assertions on what is in the stream. <pre>{@code
 * assertThat(TelemetryStream.of(server)).hasSpan("http post /orders").hasLog("warn", "order 4711").meetsContract();
 * }</pre>
 */
public final class TelemetryAssertions {

	private TelemetryAssertions() {
	}

	/**
	 * Begin assertions on a stream.
	 * @param actual the stream
	 * @return the assertions
	 */
	public static TelemetryStreamAssert assertThat(TelemetryStream actual) {
		return new TelemetryStreamAssert(actual);
	}

	/**
	 * Begin assertions on one message.
	 * @param actual the message
	 * @return the assertions
	 */
	public static StoredMessageAssert assertThat(StoredMessage actual) {
		return new StoredMessageAssert(actual);
	}

}
