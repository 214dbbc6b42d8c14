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

package io.github.telemetrynats.bridge.mapping;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;

import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.Signal;

/**
 * Puts records together to a request: all of a resource in one place, and in it all of a
 * scope.
 */
public final class OtlpRequests {

	private OtlpRequests() {
	}

	/**
	 * Put records together.
	 * @param signal what all of them are about
	 * @param records the records
	 * @return the request of the signal's service
	 */
	public static Message request(Signal signal, Collection<OtlpRecord> records) {
		return switch (signal) {
			case SPANS -> traces(records);
			case METRICS -> metrics(records);
			case LOGS -> logs(records);
		};
	}

	private static Message traces(Collection<OtlpRecord> records) {
		Map<Origin, Map<String, ScopeSpans.Builder>> resources = new LinkedHashMap<>();
		for (OtlpRecord record : records) {
			ScopeSpans.Builder scope = resources.computeIfAbsent(record.origin(), (origin) -> new LinkedHashMap<>())
				.computeIfAbsent(record.scope(), (name) -> ScopeSpans.newBuilder().setScope(scope(name)));
			for (Message element : record.elements()) {
				scope.addSpans((Span) element);
			}
		}
		ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
		resources.forEach((origin, scopes) -> {
			ResourceSpans.Builder resource = ResourceSpans.newBuilder().setResource(resource(origin));
			scopes.values().forEach(resource::addScopeSpans);
			request.addResourceSpans(resource);
		});
		return request.build();
	}

	private static Message metrics(Collection<OtlpRecord> records) {
		Map<Origin, MetricGroups> resources = new LinkedHashMap<>();
		for (OtlpRecord record : records) {
			MetricGroups groups = resources.computeIfAbsent(record.origin(), (origin) -> new MetricGroups());
			for (Message element : record.elements()) {
				groups.add((Metric) element);
			}
		}
		ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
		resources.forEach((origin,
				groups) -> request.addResourceMetrics(ResourceMetrics.newBuilder()
					.setResource(resource(origin))
					.addScopeMetrics(ScopeMetrics.newBuilder().setScope(scope("")).addAllMetrics(groups.metrics()))));
		return request.build();
	}

	private static Message logs(Collection<OtlpRecord> records) {
		Map<Origin, Map<String, ScopeLogs.Builder>> resources = new LinkedHashMap<>();
		for (OtlpRecord record : records) {
			ScopeLogs.Builder scope = resources.computeIfAbsent(record.origin(), (origin) -> new LinkedHashMap<>())
				.computeIfAbsent(record.scope(), (name) -> ScopeLogs.newBuilder().setScope(scope(name)));
			for (Message element : record.elements()) {
				scope.addLogRecords((LogRecord) element);
			}
		}
		ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
		resources.forEach((origin, scopes) -> {
			ResourceLogs.Builder resource = ResourceLogs.newBuilder().setResource(resource(origin));
			scopes.values().forEach(resource::addScopeLogs);
			request.addResourceLogs(resource);
		});
		return request.build();
	}

	private static InstrumentationScope scope(String name) {
		return InstrumentationScope.newBuilder().setName(name).build();
	}

	// What the record says of its service and instance wins over its resource
	private static Resource resource(Origin origin) {
		Resource.Builder resource = Resource.newBuilder()
			.addAttributes(OtlpValues.attribute("service.name", origin.service()));
		String instance = origin.instance();
		if (instance != null) {
			resource.addAttributes(OtlpValues.attribute("service.instance.id", instance));
		}
		origin.resource().forEach((key, value) -> {
			if (!key.equals("service.name") && !(key.equals("service.instance.id") && instance != null)) {
				resource.addAttributes(OtlpValues.attribute(key, value));
			}
		});
		return resource.build();
	}

}
