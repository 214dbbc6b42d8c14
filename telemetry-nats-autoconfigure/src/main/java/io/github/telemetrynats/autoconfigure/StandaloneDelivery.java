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

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ssl.JksSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;

import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.publisher.TelemetryPublisher;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Subjects;
import io.github.telemetrynats.stream.StreamProvisioner;

/**
 * Connection, stream and publisher made from an environment alone, for what has to be
 * delivered when there are no beans: the logs of a start that failed. Connection details
 * and customizers that are beans are not known here. Safe for use by several threads.
 */
public final class StandaloneDelivery implements AutoCloseable {

	private final Origin origin;

	private final TelemetryConnection connection;

	private final StreamProvisioner provisioner;

	private final TelemetryPublisher publisher;

	private StandaloneDelivery(Origin origin, TelemetryConnection connection, StreamProperties streamProperties,
			PublisherProperties publisherProperties) {
		this.origin = origin;
		this.connection = connection;
		this.provisioner = new StreamProvisioner(connection, streamProperties.toSettings());
		connection.addListener(this.provisioner);
		this.publisher = TelemetryPublisher.start(connection, new Subjects(streamProperties.subjectPrefix()),
				publisherProperties.toSettings(), new ProvisionedStream(this.provisioner));
	}

	/**
	 * Open the way to the stream, unless it leads over a bean of the application.
	 * @param environment says where and how
	 * @return the open way, or {@code null} with
	 * {@code telemetry.nats.connection.use-existing}
	 * @throws RuntimeException if the environment's values are invalid
	 */
	public static @Nullable StandaloneDelivery open(Environment environment) {
		Binder binder = Binder.get(environment);
		ConnectionProperties properties = binder.bindOrCreate("telemetry.nats.connection", ConnectionProperties.class);
		if (properties.useExisting()) {
			return null;
		}
		StreamProperties stream = binder.bindOrCreate("telemetry.nats.stream", StreamProperties.class);
		PublisherProperties publisher = binder.bindOrCreate("telemetry.nats.publisher", PublisherProperties.class);
		Origin origin = ProcessOrigin.of(binder.bindOrCreate("telemetry.nats", TelemetryNatsProperties.class),
				environment);
		NatsTelemetryConnectionDetails details = new PropertiesNatsTelemetryConnectionDetails(properties,
				sslBundles(binder, properties.ssl().bundle()));
		TelemetryConnection connection = ConnectionFactory.open(properties, details, List.of(), origin.service());
		try {
			return new StandaloneDelivery(origin, connection, stream, publisher);
		}
		catch (RuntimeException ex) {
			connection.close();
			throw ex;
		}
	}

	private static SslBundles sslBundles(Binder binder, @Nullable String name) {
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
		if (name != null && !name.isEmpty()) {
			binder.bind("spring.ssl.bundle.pem." + name, PemSslBundleProperties.class)
				.ifBound((properties) -> bundles.registerBundle(name, PropertiesSslBundle.get(properties)));
			binder.bind("spring.ssl.bundle.jks." + name, JksSslBundleProperties.class)
				.ifBound((properties) -> bundles.registerBundle(name, PropertiesSslBundle.get(properties)));
		}
		return bundles;
	}

	/**
	 * Return who writes.
	 * @return the origin
	 */
	public Origin origin() {
		return this.origin;
	}

	/**
	 * Return the publisher.
	 * @return the publisher, until this is closed
	 */
	public TelemetryPublisher publisher() {
		return this.publisher;
	}

	/**
	 * Deliver what was taken, within the close timeout, and close the connection.
	 */
	@Override
	public void close() {
		this.publisher.close();
		this.provisioner.close();
		this.connection.close();
	}

}
