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

package io.github.telemetrynats.autoconfigure.tracing;

import io.micrometer.tracing.exporter.SpanReporter;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.util.ClassUtils;

/**
 * Leaves out Spring Boot's batch processor where it would batch for nobody: with no other
 * exporter and no reporter it costs a thread, a queue, and an entry in it for each span.
 * Where there is an exporter, a reporter or anything that the application defines itself,
 * everything stays as it is.
 */
final class IdleBatchSpanProcessor implements BeanFactoryPostProcessor {

	private static final Logger logger = LoggerFactory.getLogger(IdleBatchSpanProcessor.class);

	private static final String BOOT = ClassUtils.getPackageName(SpanExporters.class);

	private static final String BATCH_PROCESSOR = "otelSpanProcessor";

	private static final String EXPORTERS = "spanExporters";

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (beanFactory instanceof BeanDefinitionRegistry registry && isBoots(registry, BATCH_PROCESSOR)
				&& isBoots(registry, EXPORTERS) && isAlone(beanFactory, BATCH_PROCESSOR, BatchSpanProcessor.class)
				&& hasNone(beanFactory, SpanExporter.class) && hasNone(beanFactory, SpanReporter.class)) {
			registry.removeBeanDefinition(BATCH_PROCESSOR);
			logger.debug("Left out Spring Boot's bean {}: there is no SpanExporter or SpanReporter that it would "
					+ "batch for", BATCH_PROCESSOR);
		}
	}

	private static boolean isBoots(BeanDefinitionRegistry registry, String name) {
		if (!registry.containsBeanDefinition(name)) {
			return false;
		}
		BeanDefinition definition = registry.getBeanDefinition(name);
		String factory = definition.getFactoryBeanName();
		return name.equals(definition.getFactoryMethodName()) && factory != null && factory.startsWith(BOOT + '.');
	}

	private static boolean isAlone(ConfigurableListableBeanFactory beanFactory, String name, Class<?> type) {
		String[] names = beanFactory.getBeanNamesForType(type, true, false);
		return names.length == 1 && name.equals(names[0]);
	}

	private static boolean hasNone(ConfigurableListableBeanFactory beanFactory, Class<?> type) {
		return beanFactory.getBeanNamesForType(type, true, false).length == 0;
	}

}
