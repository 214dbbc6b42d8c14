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

package io.github.telemetrynats.capture.tracing;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.telemetrynats.record.CapturedSignal;
import io.github.telemetrynats.record.Origin;
import io.github.telemetrynats.record.SpanRecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link NatsSpanProcessor} with the OpenTelemetry SDK alone.
 */
class NatsSpanProcessorTests {

	private final RecordingSink sink = new RecordingSink();

	private final NatsSpanProcessor processor = NatsSpanProcessor.builder(this.sink, Origin.of("worker")).build();

	private final SdkTracerProvider provider = SdkTracerProvider.builder().addSpanProcessor(this.processor).build();

	private final Tracer tracer = this.provider.get("test");

	@AfterEach
	void closeProvider() {
		this.provider.close();
	}

	@Test
	void attributesKeepTheirTypes() {
		this.tracer.spanBuilder("typed")
			.setAttribute("string", "text")
			.setAttribute("boolean", true)
			.setAttribute("long", Long.MAX_VALUE)
			.setAttribute("double", 0.1)
			.setAttribute(AttributeKey.stringArrayKey("strings"), List.of("a", "b"))
			.setAttribute(AttributeKey.booleanArrayKey("booleans"), List.of(true, false))
			.setAttribute(AttributeKey.longArrayKey("longs"), List.of(1L, 2L))
			.setAttribute(AttributeKey.doubleArrayKey("doubles"), List.of(1.5, 2.5))
			.setAttribute(AttributeKey.stringArrayKey("none"), List.of())
			.startSpan()
			.end();
		Map<String, ?> attributes = this.sink.span().attributes();
		assertThat(attributes).isEqualTo(Map.of("string", "text", "boolean", true, "long", Long.MAX_VALUE, "double",
				0.1, "strings", List.of("a", "b"), "booleans", List.of(true, false), "longs", List.of(1L, 2L),
				"doubles", List.of(1.5, 2.5), "none", List.of()));
	}

	@Test
	void extendedValuesBecomePlainOnes() {
		this.tracer.spanBuilder("extended")
			.setAttribute(AttributeKey.valueKey("string"), Value.of("text"))
			.setAttribute(AttributeKey.valueKey("mixed"),
					Value.of(Value.of("a"), Value.of(1), Value.of(true), Value.of(Value.of(2), Value.of(3))))
			.setAttribute(AttributeKey.valueKey("map"), Value.of(KeyValue.of("key", Value.of("value"))))
			.setAttribute(AttributeKey.valueKey("bytes"), Value.of(new byte[] { 1, 2, 3 }))
			.setAttribute(AttributeKey.valueKey("empty"), Value.empty())
			.startSpan()
			.end();
		Map<String, ?> attributes = this.sink.span().attributes();
		assertThat(attributes).containsOnlyKeys("string", "mixed", "map", "bytes");
		assertThat(attributes.get("string")).isEqualTo("text");
		assertThat(attributes.get("mixed")).isEqualTo(Arrays.asList("a", 1L, true, "[2,3]"));
		assertThat(attributes.get("map")).isEqualTo("{\"key\":\"value\"}");
		assertThat(attributes.get("bytes")).isEqualTo("AQID");
	}

	@Test
	void timesAreKeptToTheNanosecond() {
		long start = 1_705_314_600_123_456_789L;
		Span span = this.tracer.spanBuilder("timed").setStartTimestamp(start, TimeUnit.NANOSECONDS).startSpan();
		span.addEvent("event", Attributes.of(AttributeKey.longKey("attempt"), 2L), start + 1, TimeUnit.NANOSECONDS);
		span.end(start + 1_234_567_891L, TimeUnit.NANOSECONDS);
		SpanRecord record = this.sink.span();
		assertThat(record.startTime()).isEqualTo(Instant.parse("2024-01-15T10:30:00.123456789Z"));
		assertThat(record.endTime()).isEqualTo(Instant.parse("2024-01-15T10:30:01.358024680Z"));
		assertThat(record.events()).containsExactly(
				new SpanRecord.Event("event", Instant.parse("2024-01-15T10:30:00.123456790Z"), Map.of("attempt", 2L)));
	}

	@ParameterizedTest
	@EnumSource(SpanKind.class)
	void kindIsKept(SpanKind kind) {
		this.tracer.spanBuilder("call").setSpanKind(kind).startSpan().end();
		assertThat(this.sink.span().kind().name()).isEqualTo(kind.name());
	}

	@Test
	void linksKeepTheirAttributes() {
		SpanContext other = SpanContext.createFromRemoteParent("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331",
				TraceFlags.getSampled(), TraceState.getDefault());
		Span span = this.tracer.spanBuilder("linked")
			.addLink(other, Attributes.of(AttributeKey.booleanKey("retry"), true))
			.startSpan();
		span.addLink(other);
		span.end();
		assertThat(this.sink.span().links()).containsExactly(
				new SpanRecord.Link("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", Map.of("retry", true)),
				new SpanRecord.Link("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", Map.of()));
	}

	@Test
	void statusDescriptionIsTheError() {
		Span span = this.tracer.spanBuilder("failing").startSpan();
		span.recordException(new IllegalStateException("the exception's message"));
		span.setStatus(StatusCode.ERROR, "the description");
		span.end();
		SpanRecord record = this.sink.span();
		assertThat(record.failed()).isTrue();
		assertThat(record.error()).isEqualTo("the description");
	}

	@Test
	void statusErrorAloneHasNoMessage() {
		Span span = this.tracer.spanBuilder("failing").startSpan();
		span.setStatus(StatusCode.ERROR);
		span.end();
		SpanRecord record = this.sink.span();
		assertThat(record.failed()).isTrue();
		assertThat(record.error()).isEmpty();
	}

	@Test
	void recordedExceptionIsAnErrorWhateverTheStatus() {
		Span span = this.tracer.spanBuilder("failing").startSpan();
		span.recordException(new IllegalStateException("recorded"));
		span.setStatus(StatusCode.OK);
		span.end();
		SpanRecord record = this.sink.span();
		assertThat(record.failed()).isTrue();
		assertThat(record.error()).isEqualTo("recorded");
		assertThat(this.sink.signals().get(0).important()).isTrue();
	}

	@Test
	void statusOkIsNoError() {
		Span span = this.tracer.spanBuilder("fine").startSpan();
		span.setStatus(StatusCode.OK, "ignored");
		span.end();
		SpanRecord record = this.sink.span();
		assertThat(record.failed()).isFalse();
		assertThat(record.error()).isEmpty();
	}

	@Test
	void exceptionWithoutMessageIsNamedByItsType() {
		Span span = this.tracer.spanBuilder("failing").startSpan();
		span.recordException(new IllegalStateException());
		span.end();
		assertThat(this.sink.span().error()).isEqualTo("java.lang.IllegalStateException");
	}

	@Test
	void spanLimitsHold() {
		try (SdkTracerProvider limited = SdkTracerProvider.builder()
			.setSpanLimits(SpanLimits.builder()
				.setMaxNumberOfAttributes(2)
				.setMaxAttributeValueLength(3)
				.setMaxNumberOfEvents(1)
				.setMaxNumberOfLinks(1)
				.build())
			.addSpanProcessor(this.processor)
			.build()) {
			Span span = limited.get("test").spanBuilder("limited").startSpan();
			SpanContext other = SpanContext.create("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331",
					TraceFlags.getSampled(), TraceState.getDefault());
			for (int i = 0; i < 5; i++) {
				span.setAttribute("key" + i, "value").addEvent("event" + i).addLink(other);
			}
			span.end();
		}
		SpanRecord record = this.sink.span();
		assertThat(record.attributes()).hasSize(2);
		assertThat(record.attributes().values()).allSatisfy((value) -> assertThat(value).isEqualTo("val"));
		assertThat(record.events()).hasSize(1);
		assertThat(record.links()).hasSize(1);
	}

	@Test
	void peerServiceIsTheRemoteService() {
		this.tracer.spanBuilder("call")
			.setSpanKind(SpanKind.CLIENT)
			.setAttribute("server.address", "10.0.0.1")
			.setAttribute("peer.service", "billing")
			.startSpan()
			.end();
		assertThat(this.sink.span().remoteService()).isEqualTo("billing");
	}

	@Test
	void recordedButUnsampledSpansAreNotOffered() {
		Sampler recordOnly = new Sampler() {

			@Override
			public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind spanKind,
					Attributes attributes, List<LinkData> parentLinks) {
				return SamplingResult.recordOnly();
			}

			@Override
			public String getDescription() {
				return "record only";
			}

		};
		try (SdkTracerProvider recording = SdkTracerProvider.builder()
			.setSampler(recordOnly)
			.addSpanProcessor(this.processor)
			.build()) {
			recording.get("test").spanBuilder("unsampled").startSpan().end();
		}
		assertThat(this.sink.signals()).isEmpty();
	}

	@Test
	void flushAndShutdownReturnAtOnceAndDecideNothing() {
		assertThat(this.processor.forceFlush().isSuccess()).isTrue();
		assertThat(this.processor.shutdown().isSuccess()).isTrue();
		this.tracer.spanBuilder("late").startSpan().end();
		assertThat(this.sink.span().name()).isEqualTo("late");
	}

	@Test
	void sinkThatThrowsDoesNotReachTheApplication() {
		NatsSpanProcessor failing = NatsSpanProcessor.builder(new RecordingSink() {
			@Override
			public boolean offer(CapturedSignal signal) {
				throw new IllegalStateException("sink");
			}
		}, Origin.of("worker")).build();
		try (SdkTracerProvider other = SdkTracerProvider.builder().addSpanProcessor(failing).build()) {
			assertThatNoException().isThrownBy(() -> other.get("test").spanBuilder("work").startSpan().end());
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { IllegalStateException.class, NoClassDefFoundError.class, AssertionError.class })
	void spanThatCannotBeReadIsNotEncodable(Class<? extends Throwable> type) {
		ReadableSpan unreadable = (ReadableSpan) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { ReadableSpan.class }, (proxy, method, args) -> {
					throw type.getConstructor().newInstance();
				});
		this.processor.onEnd(unreadable);
		assertThat(this.sink.signals()).singleElement()
			.satisfies((signal) -> assertThatIllegalStateException().isThrownBy(signal::toRecord)
				.withRootCauseInstanceOf(type));
	}

	@Test
	void micrometerIsNotNeeded() throws Exception {
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		try (URLClassLoader withoutMicrometer = new WithoutMicrometer()) {
			Thread.currentThread().setContextClassLoader(withoutMicrometer);
			Method check = withoutMicrometer.loadClass(EndSpan.class.getName()).getDeclaredMethod("run");
			check.setAccessible(true);
			assertThat(check.invoke(null)).isEqualTo("work");
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	/**
	 * Ends a span; runs in a class loader that knows no Micrometer.
	 */
	static final class EndSpan {

		static String run() {
			RecordingSink sink = new RecordingSink();
			NatsSpanProcessor processor = NatsSpanProcessor.builder(sink, Origin.of("worker")).build();
			try (SdkTracerProvider provider = SdkTracerProvider.builder().addSpanProcessor(processor).build()) {
				provider.get("test").spanBuilder("work").startSpan().end();
			}
			return sink.span().name();
		}

	}

	private static final class WithoutMicrometer extends URLClassLoader {

		WithoutMicrometer() throws IOException {
			super(classPath(), ClassLoader.getPlatformClassLoader());
		}

		private static URL[] classPath() throws IOException {
			List<URL> urls = new ArrayList<>();
			for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
				if (!entry.contains("micrometer")) {
					urls.add(new File(entry).toURI().toURL());
				}
			}
			return urls.toArray(URL[]::new);
		}

	}

}
