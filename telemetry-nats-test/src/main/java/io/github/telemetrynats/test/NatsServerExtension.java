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

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Runs a class that is annotated with {@link NatsServerTest} once for each server that
 * tests run against.
 */
final class NatsServerExtension implements ClassTemplateInvocationContextProvider {

	@Override
	public boolean supportsClassTemplate(ExtensionContext context) {
		return AnnotationSupport.isAnnotated(context.getRequiredTestClass(), NatsServerTest.class);
	}

	@Override
	public Stream<? extends ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
			ExtensionContext context) {
		NatsServerTest settings = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), NatsServerTest.class)
			.orElseThrow();
		return NatsServerExecutable.findAll().stream().map((executable) -> new Invocation(executable, settings));
	}

	/**
	 * One run of the class.
	 *
	 * @param executable the server that it runs against
	 * @param settings what the class asks for
	 */
	private record Invocation(NatsServerExecutable executable,
			NatsServerTest settings) implements ClassTemplateInvocationContext {

		@Override
		public String getDisplayName(int invocationIndex) {
			return "nats-server " + this.executable.version();
		}

		@Override
		public List<Extension> getAdditionalExtensions() {
			return List.of(new NatsServerInjection());
		}

		@Override
		public void prepareInvocation(ExtensionContext context) {
			NatsServerInjection.prepare(context, this.executable, this.settings);
		}

	}

}
