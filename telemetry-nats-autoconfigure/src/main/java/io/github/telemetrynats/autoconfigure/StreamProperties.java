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

package io.github.telemetrynats.autoconfigure;

import java.time.Duration;

import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StorageType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

import io.github.telemetrynats.stream.Provisioning;
import io.github.telemetrynats.stream.StreamSettings;

/**
 * Configuration properties of the stream that records land in.
 *
 * @param name Name of the stream.
 * @param subjectPrefix First tokens of the subjects of the stream.
 * @param storage Where the server keeps the stream.
 * @param maxAge After how long records expire. Zero keeps them until the stream is full.
 * @param maxBytes How large the stream may become. A negative value sets no limit.
 * @param duplicateWindow For how long the server recognises a record that it has already
 * stored.
 * @param discard What gives way when the stream is full.
 * @param replicas On how many servers of a cluster the stream is kept.
 * @param provision What to do about the stream at start-up, and whenever the server says
 * that it is not there.
 */
@Lazy
@ConfigurationProperties(StreamProperties.PREFIX)
record StreamProperties(@DefaultValue("TELEMETRY") String name, @DefaultValue("telemetry") String subjectPrefix,
		@DefaultValue("file") StorageType storage, @DefaultValue("7d") Duration maxAge,
		@DefaultValue("1GB") DataSize maxBytes, @DefaultValue("5s") Duration duplicateWindow,
		@DefaultValue("old") DiscardPolicy discard, @DefaultValue("1") int replicas,
		@DefaultValue("create-or-update") Provisioning provision) {

	static final String PREFIX = "telemetry.nats.stream";

	static StreamSettings settings(Environment environment, ObjectProvider<StreamProperties> properties) {
		return Configured.below(environment, PREFIX) ? properties.getObject().toSettings() : StreamSettings.defaults();
	}

	StreamSettings toSettings() {
		return new StreamSettings(this.name, this.subjectPrefix, this.storage, this.maxAge,
				this.maxBytes.isNegative() ? -1 : this.maxBytes.toBytes(), this.duplicateWindow, this.discard,
				this.replicas, this.provision);
	}

}
