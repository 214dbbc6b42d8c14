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

import java.util.ArrayDeque;
import java.util.Deque;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;

/**
 * Closes the way out after every other bean is destroyed, so that the last logs, spans
 * and metrics of all of them still find it open. Spring destroys beans in the reverse
 * order in which they were created, and those of the application are usually created
 * before ours; therefore this takes its place in that order before any bean is created.
 * For use by the auto-configurations beside this one. Safe for use by several threads.
 */
public final class ClosingLast implements BeanFactoryPostProcessor {

	private static final Logger logger = LoggerFactory.getLogger(ClosingLast.class);

	static final String BEAN_NAME = "telemetryNatsClosing";

	private final Deque<Runnable> actions = new ArrayDeque<>();

	ClosingLast() {
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (beanFactory instanceof DefaultSingletonBeanRegistry registry) {
			registry.registerDisposableBean(BEAN_NAME, this::closeAll);
		}
	}

	/**
	 * Add what is to be done. What was added last is done first.
	 * @param action what to do; if it throws, that is logged and the rest is done
	 */
	public synchronized void add(Runnable action) {
		this.actions.push(action);
	}

	private synchronized void closeAll() {
		while (!this.actions.isEmpty()) {
			try {
				this.actions.pop().run();
			}
			catch (RuntimeException | LinkageError ex) {
				logger.warn("A part of the telemetry pipeline could not be closed; the rest is closed all the same",
						ex);
			}
		}
	}

}
