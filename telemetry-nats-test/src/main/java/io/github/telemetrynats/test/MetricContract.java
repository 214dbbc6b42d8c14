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

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Metric points (contract, section 3.2).
 */
record MetricContract() implements RecordContract {

	private static final double TOLERANCE = 1e-9;

	@Override
	public String signal() {
		return "metrics";
	}

	@Override
	public void check(RecordFields point) {
		point.nonEmptyText("name");
		point.oneOf("type", "counter", "gauge", "histogram");
		point.number("value");
		checkTags(point);
		checkWindow(point);
		point.optionalText("unit");
		point.optionalText("description");
		checkObservations(point);
		if (point.has("buckets")) {
			checkBuckets(point);
		}
		if (point.has("quantiles")) {
			checkQuantiles(point);
		}
	}

	private static void checkTags(RecordFields point) {
		ObjectNode tags = point.object("tags");
		if (tags != null) {
			for (Map.Entry<String, JsonNode> tag : tags.properties()) {
				point.requireThat(tag.getValue().isTextual(), "tags", "strings as values");
			}
		}
	}

	private static void checkWindow(RecordFields point) {
		Instant end = point.time("timestamp");
		String type = point.json().path("type").asText();
		if (!point.has("start_time")) {
			// A counter without one is a single increment, as it happened
			if (type.equals("histogram") && point.has("count")) {
				point.violation("start_time is missing: the value of this " + type + " belongs to a window");
			}
			return;
		}
		Instant start = point.time("start_time");
		point.requireThat(start == null || end == null || !start.isAfter(end), "start_time",
				"a time not after timestamp");
	}

	private static void checkObservations(RecordFields point) {
		Long count = point.has("count") ? point.wholeNumber("count") : null;
		Double sum = point.optionalNumber("sum");
		Double max = point.optionalNumber("max");
		Double value = point.json().path("value").isNumber() ? point.json().path("value").doubleValue() : null;
		String type = point.json().path("type").asText();
		if (type.equals("counter") && value != null) {
			point.requireThat(value >= 0, "value", "growth, which is not negative");
		}
		if (!type.equals("histogram")) {
			for (String name : List.of("count", "sum", "max")) {
				point.requireThat(!point.has(name), name, "nothing, as only histograms have it");
			}
			return;
		}
		point.requireThat(count == null || count >= 0, "count", "a number of observations");
		if (count != null && count > 0 && value != null) {
			point.requireThat(sum == null || isClose(value, sum / count), "value", "the mean, which is sum / count");
			point.requireThat(max == null || max >= value || isClose(max, value), "max",
					"the largest observation, which is not below the mean");
		}
	}

	private static boolean isClose(double left, double right) {
		return Math.abs(left - right) <= TOLERANCE * Math.max(1, Math.max(Math.abs(left), Math.abs(right)));
	}

	private static void checkBuckets(RecordFields point) {
		JsonNode buckets = point.json().path("buckets");
		long[] counts = new long[buckets.size()];
		int[] index = { 0 };
		point.optionalObjects("buckets", (bucket) -> {
			int current = index[0]++;
			Long count = bucket.wholeNumber("count");
			bucket.requireThat(count == null || count >= 0, "count", "a number of observations");
			counts[current] = (count != null) ? count : 0;
			JsonNode bound = bucket.mandatory("le");
			boolean infinite = bound != null && bound.asText().equals("+Inf") && bound.isTextual();
			bucket.requireThat(bound == null || bound.isNumber() || (infinite && current == buckets.size() - 1), "le",
					"a number, or \"+Inf\" in the last bucket");
		});
		for (int next = 1; next < buckets.size(); next++) {
			BigDecimal before = number(buckets.get(next - 1).path("le"));
			BigDecimal after = number(buckets.get(next).path("le"));
			point.requireThat(before == null || after == null || before.compareTo(after) < 0, "buckets",
					"bounds in ascending order");
		}
		checkBucketCounts(point, Arrays.stream(counts).sum());
	}

	private static void checkBucketCounts(RecordFields point, long sum) {
		JsonNode buckets = point.json().path("buckets");
		JsonNode count = point.json().path("count");
		if (!count.isIntegralNumber() || buckets.isEmpty()) {
			return;
		}
		boolean open = buckets.get(buckets.size() - 1).path("le").asText().equals("+Inf");
		point.requireThat(open ? sum == count.longValue() : sum <= count.longValue(), "buckets",
				(open ? "counts that add up to " : "counts that add up to no more than ") + count);
	}

	private static @Nullable BigDecimal number(JsonNode node) {
		return node.isNumber() ? node.decimalValue() : null;
	}

	private static void checkQuantiles(RecordFields point) {
		ObjectNode quantiles = point.object("quantiles");
		if (quantiles != null) {
			for (Map.Entry<String, JsonNode> quantile : quantiles.properties()) {
				point.requireThat(quantile.getKey().matches("0(\\.[0-9]+)?|1(\\.0+)?"), "quantiles",
						"keys from 0 to 1");
				point.requireThat(quantile.getValue().isNumber(), "quantiles", "numbers as values");
			}
			point.requireSomeIfOptional("quantiles");
		}
	}

	@Override
	public List<String> lastTokens(RecordFields point) {
		return Arrays.stream(point.json().path("name").asText().split("\\."))
			.filter((token) -> !token.isEmpty())
			.toList();
	}

	@Override
	public String lastDefault() {
		return "unnamed";
	}

	@Override
	public @Nullable String messageIdProblem(String id, ObjectNode json) {
		return SequencedId.problem(id);
	}

}
