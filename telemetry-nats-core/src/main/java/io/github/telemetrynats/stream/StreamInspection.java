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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.nats.client.support.JsonValue;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.record.Subjects;

/**
 * One look at the stream at a time: creates it, compares it field by field and changes
 * what may be changed. Never does what would delete records or copies of them. Not safe
 * for use by several threads.
 */
final class StreamInspection {

	private static final String NOT_TAKEN_OVER = "the server did not take it over, it may be too old";

	private static final String REFUSED = "the server refused the update";

	private final StreamSettings settings;

	private final StreamProblem problem;

	/** An update is not asked for again that was refused already. */
	private @Nullable List<String> refusedUpdate;

	private @Nullable String refusal;

	StreamInspection(StreamSettings settings) {
		this.settings = settings;
		this.problem = new StreamProblem(settings);
	}

	/**
	 * Forget that the server refused something: it may be another one.
	 */
	void forget() {
		this.refusedUpdate = null;
		this.refusal = null;
	}

	/**
	 * Look at the stream, and do about it what the settings say.
	 * @param api where the stream is
	 * @return what was found, or {@code null} if the connection was lost
	 */
	@Nullable Finding look(StreamApi api) {
		try {
			return find(api);
		}
		catch (StreamApiException ex) {
			if (ex.kind() == StreamApiException.Kind.DISCONNECTED) {
				return null;
			}
			return Finding.unknown(this.problem.notTold(ex), ex.kind() == StreamApiException.Kind.NO_ANSWER);
		}
	}

	private Finding find(StreamApi api) throws StreamApiException {
		StreamInfoAnswer info;
		try {
			info = api.info(this.settings.name());
		}
		catch (StreamApiException ex) {
			if (!ex.isStreamNotFound()) {
				throw ex;
			}
			return (this.settings.provisioning() == Provisioning.VALIDATE) ? Finding.missing(this.problem.missing())
					: create(api);
		}
		List<StreamField> fields = differing(info);
		if (fields.isEmpty()) {
			return Finding.ready(info, null);
		}
		if (this.settings.provisioning() != Provisioning.CREATE_OR_UPDATE) {
			String mode = this.settings.provisioning().name().toLowerCase(Locale.ROOT);
			return Finding.different(info,
					describe(fields, info, (field) -> "telemetry.nats.stream.provision is " + mode), null, null);
		}
		return update(api, info, fields);
	}

	private Finding create(StreamApi api) throws StreamApiException {
		StreamInfoAnswer info;
		try {
			info = api.create(this.settings.name(), StreamField.configuration(this.settings));
		}
		catch (StreamApiException ex) {
			if (ex.isNameInUse()) {
				// Another instance was faster, and is configured differently
				return find(api);
			}
			if (ex.kind() == StreamApiException.Kind.DISCONNECTED) {
				throw ex;
			}
			return Finding.missing(explain(api, ex));
		}
		String done = "created for " + new Subjects(this.settings.subjectPrefix()).all();
		List<StreamField> fields = differing(info);
		return fields.isEmpty() ? Finding.ready(info, done)
				: Finding.different(info, describe(fields, info, (field) -> NOT_TAKEN_OVER), null, done);
	}

	private Finding update(StreamApi api, StreamInfoAnswer info, List<StreamField> fields) throws StreamApiException {
		List<StreamField> changeable = fields.stream().filter((field) -> objection(api, field, info) == null).toList();
		List<String> descriptions = describe(changeable, info, (field) -> null);
		if (changeable.isEmpty() || descriptions.equals(this.refusedUpdate)) {
			String refusal = changeable.isEmpty() ? null : this.refusal;
			return Finding.different(info, describe(fields, info, (field) -> {
				String objection = objection(api, field, info);
				return (objection != null) ? objection : REFUSED;
			}), refusal, null);
		}
		StreamInfoAnswer changed;
		try {
			JsonValue configuration = StreamField.changed(info.configuration(), changeable, this.settings);
			changed = api.update(this.settings.name(), configuration);
		}
		catch (StreamApiException ex) {
			if (ex.kind() == StreamApiException.Kind.DISCONNECTED || ex.isStreamNotFound()) {
				throw ex;
			}
			this.refusedUpdate = descriptions;
			this.refusal = explain(api, ex);
			return update(api, info, fields);
		}
		String done = "updated: " + String.join("; ", descriptions);
		List<StreamField> remaining = differing(changed);
		return remaining.isEmpty() ? Finding.ready(changed, done)
				: Finding.different(changed, describe(remaining, changed, (field) -> {
					String objection = objection(api, field, changed);
					return (objection != null) ? objection : NOT_TAKEN_OVER;
				}), null, changed.configuration().equals(info.configuration()) ? null : done);
	}

	// What speaks against changing a field of a stream that is there
	private @Nullable String objection(StreamApi api, StreamField field, StreamInfoAnswer info) {
		return switch (field) {
			case STORAGE, RETENTION -> "it can only be set on a new stream";
			case MAX_BYTES -> (this.settings.maxBytes() >= 0 && info.bytes() > this.settings.maxBytes())
					? "it would delete records that are stored" : null;
			case MAX_AGE -> (!this.settings.maxAge().isZero() && info.hasOlderThan(this.settings.maxAge()))
					? "it would delete records that are stored" : null;
			case REPLICAS -> {
				if (this.settings.replicas() < StreamField.REPLICAS.number(info.configuration())) {
					yield "it would delete copies";
				}
				yield api.isClustered() ? null : "the server is not in a cluster";
			}
			default -> null;
		};
	}

	private String explain(StreamApi api, StreamApiException failure) {
		if (failure.errorCode() == 10065) {
			try {
				List<String> others = new ArrayList<>(
						api.namesBySubject(new Subjects(this.settings.subjectPrefix()).all()));
				others.remove(this.settings.name());
				return this.problem.overlap(others);
			}
			catch (StreamApiException ex) {
				// It must do without the other stream's name
			}
		}
		return this.problem.notTold(failure);
	}

	private List<StreamField> differing(StreamInfoAnswer info) {
		return Arrays.stream(StreamField.values())
			.filter((field) -> field.differs(info.configuration(), this.settings))
			.toList();
	}

	private List<String> describe(List<StreamField> fields, StreamInfoAnswer info, Reason reason) {
		return fields.stream().map((field) -> {
			String why = reason.of(field);
			return field.describe(info.configuration(), this.settings)
					+ ((why != null) ? " (not changed: " + why + ")" : "");
		}).toList();
	}

	/**
	 * Why a field is not changed.
	 */
	@FunctionalInterface
	private interface Reason {

		@Nullable String of(StreamField field);

	}

}
