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

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.exporter.FinishedSpan;

/**
 * A span of a tracer that nobody knows. Fails on what must not be asked.
 */
final class StubSpan implements FinishedSpan {

	static final Instant START = Instant.parse("2024-01-15T10:30:00Z");

	final Map<String, Object> tags = new HashMap<>();

	final List<Map.Entry<Long, String>> events = new ArrayList<>();

	final List<Link> links = new ArrayList<>();

	String name = "stub";

	String parentId;

	Throwable error;

	StubSpan name(String name) {
		this.name = name;
		return this;
	}

	StubSpan tag(String key, Object value) {
		this.tags.put(key, value);
		return this;
	}

	StubSpan event(long timestamp, String name) {
		this.events.add(Map.entry(timestamp, name));
		return this;
	}

	StubSpan parentId(String parentId) {
		this.parentId = parentId;
		return this;
	}

	StubSpan error(Throwable error) {
		this.error = error;
		return this;
	}

	@Override
	public FinishedSpan setName(String name) {
		return name(name);
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public Instant getStartTimestamp() {
		return START;
	}

	@Override
	public Instant getEndTimestamp() {
		return START.plusSeconds(1);
	}

	@Override
	public FinishedSpan setTags(Map<String, String> tags) {
		this.tags.clear();
		this.tags.putAll(tags);
		return this;
	}

	@Override
	public Map<String, String> getTags() {
		throw new UnsupportedOperationException();
	}

	@Override
	public Map<String, Object> getTypedTags() {
		return this.tags;
	}

	@Override
	public FinishedSpan setEvents(Collection<Map.Entry<Long, String>> events) {
		this.events.clear();
		this.events.addAll(events);
		return this;
	}

	@Override
	public Collection<Map.Entry<Long, String>> getEvents() {
		return this.events;
	}

	@Override
	public String getSpanId() {
		return "f6e5d4c3b2a10987";
	}

	@Override
	public String getParentId() {
		return this.parentId;
	}

	@Override
	public String getRemoteIp() {
		throw new UnsupportedOperationException();
	}

	@Override
	public String getLocalIp() {
		throw new UnsupportedOperationException();
	}

	@Override
	public FinishedSpan setLocalIp(String ip) {
		return this;
	}

	@Override
	public int getRemotePort() {
		throw new NumberFormatException();
	}

	@Override
	public FinishedSpan setRemotePort(int port) {
		return this;
	}

	@Override
	public String getTraceId() {
		return "a1b2c3d4e5f60718293a4b5c6d7e8f90";
	}

	@Override
	public Throwable getError() {
		return this.error;
	}

	@Override
	public FinishedSpan setError(Throwable error) {
		return error(error);
	}

	@Override
	public Span.Kind getKind() {
		return null;
	}

	@Override
	public String getRemoteServiceName() {
		return null;
	}

	@Override
	public FinishedSpan setRemoteServiceName(String remoteServiceName) {
		return this;
	}

	@Override
	public List<Link> getLinks() {
		return this.links;
	}

}
