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

package io.github.telemetrynats.sample;

import java.util.UUID;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.BaggageInScope;
import io.micrometer.tracing.Tracer;
import org.springframework.stereotype.Component;

/**
 * Runs something under a run id, which is then on every span and every log of the run,
 * here and in the services that are called: as baggage, see
 * {@code management.tracing.baggage} in {@code application.yml}. Never on a meter, which
 * would make them without number.
 */
@Component
class Runs {

	static final String RUN_ID = "run_id";

	private final ObservationRegistry observations;

	private final Tracer tracer;

	Runs(ObservationRegistry observations, Tracer tracer) {
		this.observations = observations;
		this.tracer = tracer;
	}

	static String newId() {
		return UUID.randomUUID().toString().substring(0, 8);
	}

	<T> T run(String runId, String source, Supplier<T> task) {
		try (BaggageInScope scope = this.tracer.createBaggageInScope(RUN_ID, runId)) {
			return Observation.createNotStarted("order.run", this.observations)
				.lowCardinalityKeyValue("source", source)
				.observe(task);
		}
	}

}
