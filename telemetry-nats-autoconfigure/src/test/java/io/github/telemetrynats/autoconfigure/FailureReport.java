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

import java.util.Objects;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

/**
 * What Spring Boot prints when a start fails, as it finds it: through all analyzers that
 * are registered.
 */
public final class FailureReport implements FailureAnalysisReporter {

	private static final ThreadLocal<FailureAnalysis> LATEST = new ThreadLocal<>();

	@Override
	public void report(FailureAnalysis analysis) {
		LATEST.set(analysis);
	}

	/**
	 * Return what is printed.
	 * @param context the context that failed
	 * @param failure what it failed with
	 * @return description and action
	 */
	public static String of(ConfigurableApplicationContext context, Throwable failure) {
		LATEST.remove();
		SpringFactoriesLoader.forDefaultResourceLocation()
			.load(SpringBootExceptionReporter.class, ArgumentResolver.of(ConfigurableApplicationContext.class, context))
			.forEach((reporter) -> reporter.reportException(failure));
		FailureAnalysis analysis = Objects.requireNonNull(LATEST.get(), "no analysis of " + failure);
		return analysis.getDescription() + '\n' + analysis.getAction();
	}

}
