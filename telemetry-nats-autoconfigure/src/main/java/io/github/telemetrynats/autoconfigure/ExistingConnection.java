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

import io.nats.client.Connection;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import io.github.telemetrynats.connection.TelemetryConnection;

/**
 * The application's own connection ({@code telemetry.nats.connection.use-existing}).
 */
final class ExistingConnection {

	private static final String KEY = "telemetry.nats.connection.use-existing";

	private ExistingConnection() {
	}

	/**
	 * Use the application's one connection, and see to it that what we still have to
	 * deliver is delivered before Spring closes it.
	 * @param beanFactory where the connection is looked for
	 * @return the connection, which is not closed by us
	 */
	static TelemetryConnection in(ConfigurableListableBeanFactory beanFactory) {
		List<String> names = List.of(beanFactory.getBeanNamesForType(Connection.class));
		Connection connection = beanFactory.getBeanProvider(Connection.class).getIfUnique();
		if (connection == null) {
			throw notOne(names);
		}
		names.forEach((name) -> beanFactory.registerDependentBean(name, ClosingLast.BEAN_NAME));
		return TelemetryConnection.using(connection);
	}

	private static RuntimeException notOne(List<String> names) {
		String found = names.isEmpty() ? "there is none" : "there are several and none is @Primary: " + names;
		return new Setting(KEY, true)
			.invalid("exactly one bean of type " + Connection.class.getName() + ", but " + found);
	}

}
