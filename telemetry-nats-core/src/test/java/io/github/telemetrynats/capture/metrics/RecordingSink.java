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

package io.github.telemetrynats.capture.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.telemetrynats.publisher.DropReason;
import io.github.telemetrynats.publisher.SignalSink;
import io.github.telemetrynats.record.CapturedSignal;
import io.github.telemetrynats.record.MetricPoint;
import io.github.telemetrynats.record.Signal;

/**
 * Keeps the points that are offered, and fails on those that the contract forbids.
 */
final class RecordingSink implements SignalSink {

	private final ConcurrentLinkedQueue<MetricPoint> points = new ConcurrentLinkedQueue<>();

	private final ConcurrentLinkedQueue<String> lost = new ConcurrentLinkedQueue<>();

	private volatile AssertionError violation;

	@Override
	public boolean offer(CapturedSignal signal) {
		MetricPoint point = (MetricPoint) signal;
		MetricPoint.Distribution distribution = point.distribution();
		boolean finite = Double.isFinite(point.value()) && (distribution == null || (Double.isFinite(distribution.sum())
				&& (distribution.max() == null || Double.isFinite(distribution.max())) && distribution.count() > 0));
		boolean ordered = point.startTime() == null || !point.startTime().isAfter(point.timestamp());
		if (!finite || !ordered) {
			this.violation = new AssertionError("Offered " + point);
		}
		return this.points.add(point);
	}

	@Override
	public void lost(Signal about, DropReason reason, long records) {
		this.lost.add(records + " " + reason.token());
	}

	/**
	 * Return what was lost, as number and reason.
	 * @return what was lost, in the order in which it was told
	 */
	List<String> lost() {
		return List.copyOf(this.lost);
	}

	List<MetricPoint> points() {
		if (this.violation != null) {
			throw this.violation;
		}
		return new ArrayList<>(this.points);
	}

	List<MetricPoint> points(String name) {
		return points().stream().filter((point) -> point.name().equals(name)).toList();
	}

	MetricPoint point(String name) {
		List<MetricPoint> points = points(name);
		if (points.size() != 1) {
			throw new AssertionError("Expected one point " + name + " but got " + points + " of " + points());
		}
		return points.get(0);
	}

	double total(String name) {
		return points(name).stream().mapToDouble(MetricPoint::value).sum();
	}

	void clear() {
		this.points.clear();
	}

}
