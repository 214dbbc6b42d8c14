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

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.status.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

import io.github.telemetrynats.publisher.DropReason;
import io.github.telemetrynats.record.LogRecord;

import static org.assertj.core.api.Assertions.assertThat;

class HostileLogTests {

	private final TestLogback logback = TestLogback.attached();

	private final RecordingSink sink = new RecordingSink();

	@BeforeEach
	void connect() {
		this.logback.connect(this.sink);
	}

	@AfterEach
	void logbackHasSeenNoError() {
		assertThat(this.logback.statusesFrom(Status.ERROR)).isEmpty();
	}

	@Test
	void textThatFailsStandsForItself() {
		Object broken = new Object() {
			@Override
			public String toString() {
				throw new IllegalStateException("broken");
			}
		};
		Object endless = new Object() {
			@Override
			public String toString() {
				return "" + this;
			}
		};
		this.logback.logger()
			.atInfo()
			.addKeyValue("broken", broken)
			.addKeyValue("endless", endless)
			.addKeyValue("fine", 1)
			.log("{} and on", broken);
		assertThat(this.sink.only().message()).isEqualTo("[FAILED toString()] and on");
		assertThat(this.sink.only().fields())
			.isEqualTo(Map.of("broken", "[FAILED toString()]", "endless", "[FAILED toString()]", "fine", 1));
	}

	@Test
	void textThatLogsIsTakenButNotItsLogging() {
		AtomicInteger calls = new AtomicInteger();
		Object logging = new Object() {
			@Override
			public String toString() {
				calls.incrementAndGet();
				HostileLogTests.this.logback.logger().info("from within {}", this);
				return "value";
			}
		};
		this.logback.logger().info("{}", logging);
		this.logback.logger().atInfo().addKeyValue("key", logging).log("again");
		assertThat(this.sink.messages()).containsExactly("value", "again");
		assertThat(this.sink.records().get(1).fields()).isEqualTo(Map.of("key", "value"));
		assertThat(calls.get()).isLessThan(10);
	}

	@Test
	void nullEverywhereIsLeftOut() {
		LoggingEvent event = Events.event(null);
		event.setArgumentArray(new Object[] { null });
		List<KeyValuePair> pairs = new ArrayList<>();
		pairs.add(null);
		pairs.add(new KeyValuePair(null, null));
		event.setKeyValuePairs(pairs);
		this.logback.root().callAppenders(event);
		assertThat(this.sink.only().message()).isEqualTo("-");
		assertThat(this.sink.only().fields()).isEmpty();
	}

	@Test
	void anMdcWithoutEndIsCutAndTold() {
		this.logback.mdc().put("traceId", "a1b2c3d4e5f60718293a4b5c6d7e8f90");
		for (int i = 0; i < 100_000; i++) {
			this.logback.mdc().put("key" + i, "value");
		}
		this.logback.logger().atInfo().addKeyValue("said", true).log("-");
		LogRecord log = this.sink.only();
		assertThat(log.traceId()).isNotNull();
		assertThat(log.fields()).hasSize(257).containsKey("said");
		long kept = log.fields().keySet().stream().filter((key) -> key.startsWith("key")).count();
		assertThat(((Number) log.fields().get("dropped_attributes_count")).longValue()).isBetween(100_000 - kept - 1,
				100_000 - kept + 1);
	}

	@Test
	void keyValuePairsWithoutEndAreCutAndTold() {
		LoggingEvent event = Events.event("-");
		List<KeyValuePair> pairs = new ArrayList<>();
		for (int i = 0; i < 100_000; i++) {
			pairs.add(new KeyValuePair("key" + i, i));
		}
		event.setKeyValuePairs(pairs);
		this.logback.root().callAppenders(event);
		Map<String, ?> fields = this.sink.only().fields();
		assertThat(fields).hasSize(257);
		assertThat(fields.get("dropped_attributes_count")).isEqualTo(100_000 - 256);
	}

	@Test
	void hugeKeysAreCut() {
		String key = "k".repeat(1_000_000);
		this.logback.mdc().put(key, "mdc");
		this.logback.logger().atInfo().addKeyValue(key + "2", Map.of(key, 1)).log("-");
		assertThat(this.sink.only().fields().keySet()).allSatisfy((cut) -> assertThat(cut).hasSize(1_025));
	}

	@Test
	void valuesThatContainThemselvesAreCut() {
		Map<String, Object> map = new HashMap<>();
		map.put("self", map);
		List<Object> list = new ArrayList<>();
		list.add(list);
		Map<String, Integer> wide = new HashMap<>();
		for (int i = 0; i < 100_000; i++) {
			wide.put("k" + i, i);
		}
		this.logback.logger()
			.atInfo()
			.addKeyValue("map", map)
			.addKeyValue("list", list)
			.addKeyValue("wide", wide)
			.log("-");
		Map<String, ?> fields = this.sink.only().fields();
		assertThat(fields.get("map")).isEqualTo(Map.of("self", Map.of("self", Map.of("self", Map.of("self", "…")))));
		assertThat(fields.get("list")).isEqualTo(List.of(List.of(List.of(List.of("…")))));
		assertThat((Map<?, ?>) fields.get("wide")).hasSize(257)
			.satisfies((cut) -> assertThat(cut.get("…")).isEqualTo("…"));
	}

	@Test
	void aMapThatFailsStandsForItself() {
		Map<String, String> broken = new AbstractMap<>() {
			@Override
			public Set<Entry<String, String>> entrySet() {
				throw new ConcurrentModificationException();
			}
		};
		this.logback.logger().atInfo().addKeyValue("map", broken).log("-");
		assertThat(this.sink.only().fields())
			.isEqualTo(Map.of("map", "[FAILED java.util.ConcurrentModificationException]"));
	}

	@Test
	void markersThatReferToThemselvesAreTakenOnce() {
		EndlessMarker marker = new EndlessMarker();
		this.logback.logger().atInfo().addMarker(marker).addMarker(null).log("-");
		assertThat(this.sink.only().fields()).isEqualTo(Map.of("logback.marker", List.of("ENDLESS")));
	}

	@Test
	void markersThatFailAreLeftOutAndTold() {
		this.logback.logger().atInfo().addMarker(new EndlessMarker() {
			@Override
			public Iterator<Marker> iterator() {
				throw new IllegalStateException();
			}
		}).addKeyValue("fine", 1).log("-");
		assertThat(this.sink.only().fields())
			.isEqualTo(Map.of("logback.marker", List.of("ENDLESS"), "fine", 1, "dropped_attributes_count", 1));
	}

	@Test
	void deepAndCyclicCausesAreBounded() {
		Throwable deep = new IllegalStateException("root cause");
		for (int i = 0; i < 1_000; i++) {
			deep = new IllegalStateException("level " + i, deep);
		}
		IllegalStateException cyclic = new IllegalStateException("cyclic");
		IllegalStateException other = new IllegalStateException("other", cyclic);
		cyclic.initCause(other);
		cyclic.addSuppressed(other);
		this.logback.logger().error("deep", deep);
		this.logback.logger().error("cyclic", cyclic);
		List<LogRecord> records = this.sink.records();
		assertThat((String) records.get(0).fields().get("exception.stacktrace")).hasSizeLessThanOrEqualTo(16_384)
			.startsWith("java.lang.IllegalStateException: level 999\n")
			.contains("causes omitted", "Caused by: java.lang.IllegalStateException: root cause");
		assertThat((String) records.get(1).fields().get("exception.stacktrace"))
			.contains("[CIRCULAR REFERENCE: java.lang.IllegalStateException: cyclic]");
	}

	@Test
	void brokenSurrogatesAndControlCharactersArePassedOn() {
		this.logback.mdc().put("\uD800", "\uDC00\u0000");
		this.logback.logger().info("\uD83D\u0007");
		assertThat(this.sink.only().message()).isEqualTo("\uD83D\u0007");
		assertThat(this.sink.only().fields()).isEqualTo(Map.of("\uD800", "\uDC00\u0000"));
	}

	@Test
	void anEventThatCannotBeReadIsCountedAndToldOnce() {
		LoggingEvent broken = new LoggingEvent() {
			@Override
			public Level getLevel() {
				throw new IllegalStateException("broken");
			}
		};
		this.logback.root().callAppenders(broken);
		this.logback.root().callAppenders(broken);
		this.logback.logger().info("goes on");
		assertThat(this.sink.lost(DropReason.NOT_ENCODABLE)).isEqualTo(2);
		assertThat(this.sink.messages()).containsExactly("goes on");
		assertThat(this.logback.statusesFrom(Status.WARN)).singleElement()
			.satisfies((status) -> assertThat(status.getMessage()).contains("TELEMETRY_NATS"));
	}

	@Test
	void messageAndMdcThatFailDoNotTakeTheEventWithThem() {
		LoggingEvent broken = new LoggingEvent() {
			@Override
			public String getFormattedMessage() {
				throw new IllegalStateException("broken");
			}

			@Override
			public Map<String, String> getMDCPropertyMap() {
				throw new IllegalStateException("broken");
			}
		};
		broken.setLevel(Level.ERROR);
		broken.setMessage("pattern {}");
		this.logback.root().callAppenders(broken);
		assertThat(this.sink.only().message()).isEqualTo("pattern {}");
	}

	@Test
	void aFilterThatFailsIsNoErrorOfLogback() {
		this.logback.rootAppenders().get(0).addFilter(new Filter<>() {
			@Override
			public FilterReply decide(ILoggingEvent event) {
				throw new IllegalStateException("broken");
			}
		});
		this.logback.logger().info("-");
		assertThat(this.sink.lost(DropReason.NOT_ENCODABLE)).isEqualTo(1);
	}

	private static class EndlessMarker implements Marker {

		private static final long serialVersionUID = 1L;

		@Override
		public String getName() {
			return "ENDLESS";
		}

		@Override
		public void add(Marker reference) {
		}

		@Override
		public boolean remove(Marker reference) {
			return false;
		}

		@Override
		@Deprecated
		@SuppressWarnings("InlineMeSuggester")
		public boolean hasChildren() {
			return hasReferences();
		}

		@Override
		public boolean hasReferences() {
			return true;
		}

		@Override
		public Iterator<Marker> iterator() {
			return Collections.nCopies(1_000_000, (Marker) this).iterator();
		}

		@Override
		public boolean contains(Marker other) {
			return true;
		}

		@Override
		public boolean contains(String name) {
			return true;
		}

	}

}
