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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

import io.github.telemetrynats.test.StoredMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spans of which the test knows what must be in the stream.
 */
final class KnownSpans {

	private static final String TEXT = "\"42\" \\ \u00fc\u65e5\u672c\uD834\uDD1E\u0000\u001f\n\t*.> ";

	private static final long START = 1_705_314_600_123_456L;

	private KnownSpans() {
	}

	static void trace(SpanLoad load) {
		Span span = load.builder()
			.setParent(load.remote("a1b2c3d4e5f60718293a4b5c6d7e8f90", "1a2b3c4d5e6f7081"))
			.name("known " + TEXT)
			.kind(Span.Kind.CONSUMER)
			.remoteServiceName("billing")
			.startTimestamp(START, TimeUnit.MICROSECONDS)
			.addLink(new Link(load.remote("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"),
					Map.of("why", "retry")))
			.tag("run_id", "a.b *>\u0000c")
			.tag("text", TEXT)
			.start();
		span.tag("long", 42L).tag("double", 0.5).tag("flag", true).tagOfStrings("strings", List.of("a", "b"));
		span.event("half", START + 500_000, TimeUnit.MICROSECONDS);
		span.error(new IllegalStateException("no such build"));
		load.ended(span, START + 1_234_999);
	}

	/**
	 * Check the span of the facade.
	 * @param spans all that came from one tracer
	 * @param typed whether that keeps the types of tags
	 */
	static void check(List<StoredMessage> spans, boolean typed) {
		StoredMessage known = known(spans, "known " + TEXT);
		assertThat(known.subject()).endsWith(".a_b____c");
		ObjectNode json = known.json().deepCopy();
		assertThat(json.remove("span_id").asText()).matches("[0-9a-f]{16}");
		JsonNode exception = withName(json.remove("events"), "exception");
		assertThat(exception.at("/attributes/exception.type").asText()).isEqualTo("java.lang.IllegalStateException");
		assertThat(exception.at("/attributes/exception.message").asText()).isEqualTo("no such build");
		assertThat(exception.at("/attributes/exception.stacktrace").asText())
			.startsWith("java.lang.IllegalStateException: no such build")
			.contains(KnownSpans.class.getName());
		assertThat(withName(known.json().get("events"), "half"))
			.isEqualTo(Json.of("{'name':'half','time':'2024-01-15T10:30:00.623456Z'}"));
		String tags = typed ? "'long':42,'double':0.5,'flag':true,'strings':['a','b']"
				: "'long':'42','double':'0.5','flag':'true','strings':'a,b'";
		json.retain("trace_id", "parent_id", "name", "kind", "start_time", "end_time", "duration_ms", "status",
				"attributes", "error", "links", "remote_service");
		if (typed) {
			// The bridge has no other place for it
			((ObjectNode) json.get("attributes")).remove("peer.service");
		}
		assertThat(json).isEqualTo(Json.of("""
				{'trace_id':'a1b2c3d4e5f60718293a4b5c6d7e8f90','parent_id':'1a2b3c4d5e6f7081','name':NAME,
				'kind':'consumer','start_time':'2024-01-15T10:30:00.123456Z','end_time':'2024-01-15T10:30:01.358455Z',
				'duration_ms':1234,'status':'error','attributes':{'run_id':'a.b *>\\u0000c','text':TEXT,TAGS},
				'error':'no such build','remote_service':'billing',
				'links':[{'trace_id':'0af7651916cd43dd8448eb211c80319c','span_id':'b7ad6b7169203331',
				'attributes':{'why':'retry'}}]}""".replace("NAME", Json.quoted("known " + TEXT))
			.replace("TEXT", Json.quoted(TEXT))
			.replace("TAGS", tags)));
	}

	/**
	 * Trace what only OpenTelemetry's own interface can say.
	 * @param tracer a tracer
	 * @return how many spans ended
	 */
	static int trace(Tracer tracer) {
		Instant start = Instant.parse("2024-01-15T10:30:00.000000001Z");
		SpanContext linked = SpanContext.create("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331",
				TraceFlags.getDefault(), TraceState.getDefault());
		io.opentelemetry.api.trace.Span parent = tracer.spanBuilder("known parent")
			.setNoParent()
			.setStartTimestamp(start)
			.startSpan();
		io.opentelemetry.api.trace.Span child = tracer.spanBuilder("known child")
			.setParent(Context.root().with(parent))
			.setSpanKind(SpanKind.CLIENT)
			.setStartTimestamp(start.plusNanos(1))
			.addLink(linked)
			.startSpan();
		child.setAttribute("nan", Double.NaN)
			.setAttribute("infinity", Double.POSITIVE_INFINITY)
			.setAttribute("empty", "")
			.setAttribute("server.address", "db.local")
			.setAttribute(AttributeKey.longArrayKey("longs"), List.of(1L, 2L))
			.setAttribute(AttributeKey.doubleArrayKey("doubles"), List.of(1.5, Double.NaN, 2.0))
			.setAttribute(AttributeKey.booleanArrayKey("flags"), List.of(true, false));
		child.addEvent("typed", Attributes.of(AttributeKey.longKey("n"), 7L), start.plusNanos(2));
		child.addEvent("", start.plusNanos(3));
		child.setStatus(StatusCode.ERROR, "broken pipe");
		child.end(start.plusMillis(3));
		parent.setStatus(StatusCode.OK);
		parent.end(start.plusNanos(999_999));
		return 2;
	}

	static void checkTyped(List<StoredMessage> spans) {
		JsonNode parent = known(spans, "known parent").json();
		ObjectNode child = known(spans, "known child").json().deepCopy();
		assertThat(parent.get("parent_id").asText()).isEmpty();
		assertThat(parent.get("duration_ms").intValue()).isZero();
		assertThat(parent.get("status").asText()).isEqualTo("ok");
		assertThat(parent.get("kind").asText()).isEqualTo("internal");
		assertThat(parent.get("start_time").asText()).isEqualTo("2024-01-15T10:30:00.000000001Z");
		assertThat(parent.get("end_time").asText()).isEqualTo("2024-01-15T10:30:00.001Z");
		assertThat(child.remove("trace_id")).isEqualTo(parent.get("trace_id"));
		assertThat(child.remove("parent_id")).isEqualTo(parent.get("span_id"));
		assertThat(child.remove("span_id")).isNotEqualTo(parent.get("span_id"));
		assertThat(known(spans, "known child").subject()).endsWith(".no-run");
		child.remove(List.of("service", "instance", "resource"));
		assertThat(child).isEqualTo(Json.of("""
				{'name':'known child','kind':'client','start_time':'2024-01-15T10:30:00.000000002Z',
				'end_time':'2024-01-15T10:30:00.003000001Z','duration_ms':2,'status':'error',
				'attributes':{'empty':'','server.address':'db.local','longs':[1,2],'doubles':[1.5,2.0],
				'flags':[true,false]},
				'events':[{'name':'typed','time':'2024-01-15T10:30:00.000000003Z','attributes':{'n':7}},
				{'name':'unnamed','time':'2024-01-15T10:30:00.000000004Z'}],
				'error':'broken pipe','remote_service':'db.local',
				'links':[{'trace_id':'0af7651916cd43dd8448eb211c80319c','span_id':'b7ad6b7169203331',
				'attributes':{}}]}"""));
	}

	private static StoredMessage known(List<StoredMessage> spans, String name) {
		List<StoredMessage> known = spans.stream()
			.filter((span) -> span.json().path("name").asText().equals(name))
			.toList();
		assertThat(known).as(name).hasSize(1);
		return known.get(0);
	}

	private static JsonNode withName(JsonNode events, String name) {
		for (JsonNode event : events) {
			if (event.path("name").asText().equals(name)) {
				return event;
			}
		}
		throw new AssertionError("No event '" + name + "' among " + events);
	}

}
