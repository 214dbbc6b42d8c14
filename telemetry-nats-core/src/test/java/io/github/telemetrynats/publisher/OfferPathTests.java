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

package io.github.telemetrynats.publisher;

import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that nothing that {@link TelemetryPublisher#offer} reaches takes a lock or waits,
 * by reading the byte code; nor does what captures, as far as it is our own and no
 * interface is in between. Whatever JDK runs this: with a lock, a virtual thread would be
 * pinned on those that have such threads.
 */
class OfferPathTests {

	private static final Set<String> HARMLESS_PACKAGES = Set.of("java/lang", "java/util", "java/util/concurrent/atomic",
			"java/util/function", "java/lang/invoke");

	private static final Set<String> WAITING = Set.of("java/lang/Object.wait", "java/lang/Thread.sleep",
			"java/lang/Thread.join", "java/lang/Thread.yield");

	private final OfferPath path = OfferPath.of(TelemetryPublisher.class, "offer");

	@Test
	void leadsThroughLanesLedgerAndSignal() {
		assertThat(this.path.reached()).anyMatch((method) -> method.contains("/Lanes.offer("))
			.anyMatch((method) -> method.contains("/Ledger.dropped("))
			.anyMatch((method) -> method.contains("/LateArrivals.count("))
			.anyMatch((method) -> method.contains("/WorkerSignal.wake("))
			.anyMatch((method) -> method.contains("MpscAtomicArrayQueue.offer("));
	}

	@Test
	void takesNoLock() {
		assertThat(this.path.locking()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "io.github.telemetrynats.capture.logging.NatsLogbackAppender, doAppend, /LogFeed.offer(",
			"io.github.telemetrynats.capture.logging.NatsLogbackAppender, doAppend, /StartupBuffer.plus(",
			"io.github.telemetrynats.capture.tracing.NatsSpanProcessor, onEnd, /SignalSink.offer(",
			"io.github.telemetrynats.capture.tracing.NatsSpanReporter, report, /SignalSink.offer(",
			"io.github.telemetrynats.capture.metrics.ObservedTimer, recordNonNegative, /SignalSink.offer(",
			"io.github.telemetrynats.capture.metrics.WindowCounter, increment, /WindowCounter.increment(" })
	void captureTakesNoLockOfItsOwn(String type, String method, String destination) throws Exception {
		OfferPath capture = OfferPath.of(Class.forName(type), method);
		assertThat(capture.reached()).anyMatch((reached) -> reached.contains(destination));
		assertThat(capture.locking()).isEmpty();
		assertThat(capture.calledElsewhere()).noneMatch((call) -> call.startsWith("java/util/concurrent/locks/"))
			.doesNotContainAnyElementsOf(WAITING);
	}

	@Test
	void callsNothingThatMayWait() {
		Set<String> suspicious = this.path.calledElsewhere()
			.stream()
			.filter((call) -> !HARMLESS_PACKAGES.contains(call.substring(0, call.lastIndexOf('/'))))
			.collect(Collectors.toSet());
		assertThat(suspicious).containsExactly("java/util/concurrent/locks/LockSupport.unpark");
		assertThat(this.path.calledElsewhere()).doesNotContainAnyElementsOf(WAITING);
	}

	@Test
	void findsTheLocksThatThereAre() {
		assertThat(OfferPath.of(OfferPathTests.class, "locks").locking()).hasSize(2);
	}

	synchronized void locks() {
		Runnable hidden = () -> {
			synchronized (this.path) {
				this.path.reached();
			}
		};
		hidden.run();
	}

}
