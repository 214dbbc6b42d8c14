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

package io.github.telemetrynats.bridge.export;

import java.nio.charset.StandardCharsets;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OtlpJson}.
 */
class OtlpJsonTests {

	@Test
	void idsAreHexKindsAreNumbersAndTimesAreTexts() {
		Span span = Span.newBuilder()
			.setTraceId(ByteString.fromHex("a1b2c3d4e5f60718293a4b5c6d7e8f90"))
			.setSpanId(ByteString.fromHex("f6e5d4c3b2a10987"))
			.setParentSpanId(ByteString.fromHex("1a2b3c4d5e6f7081"))
			.setName("n")
			.setKind(Span.SpanKind.SPAN_KIND_SERVER)
			.setStartTimeUnixNano(-1)
			.setEndTimeUnixNano(1_705_314_600_000_000_001L)
			.setDroppedLinksCount(-1)
			.addAttributes(KeyValue.newBuilder().setKey("i").setValue(AnyValue.newBuilder().setIntValue(-7)))
			.addAttributes(KeyValue.newBuilder().setKey("d").setValue(AnyValue.newBuilder().setDoubleValue(1.5)))
			.addAttributes(KeyValue.newBuilder().setKey("b").setValue(AnyValue.newBuilder().setBoolValue(false)))
			.build();
		assertThat(new String(OtlpJson.write(span), StandardCharsets.UTF_8))
			.isEqualTo("{\"traceId\":\"a1b2c3d4e5f60718293a4b5c6d7e8f90\",\"spanId\":\"f6e5d4c3b2a10987\","
					+ "\"parentSpanId\":\"1a2b3c4d5e6f7081\",\"name\":\"n\",\"kind\":2,"
					+ "\"startTimeUnixNano\":\"18446744073709551615\",\"endTimeUnixNano\":\"1705314600000000001\","
					+ "\"attributes\":[{\"key\":\"i\",\"value\":{\"intValue\":\"-7\"}},"
					+ "{\"key\":\"d\",\"value\":{\"doubleValue\":1.5}},{\"key\":\"b\",\"value\":{\"boolValue\":false}}],"
					+ "\"droppedLinksCount\":4294967295}");
	}

	@Test
	void aRequestIsNestedAsTheProtocolHasIt() {
		ExportMetricsServiceRequest request = ExportMetricsServiceRequest.newBuilder()
			.addResourceMetrics(ResourceMetrics.newBuilder()
				.addScopeMetrics(ScopeMetrics.newBuilder()
					.addMetrics(Metric.newBuilder()
						.setName("m")
						.setHistogram(Histogram.newBuilder()
							.setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
							.addDataPoints(HistogramDataPoint.newBuilder()
								.setCount(2)
								.setSum(0)
								.addExplicitBounds(10)
								.addBucketCounts(2)
								.addBucketCounts(0))))))
			.build();
		assertThat(new String(OtlpJson.write(request), StandardCharsets.UTF_8))
			.isEqualTo("{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"m\",\"histogram\":"
					+ "{\"dataPoints\":[{\"count\":\"2\",\"sum\":0.0,\"bucketCounts\":[\"2\",\"0\"],"
					+ "\"explicitBounds\":[10.0]}],\"aggregationTemporality\":1}}]}]}]}");
	}

}
