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

import com.fasterxml.jackson.core.io.SerializedString;

/**
 * The names of a record's fields (contract, section 3), each of which is encoded once.
 */
final class FieldNames {

	static final SerializedString ATTRIBUTES = new SerializedString("attributes");

	static final SerializedString BUCKETS = new SerializedString("buckets");

	static final SerializedString COUNT = new SerializedString("count");

	static final SerializedString DESCRIPTION = new SerializedString("description");

	static final SerializedString DURATION_MS = new SerializedString("duration_ms");

	static final SerializedString END_TIME = new SerializedString("end_time");

	static final SerializedString ERROR = new SerializedString("error");

	static final SerializedString EVENTS = new SerializedString("events");

	static final SerializedString FIELDS = new SerializedString("fields");

	static final SerializedString INSTANCE = new SerializedString("instance");

	static final SerializedString KIND = new SerializedString("kind");

	static final SerializedString LE = new SerializedString("le");

	static final SerializedString LEVEL = new SerializedString("level");

	static final SerializedString LINKS = new SerializedString("links");

	static final SerializedString LOGGER = new SerializedString("logger");

	static final SerializedString MAX = new SerializedString("max");

	static final SerializedString MESSAGE = new SerializedString("message");

	static final SerializedString NAME = new SerializedString("name");

	static final SerializedString PARENT_ID = new SerializedString("parent_id");

	static final SerializedString QUANTILES = new SerializedString("quantiles");

	static final SerializedString REMOTE_SERVICE = new SerializedString("remote_service");

	static final SerializedString RESOURCE = new SerializedString("resource");

	static final SerializedString SERVICE = new SerializedString("service");

	static final SerializedString SPAN_ID = new SerializedString("span_id");

	static final SerializedString START_TIME = new SerializedString("start_time");

	static final SerializedString STATUS = new SerializedString("status");

	static final SerializedString SUM = new SerializedString("sum");

	static final SerializedString TAGS = new SerializedString("tags");

	static final SerializedString THREAD = new SerializedString("thread");

	static final SerializedString TIME = new SerializedString("time");

	static final SerializedString TIMESTAMP = new SerializedString("timestamp");

	static final SerializedString TRACE_ID = new SerializedString("trace_id");

	static final SerializedString TRUNCATED = new SerializedString("truncated");

	static final SerializedString TYPE = new SerializedString("type");

	static final SerializedString UNIT = new SerializedString("unit");

	static final SerializedString VALUE = new SerializedString("value");

	private FieldNames() {
	}

}
