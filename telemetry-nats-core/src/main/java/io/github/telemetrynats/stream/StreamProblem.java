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

package io.github.telemetrynats.stream;

import java.util.List;
import java.util.Locale;

import io.github.telemetrynats.record.Subjects;

/**
 * Says what is wrong and which property to change. The error codes are nats-server's
 * ({@code server/errors.json}).
 */
final class StreamProblem {

	private static final String PREFIX = "telemetry.nats.stream.";

	private final StreamSettings settings;

	StreamProblem(StreamSettings settings) {
		this.settings = settings;
	}

	String missing() {
		return "the stream does not exist and " + PREFIX + "provision is " + provision()
				+ ": create it, or set create-or-update";
	}

	String notTold(StreamApiException failure) {
		return switch (failure.kind()) {
			case NO_JETSTREAM -> "JetStream is not enabled on the server: enable it (nats-server -js), "
					+ "or set telemetry.nats.connection.servers to one that has it";
			case NOT_PERMITTED -> "the user may not " + failure.detail()
					+ ": allow it, set another user in telemetry.nats.connection, or set " + PREFIX + "provision to "
					+ modeWithout(failure.detail());
			case NO_ANSWER, DISCONNECTED -> "the server did not answer to " + failure.detail()
					+ " in time: see its log, or raise telemetry.nats.connection.request-timeout";
			case REFUSED -> refused(failure);
		};
	}

	private String refused(StreamApiException failure) {
		String said = " (" + failure.detail() + ", " + failure.errorCode() + ")";
		return switch (failure.errorCode()) {
			case 10039 -> "JetStream is not enabled for the account: enable it in the server's configuration, or set "
					+ "another user in telemetry.nats.connection" + said;
			case 10076 -> "JetStream is not enabled on the server" + said;
			case 10023, 10028, 10047 -> "the server has not enough storage for " + PREFIX + "max-bytes "
					+ this.settings.maxBytes() + ": lower it, or raise the limit of the server or account" + said;
			case 10113, 10122 -> "the account limits how large a stream may be: set " + PREFIX
					+ "max-bytes accordingly, " + "it is " + this.settings.maxBytes() + said;
			case 10002, 10027 -> "the account has no room for another stream: raise its limits, or set " + PREFIX
					+ "name to a stream that exists" + said;
			case 10005, 10074 -> "the server cannot keep as many copies as " + PREFIX + "replicas says, which is "
					+ this.settings.replicas() + ": lower it, or use a cluster" + said;
			case 10065 -> overlap(List.of()) + said;
			default -> "the server refuses the stream's configuration: see " + PREFIX + "*" + said;
		};
	}

	String overlap(List<String> otherStreams) {
		String subjects = new Subjects(this.settings.subjectPrefix()).all();
		String others = otherStreams.isEmpty() ? "another stream" : "the stream " + String.join(", ", otherStreams);
		return "the subjects " + subjects + " overlap with those of " + others + ": set another " + PREFIX
				+ "subject-prefix, or set " + PREFIX + "name to that stream";
	}

	private static String modeWithout(String permission) {
		boolean readsStreams = !permission.contains(".CREATE.") && !permission.contains(".UPDATE.");
		return readsStreams ? "none" : "validate";
	}

	private String provision() {
		return this.settings.provisioning().name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
