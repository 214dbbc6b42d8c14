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

package io.github.telemetrynats.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.github.telemetrynats.test.ContractCheck;
import io.github.telemetrynats.test.StoredMessage;
import io.github.telemetrynats.wire.MeterLoad.Tracked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Holds the metric points in the stream against what was recorded.
 */
final class KnownPoints {

	private final MeterLoad load;

	private final List<StoredMessage> points;

	private final Map<String, List<JsonNode>> byNumber;

	KnownPoints(MeterLoad load, List<StoredMessage> points) {
		this.load = load;
		this.points = points;
		this.byNumber = points.stream()
			.map(StoredMessage::json)
			.filter((point) -> point.at("/tags/" + MeterLoad.NUMBER).isTextual())
			.collect(Collectors.groupingBy((point) -> point.at("/tags/" + MeterLoad.NUMBER).asText()));
	}

	/**
	 * Check that the points of every meter add up to what was recorded into it.
	 */
	void checkTotals() {
		for (Tracked tracked : this.load.tracked()) {
			List<JsonNode> found = this.byNumber.getOrDefault("" + tracked.number(), List.of());
			String description = "meter " + tracked.number() + " of type " + tracked.type();
			assertThat(found).as(description)
				.allSatisfy((point) -> assertThat(point.get("type").asText()).isEqualTo(tracked.type()));
			if (tracked.observed()) {
				assertThat(found).as(description).hasSize((int) tracked.recorded().count());
				assertThat(sum(found, "value")).as(description).isEqualTo(tracked.recorded().sum());
				assertThat(found).as(description).noneMatch((point) -> point.has("start_time") || point.has("count"));
			}
			else if (tracked.type().equals("counter")) {
				assertThat(sum(found, "value")).as(description).isEqualTo(tracked.recorded().sum());
			}
			else {
				checkHistogram(tracked, found, description);
			}
		}
		assertThat(sum(named(MeterLoad.REPLACED), "value")).isEqualTo((double) this.load.replaced());
	}

	private static void checkHistogram(Tracked tracked, List<JsonNode> found, String description) {
		assertThat(sum(found, "count")).as(description).isEqualTo((double) tracked.recorded().count());
		assertThat(sum(found, "sum")).as(description).isCloseTo(tracked.recorded().sum(), within(1e-6));
		assertThat(found.stream().mapToDouble((point) -> point.get("max").asDouble()).max().orElse(0)).as(description)
			.isEqualTo(tracked.recorded().max());
		if (!tracked.hasBuckets() || found.isEmpty()) {
			assertThat(found).as(description).noneMatch((point) -> point.has("buckets"));
			return;
		}
		List<Long> buckets = new ArrayList<>(List.of(0L, 0L, 0L, 0L));
		for (JsonNode point : found) {
			assertThat(point.get("buckets").findValuesAsText("le")).containsExactly("1", "100", "1000", "+Inf");
			for (int i = 0; i < 4; i++) {
				buckets.set(i, buckets.get(i) + point.get("buckets").get(i).get("count").asLong());
			}
		}
		assertThat(buckets).as(description).isEqualTo(tracked.recorded().buckets());
	}

	/**
	 * Check the meters that always say the same.
	 */
	void checkKnown() {
		assertThat(named("half")).isNotEmpty()
			.allSatisfy((point) -> assertThat(without(point, "timestamp")).isEqualTo(Json.of("""
					{'name':'half','type':'gauge','value':0.5,'unit':'bytes','description':'one \\"half\\"',
					'tags':{'a.b *>':' \u65e5\uD834\uDD1E\\u0000','empty':''}}""")));
		assertThat(named("nan")).isEmpty();
		assertThat(named("infinity")).isEmpty();
		assertThat(named("time")).isNotEmpty()
			.allSatisfy((point) -> assertThat(without(point, "timestamp"))
				.isEqualTo(Json.of("{'name':'time','type':'gauge','value':1500.0,'tags':{},'unit':'ms'}")));
		assertThat(named("function.timer")).singleElement()
			.satisfies((point) -> assertThat(without(point, "timestamp", "start_time")).isEqualTo(Json.of("""
					{'name':'function.timer','type':'histogram','value':2500.0,'tags':{},'unit':'ms',
					'count':4,'sum':10000.0}""")));
		assertThat(named("custom")).filteredOn((point) -> point.get("type").asText().equals("counter"))
			.singleElement()
			.satisfies((point) -> assertThat(without(point, "timestamp", "start_time"))
				.isEqualTo(Json.of("{'name':'custom','type':'counter','value':3.0,'tags':{'statistic':'count'}}")));
		assertThat(named("custom")).filteredOn((point) -> point.get("type").asText().equals("gauge"))
			.isNotEmpty()
			.allSatisfy((point) -> assertThat(without(point, "timestamp"))
				.isEqualTo(Json.of("{'name':'custom','type':'gauge','value':7.0,'tags':{'statistic':'value'}}")));
		assertThat(named("task.active")).isNotEmpty()
			.allSatisfy((point) -> assertThat(without(point, "timestamp"))
				.isEqualTo(Json.of("{'name':'task.active','type':'gauge','value':1.0,'tags':{}}")));
	}

	/**
	 * Check that the windows of a meter that is always in use leave nothing out, from its
	 * registration to the end.
	 * @param from when the load began
	 * @param to when it had ended
	 */
	void checkWindows(Instant from, Instant to) {
		List<StoredMessage> steady = this.points.stream()
			.filter((point) -> point.json().get("name").asText().equals(MeterLoad.STEADY))
			.toList();
		assertThat(steady).hasSizeGreaterThan(3);
		assertThat(new ContractCheck().uninterruptedWindows(steady)).isEmpty();
		assertThat(Instant.parse(steady.get(0).json().get("start_time").asText())).isBetween(from, to);
		assertThat(Instant.parse(steady.get(steady.size() - 1).json().get("timestamp").asText())).isBetween(from, to);
		assertThat(sum(named(MeterLoad.STEADY), "value")).isEqualTo((double) this.load.steps());
	}

	private List<JsonNode> named(String name) {
		return this.points.stream()
			.map(StoredMessage::json)
			.filter((point) -> point.get("name").asText().equals(name))
			.toList();
	}

	private static double sum(List<JsonNode> points, String field) {
		return points.stream().mapToDouble((point) -> point.get(field).doubleValue()).sum();
	}

	private static JsonNode without(JsonNode point, String... fields) {
		ObjectNode copy = point.deepCopy();
		copy.remove(List.of("service", "instance", "resource"));
		copy.remove(List.of(fields));
		return copy;
	}

}
