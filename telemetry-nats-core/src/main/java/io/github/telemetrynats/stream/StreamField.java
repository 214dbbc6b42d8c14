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

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.record.Subjects;

/**
 * The fields of a stream's configuration that are managed here (contract, section 1), as
 * the server has them: durations in nanoseconds, enums in lower case. All others are left
 * as they are.
 */
enum StreamField {

	SUBJECTS("subjects", "subject-prefix", ""), RETENTION("retention", null, "limits"),
	STORAGE("storage", "storage", "file"), MAX_AGE("max_age", "max-age", "0"),
	MAX_BYTES("max_bytes", "max-bytes", "-1"), DUPLICATE_WINDOW("duplicate_window", "duplicate-window", "0"),
	DISCARD("discard", "discard", "old"), REPLICAS("num_replicas", "replicas", "1");

	private final String key;

	private final @Nullable String property;

	private final String absent;

	StreamField(String key, @Nullable String property, String absent) {
		this.key = key;
		this.property = property;
		this.absent = absent;
	}

	/**
	 * Return the configuration of a new stream.
	 * @param settings what it should be like
	 * @return the configuration
	 */
	static JsonValue configuration(StreamSettings settings) {
		Map<String, JsonValue> configuration = new HashMap<>();
		configuration.put("name", new JsonValue(settings.name()));
		for (StreamField field : values()) {
			configuration.put(field.key, field.wanted(settings));
		}
		return new JsonValue(configuration);
	}

	/**
	 * Return a configuration with some fields as they should be and all others as before.
	 * @param configuration the server's own
	 * @param fields the fields to change
	 * @param settings what they should be like
	 * @return a new configuration
	 */
	static JsonValue changed(JsonValue configuration, List<StreamField> fields, StreamSettings settings) {
		Map<String, JsonValue> changed = new HashMap<>(configuration.map);
		for (StreamField field : fields) {
			JsonValue wanted = field.wanted(settings);
			changed.put(field.key, (field == SUBJECTS) ? withSubject(configuration, settings) : wanted);
		}
		return new JsonValue(changed);
	}

	private static JsonValue withSubject(JsonValue configuration, StreamSettings settings) {
		String wanted = new Subjects(settings.subjectPrefix()).all();
		List<JsonValue> subjects = new ArrayList<>();
		for (String subject : JsonValueUtils.readStringList(configuration, SUBJECTS.key)) {
			if (!covers(wanted, subject)) {
				subjects.add(new JsonValue(subject));
			}
		}
		subjects.add(new JsonValue(wanted));
		return new JsonValue(subjects);
	}

	/**
	 * Return whether all subjects of one pattern are among those of another.
	 * @param pattern a subject that may have wildcards
	 * @param other a subject that may have wildcards
	 * @return whether the pattern takes all of the other
	 */
	static boolean covers(String pattern, String other) {
		String[] tokens = pattern.split("\\.");
		String[] others = other.split("\\.");
		for (int i = 0; i < tokens.length; i++) {
			if (tokens[i].equals(">")) {
				return others.length > i;
			}
			boolean taken = i < others.length && !others[i].equals(">")
					&& (tokens[i].equals("*") || tokens[i].equals(others[i]));
			if (!taken) {
				return false;
			}
		}
		return others.length == tokens.length;
	}

	/**
	 * Return the property that this field comes from.
	 * @return the property, or what stands for it
	 */
	String property() {
		return (this.property != null) ? "telemetry.nats.stream." + this.property : "the contract's " + this.key;
	}

	boolean differs(JsonValue configuration, StreamSettings settings) {
		if (this == SUBJECTS) {
			String wanted = new Subjects(settings.subjectPrefix()).all();
			return JsonValueUtils.readStringList(configuration, this.key)
				.stream()
				.noneMatch((subject) -> covers(subject, wanted));
		}
		return !actual(configuration).equals(actual(configuration(settings)));
	}

	/**
	 * Say what the field is and what it should be.
	 * @param configuration the server's
	 * @param settings what it should be like
	 * @return for example {@code max_age is 1h, telemetry.nats.stream.max-age is 7d}
	 */
	String describe(JsonValue configuration, StreamSettings settings) {
		return this.key + " is " + show(configuration) + ", " + property() + " is " + show(configuration(settings));
	}

	long number(JsonValue configuration) {
		return JsonValueUtils.readLong(configuration, this.key, Long.parseLong(this.absent));
	}

	private Object actual(JsonValue configuration) {
		return switch (this) {
			case MAX_AGE, MAX_BYTES, DUPLICATE_WINDOW, REPLICAS -> number(configuration);
			default -> JsonValueUtils.readString(configuration, this.key, this.absent);
		};
	}

	private String show(JsonValue configuration) {
		return switch (this) {
			case SUBJECTS -> String.join(" ", JsonValueUtils.readStringList(configuration, this.key));
			case MAX_AGE, DUPLICATE_WINDOW -> show(Duration.ofNanos(number(configuration)));
			default -> actual(configuration).toString();
		};
	}

	private static String show(Duration duration) {
		long millis = duration.toMillis();
		if (millis != 0 && millis % Duration.ofDays(1).toMillis() == 0) {
			return duration.toDays() + "d";
		}
		if (millis != 0 && millis % Duration.ofHours(1).toMillis() == 0) {
			return duration.toHours() + "h";
		}
		return (millis % 1000 == 0) ? duration.toSeconds() + "s" : millis + "ms";
	}

	private JsonValue wanted(StreamSettings settings) {
		return switch (this) {
			case SUBJECTS -> new JsonValue(List.of(new JsonValue(new Subjects(settings.subjectPrefix()).all())));
			case RETENTION -> new JsonValue("limits");
			case STORAGE -> new JsonValue(settings.storage().toString());
			case MAX_AGE -> new JsonValue(settings.maxAge().toNanos());
			case MAX_BYTES -> new JsonValue(settings.maxBytes());
			case DUPLICATE_WINDOW -> new JsonValue(settings.duplicateWindow().toNanos());
			case DISCARD -> new JsonValue(settings.discard().toString());
			case REPLICAS -> new JsonValue(settings.replicas());
		};
	}

}
