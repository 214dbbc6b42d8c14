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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;

import io.github.telemetrynats.actuate.PipelineSnapshots;
import io.github.telemetrynats.actuate.TelemetryNatsMeterBinder;
import io.github.telemetrynats.capture.logging.LogCaptureSettings;
import io.github.telemetrynats.publisher.PublisherSettings;
import io.github.telemetrynats.stream.StreamSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/configuration.md} and the metadata that IDEs complete from say the same.
 */
class ConfigurationDocumentationTests {

	private static final Path PAGE = Path.of("../docs/configuration.md");

	private static final Path METADATA = Path.of("target/classes/META-INF/spring-configuration-metadata.json");

	private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\| ([^|]+) \\| ([^|]*) \\| ([^|]+) \\|$",
			Pattern.MULTILINE);

	private static final Pattern BOUND = Pattern.compile("^\\| `(telemetry\\.nats\\.[^`]+)` \\| (`[^|]+`) \\|$",
			Pattern.MULTILINE);

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	private static final String[] BOUNDS = { "telemetry.nats.publisher.queue-capacity",
			"telemetry.nats.publisher.reserved-capacity", "telemetry.nats.publisher.queue-bytes",
			"telemetry.nats.publisher.buffer-bytes", "telemetry.nats.publisher.reserved-buffer-percent",
			"telemetry.nats.publisher.window", "telemetry.nats.publisher.close-timeout",
			"telemetry.nats.publisher.spool.max-bytes", "telemetry.nats.stream.max-bytes" };

	@Test
	void pageAndMetadataHaveTheSameKeysTypesAndDefaults() throws IOException {
		assertThat(page()).isEqualTo(metadata());
	}

	@Test
	void maskedKeysAreThoseOfTheCore() throws IOException {
		assertThat(metadata()).containsEntry("telemetry.nats.logs.masked-keys",
				"List String = " + String.join(", ", LogCaptureSettings.DEFAULT_MASKED_KEYS));
	}

	@Test
	void defaultsAreThoseOfTheCore() {
		Binder binder = new Binder();
		assertThat(binder.bindOrCreate("none", PublisherProperties.class).toSettings())
			.isEqualTo(PublisherSettings.defaults());
		assertThat(binder.bindOrCreate("none", StreamProperties.class).toSettings())
			.isEqualTo(StreamSettings.defaults());
	}

	@Test
	void everyKeyIsDescribedByTheRulesOfSpringBoot() throws IOException {
		for (JsonNode property : properties()) {
			String description = property.path("description").asText();
			assertThat(description).as(property.path("name").asText())
				.isNotBlank()
				.doesNotStartWith("The ")
				.doesNotStartWith("A ")
				.matches("(?s)[A-Z*].*")
				.endsWith(".");
			if (property.path("type").asText().equals("java.lang.Boolean")) {
				assertThat(description).startsWith("Whether ");
			}
		}
	}

	@Test
	void everyMeterThatIsNamedAtABoundExists() throws IOException {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		new TelemetryNatsMeterBinder(new PipelineSnapshots(() -> null, () -> null, () -> null)).bindTo(registry);
		Collection<String> meters = registry.getMeters().stream().map((meter) -> meter.getId().getName()).toList();
		Map<String, List<String>> bounds = new TreeMap<>();
		Matcher matcher = BOUND.matcher(Files.readString(PAGE));
		while (matcher.find()) {
			bounds.put(matcher.group(1),
					CODE.matcher(matcher.group(2)).results().map((code) -> code.group(1)).toList());
		}
		assertThat(bounds).containsOnlyKeys(BOUNDS);
		assertThat(bounds.keySet()).isSubsetOf(metadata().keySet());
		assertThat(bounds.values()).allSatisfy((named) -> assertThat(named).isNotEmpty().isSubsetOf(meters));
	}

	private static Map<String, String> page() throws IOException {
		return ROW.matcher(Files.readString(PAGE))
			.results()
			.collect(Collectors.toMap((row) -> row.group(1),
					(row) -> row.group(2).strip() + " = " + row.group(3).strip().replace("`", ""), (a, b) -> a + b,
					TreeMap::new));
	}

	private static Map<String, String> metadata() throws IOException {
		Map<String, String> metadata = new TreeMap<>();
		for (JsonNode property : properties()) {
			metadata.put(property.path("name").asText(),
					type(property.path("type").asText()) + " = " + value(property.path("defaultValue")));
		}
		return metadata;
	}

	private static String type(String type) {
		return type.replaceAll("[a-z.]+\\.([A-Z])", "$1").replace('<', ' ').replace(">", "").replace(",", " to ");
	}

	private static String value(JsonNode value) {
		if (value.isArray()) {
			return value.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
		}
		return value.asText("");
	}

	private static Iterable<JsonNode> properties() throws IOException {
		return new ObjectMapper().readTree(METADATA.toFile()).path("properties");
	}

}
