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

package io.github.telemetrynats.capture.logging;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.argument.StructuredArguments;
import net.logstash.logback.marker.LogstashMarker;
import net.logstash.logback.marker.Markers;
import org.junit.jupiter.api.Test;
import org.slf4j.MarkerFactory;
import tools.jackson.core.JsonGenerator;

import static org.assertj.core.api.Assertions.assertThat;

class LogstashFieldsTests {

	private final TestLogback logback = TestLogback.attached();

	private final RecordingSink sink = new RecordingSink();

	LogstashFieldsTests() {
		this.logback.connect(this.sink);
	}

	@Test
	void takesArgumentsWithTheirTypes() {
		this.logback.logger()
			.info("order {} of {}", StructuredArguments.keyValue("order", 42), StructuredArguments.value("who", "eve"));
		assertThat(this.sink.only().message()).isEqualTo("order order=42 of eve");
		assertThat(this.sink.only().fields()).isEqualTo(Map.of("order", 42, "who", "eve"));
	}

	@Test
	void takesArgumentsThatAreNotInTheMessage() {
		this.logback.logger()
			.info("done", StructuredArguments.entries(Map.of("a", 1, "b", List.of(true))),
					StructuredArguments.array("c", "x", "y"), "ordinary");
		assertThat(this.sink.only().fields()).isEqualTo(Map.of("a", 1, "b", List.of(true), "c", List.of("x", "y")));
	}

	@Test
	void takesPropertiesOfObjectsAndRawJson() {
		this.logback.logger()
			.info("-", StructuredArguments.fields(new Order(7, "open")),
					StructuredArguments.raw("raw", "{\"x\":[1,2]}"));
		assertThat(this.sink.only().fields())
			.isEqualTo(Map.of("id", 7, "state", "open", "raw", Map.of("x", List.of(1, 2))));
	}

	@Test
	void takesObjectsAsTextAtTheTimeOfTheCall() {
		StringBuilder changing = new StringBuilder("before");
		Map<String, Object> map = new HashMap<>(Map.of("k", 1));
		this.logback.logger()
			.info("-", StructuredArguments.keyValue("order", new Order(7, "open")),
					StructuredArguments.keyValue("changing", changing), StructuredArguments.entries(map));
		changing.append(" and after");
		map.put("k", 2);
		assertThat(this.sink.only().fields())
			.isEqualTo(Map.of("order", "Order[id=7, state=open]", "changing", "before", "k", 1));
	}

	@Test
	void takesDeferredArgumentsAndMarkers() {
		this.logback.logger()
			.info(Markers.defer(() -> Markers.append("m", 1).and(Markers.append("n", 2))), "-",
					StructuredArguments.defer(() -> StructuredArguments.keyValue("a", 3)));
		assertThat(this.sink.only().fields()).isEqualTo(Map.of("m", 1, "n", 2, "a", 3));
	}

	@Test
	void takesMarkersAndWhatTheyReferTo() {
		LogstashMarker marker = Markers.append("user", "eve")
			.and(Markers.appendEntries(Map.of("count", 3L)))
			.and(MarkerFactory.getMarker("AUDIT"))
			.and(Markers.empty());
		this.logback.logger().info(marker, "-");
		assertThat(this.sink.only().fields())
			.isEqualTo(Map.of("user", "eve", "count", 3L, "logback.marker", List.of("AUDIT")));
	}

	@Test
	void takesAnApplicationsOwnArguments() {
		StructuredArgument own = new StructuredArgument() {
			@Override
			public void writeTo(JsonGenerator generator) {
				generator.writeName("own");
				generator.writeNumber(1.5);
			}
		};
		this.logback.logger().info("-", own);
		assertThat(this.sink.only().fields()).isEqualTo(Map.of("own", 1.5));
	}

	@Test
	void keyValuePairsWinOverArgumentsAndArgumentsOverMarkers() {
		this.logback.logger()
			.atInfo()
			.addMarker(Markers.append("a", "marker").and(Markers.append("b", "marker")))
			.addKeyValue("a", "pair")
			.log("-", StructuredArguments.keyValue("a", "argument"), StructuredArguments.keyValue("b", "argument"));
		assertThat(this.sink.only().fields()).isEqualTo(Map.of("a", "pair", "b", "argument"));
	}

	@Test
	void masksAndSelects() {
		RecordingSink selected = new RecordingSink();
		this.logback.connect(selected, LogCaptureSettings.builder().excludedKeyValues(List.of("noise")).build());
		this.logback.logger()
			.info(Markers.append("noise", 1), "-", StructuredArguments.keyValue("password", "hidden"),
					StructuredArguments.entries(Map.of("login", Map.of("token", "hidden"))));
		assertThat(selected.only().fields()).isEqualTo(Map.of("password", "***", "login", Map.of("token", "***")));
	}

	@Test
	void argumentsThatFailAreLeftOutAndTold() {
		StructuredArgument failing = new StructuredArgument() {
			@Override
			public void writeTo(JsonGenerator generator) {
				throw new IllegalStateException("broken");
			}
		};
		StructuredArgument endless = new StructuredArgument() {
			@Override
			public void writeTo(JsonGenerator generator) {
				while (true) {
					generator.writeName("endless");
					generator.writeString("again");
				}
			}
		};
		this.logback.logger().info("-", failing, endless, StructuredArguments.defer(() -> {
			throw new IllegalStateException("broken");
		}), StructuredArguments.raw("raw", "no JSON"), StructuredArguments.keyValue("fine", 1));
		assertThat(this.sink.only().fields()).isEqualTo(Map.of("fine", 1, "dropped_attributes_count", 4));
	}

	@Test
	void withoutLogstashOnTheClassPathEverythingElseWorks() throws Exception {
		try (URLClassLoader loader = new URLClassLoader(classPathWithout("logstash-logback-encoder", "tools/jackson"),
				ClassLoader.getPlatformClassLoader())) {
			Class<?> probe = loader.loadClass(WithoutLogstash.class.getName());
			Object fields = ((Callable<?>) probe.getDeclaredConstructor().newInstance()).call();
			assertThat(fields).isEqualTo("{logback.marker=[AUDIT], number=1} with argument");
		}
	}

	private static URL[] classPathWithout(String... parts) throws MalformedURLException {
		List<URL> urls = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			String path = entry.replace(File.separatorChar, '/');
			if (Arrays.stream(parts).noneMatch(path::contains)) {
				urls.add(new File(entry).toURI().toURL());
			}
		}
		return urls.toArray(URL[]::new);
	}

	/**
	 * An object with properties.
	 *
	 * @param id a number
	 * @param state a text
	 */
	record Order(int id, String state) {

	}

	/**
	 * Logs an event where there is no logstash-logback-encoder.
	 */
	public static final class WithoutLogstash implements Callable<String> {

		@Override
		public String call() {
			try {
				Class.forName("net.logstash.logback.argument.StructuredArgument");
				throw new IllegalStateException("There is a logstash-logback-encoder");
			}
			catch (ClassNotFoundException ex) {
				TestLogback logback = TestLogback.attached();
				RecordingSink sink = new RecordingSink();
				logback.connect(sink);
				logback.logger()
					.atInfo()
					.addMarker(MarkerFactory.getMarker("AUDIT"))
					.addKeyValue("number", 1)
					.log("with {}", "argument");
				return sink.only().fields() + " " + sink.only().message();
			}
		}

	}

}
