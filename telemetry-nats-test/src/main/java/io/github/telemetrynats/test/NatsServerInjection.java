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

package io.github.telemetrynats.test;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Hands the server to the tests of one run of a class.
 */
final class NatsServerInjection implements ParameterResolver, TestInstancePostProcessor {

	private static final Namespace NAMESPACE = Namespace.create(NatsServerInjection.class);

	private static final Map<Class<?>, Function<Server, Object>> TYPES = Map.of(NatsServer.class, Server::get,
			NatsServerExecutable.class, (server) -> server.get().executable(), TelemetryStream.class,
			(server) -> TelemetryStream.of(server.get()));

	static void prepare(ExtensionContext context, NatsServerExecutable executable, NatsServerTest settings) {
		context.getStore(NAMESPACE).put(Server.class, new Server(executable, settings));
	}

	@Override
	public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
		return ExtensionContextScope.TEST_METHOD;
	}

	@Override
	public boolean supportsParameter(ParameterContext parameterContext, ExtensionContext context) {
		return TYPES.containsKey(parameterContext.getParameter().getType());
	}

	@Override
	public Object resolveParameter(ParameterContext parameterContext, ExtensionContext context) {
		return value(parameterContext.getParameter().getType(), context);
	}

	@Override
	public void postProcessTestInstance(Object testInstance, ExtensionContext context) throws IllegalAccessException {
		for (Field field : ReflectionSupport.findFields(testInstance.getClass(), NatsServerInjection::isForUs,
				HierarchyTraversalMode.TOP_DOWN)) {
			field.setAccessible(true);
			if (field.get(testInstance) == null) {
				field.set(testInstance, value(field.getType(), context));
			}
		}
	}

	private static boolean isForUs(Field field) {
		return TYPES.containsKey(field.getType()) && !Modifier.isStatic(field.getModifiers())
				&& !Modifier.isFinal(field.getModifiers());
	}

	private static Object value(Class<?> type, ExtensionContext context) {
		Function<Server, Object> access = TYPES.get(type);
		Server shared = context.getStore(NAMESPACE).get(Server.class, Server.class);
		if (access == null || shared == null) {
			throw new IllegalStateException("No " + type.getSimpleName() + " outside of a @NatsServerTest class");
		}
		return access.apply(shared.settings.perMethod() ? ofMethod(shared, context) : shared);
	}

	private static Server ofMethod(Server shared, ExtensionContext context) {
		if (context.getTestMethod().isEmpty()) {
			throw new IllegalStateException(
					"With @NatsServerTest(perMethod = true) there is no server outside of a test method");
		}
		return context.getStore(NAMESPACE)
			.computeIfAbsent("ofMethod", (key) -> new Server(shared.executable, shared.settings), Server.class);
	}

	/**
	 * A server that starts when it is asked for, and is closed by JUnit together with the
	 * context that it is stored in.
	 */
	private static final class Server implements AutoCloseable {

		private final NatsServerExecutable executable;

		private final NatsServerTest settings;

		private @Nullable NatsServer started;

		Server(NatsServerExecutable executable, NatsServerTest settings) {
			this.executable = executable;
			this.settings = settings;
		}

		synchronized NatsServer get() {
			NatsServer server = this.started;
			if (server == null) {
				server = NatsServer.builder()
					.executable(this.executable)
					.config(this.settings.config())
					.jetStream(this.settings.jetStream())
					.start();
				this.started = server;
			}
			return server;
		}

		@Override
		public synchronized void close() {
			if (this.started != null) {
				this.started.close();
			}
		}

	}

}
