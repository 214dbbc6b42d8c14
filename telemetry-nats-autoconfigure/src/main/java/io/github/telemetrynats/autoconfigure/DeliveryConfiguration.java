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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.publisher.Room;
import io.github.telemetrynats.publisher.TelemetryPublisher;
import io.github.telemetrynats.record.Subjects;
import io.github.telemetrynats.stream.StreamProvisioner;

/**
 * The stream, and the publisher that delivers to it.
 */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

	@Bean(destroyMethod = "")
	@ConditionalOnMissingBean
	StreamProvisioner telemetryNatsStreamProvisioner(TelemetryConnection connection, Environment environment,
			ObjectProvider<StreamProperties> properties, ClosingLast closing) {
		StreamProvisioner provisioner = new StreamProvisioner(connection,
				StreamProperties.settings(environment, properties));
		connection.addListener(provisioner);
		closing.add(provisioner::close);
		return provisioner;
	}

	@Bean(destroyMethod = "")
	@ConditionalOnMissingBean
	TelemetryPublisher telemetryNatsPublisher(TelemetryConnection connection, StreamProvisioner provisioner,
			Environment environment, ObjectProvider<StreamProperties> streamProperties,
			ObjectProvider<PublisherProperties> properties, DeliveryStart start, ClosingLast closing) {
		TelemetryPublisher publisher = TelemetryPublisher.prepare(connection,
				new Subjects(StreamProperties.settings(environment, streamProperties).subjectPrefix()),
				PublisherProperties.settings(environment, properties), new ProvisionedStream(provisioner));
		if (publisher.settings().spool() != null) {
			// What is not in its files yet, a kill takes
			publisher.begin();
		}
		start.add(publisher::begin);
		start.watch(connection::schedule, () -> publisher.room() != Room.ENOUGH);
		closing.add(publisher::close);
		closing.add(start::now);
		return publisher;
	}

}
