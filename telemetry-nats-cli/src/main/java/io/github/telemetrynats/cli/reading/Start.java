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

import java.time.Instant;

/**
 * Where to start in the stream.
 */
sealed interface Start {

	/**
	 * Return the part of a consumer's configuration that says so.
	 * @return members of a JSON object
	 */
	String json();

	/**
	 * At the first record that is there.
	 */
	record First() implements Start {

		@Override
		public String json() {
			return "\"deliver_policy\":\"all\"";
		}

	}

	/**
	 * At the newest record.
	 */
	record Last() implements Start {

		@Override
		public String json() {
			return "\"deliver_policy\":\"last\"";
		}

	}

	/**
	 * At a sequence of the stream.
	 *
	 * @param sequence the sequence, from 1
	 */
	record At(long sequence) implements Start {

		@Override
		public String json() {
			return "\"deliver_policy\":\"by_start_sequence\",\"opt_start_seq\":" + Math.max(1, this.sequence);
		}

	}

	/**
	 * At the first record that was stored at or after a time.
	 *
	 * @param time the time
	 */
	record Since(Instant time) implements Start {

		@Override
		public String json() {
			return "\"deliver_policy\":\"by_start_time\",\"opt_start_time\":\"" + this.time + '"';
		}

	}

}
