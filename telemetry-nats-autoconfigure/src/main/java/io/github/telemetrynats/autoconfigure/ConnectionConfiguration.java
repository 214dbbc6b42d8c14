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
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.github.telemetrynats.connection.TelemetryConnection;
import io.github.telemetrynats.record.Origin;

/**
 * The connection, and who writes over it.
 */
@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {

	@Bean(ClosingLast.BEAN_NAME)
	static ClosingLast telemetryNatsClosing() {
		return new ClosingLast();
	}

	@Bean
	static DeliveryStart telemetryNatsDeliveryStart() {
		return new DeliveryStart();
	}

	@Bean
	@ConditionalOnMissingBean
	Origin telemetryNatsOrigin(TelemetryNatsProperties properties, Environment environment) {
		return ProcessOrigin.of(properties, environment);
	}

	@Bean
	@ConditionalOnMissingBean(NatsTelemetryConnectionDetails.class)
	PropertiesNatsTelemetryConnectionDetails natsTelemetryConnectionDetails(ConnectionProperties properties,
			ObjectProvider<SslBundles> sslBundles) {
		return new PropertiesNatsTelemetryConnectionDetails(properties, sslBundles.getIfAvailable());
	}

	@Bean(destroyMethod = "")
	@ConditionalOnMissingBean
	TelemetryConnection telemetryNatsConnection(ConnectionProperties properties,
			ObjectProvider<NatsTelemetryConnectionDetails> details,
			ObjectProvider<NatsTelemetryOptionsCustomizer> customizers, Origin origin,
			ConfigurableListableBeanFactory beanFactory, DeliveryStart start, ClosingLast closing) {
		TelemetryConnection connection = properties.useExisting() ? ExistingConnection.in(beanFactory)
				: ConnectionFactory.prepare(properties, details.getObject(), customizers.orderedStream().toList(),
						origin.service());
		start.add(connection::begin);
		closing.add(connection::close);
		return connection;
	}

}
