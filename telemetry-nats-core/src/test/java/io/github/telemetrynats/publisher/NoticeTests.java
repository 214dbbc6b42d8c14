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

import java.util.List;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import io.github.telemetrynats.record.Signal;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DropNotice} and {@link RefusalNotice}.
 */
class NoticeTests {

	private final Logger logger = (Logger) LoggerFactory.getLogger(TelemetryPublisher.class);

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	private final Ledger ledger = new Ledger();

	private long now;

	@BeforeEach
	void listen() {
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.appender);
	}

	@Test
	void dropsAreToldAtOnceThenOnceAMinuteAndWhenTheyEnd() {
		DropNotice notice = new DropNotice(this.ledger, () -> "at nats://somewhere");
		for (int second = 0; second < 150; second++) {
			this.ledger.dropped(Signal.LOGS, DropReason.QUEUE_FULL);
			check(notice);
		}
		assertThat(messages(Level.WARN)).hasSize(3)
			.first()
			.asString()
			.contains("1 queue-full")
			.contains("at nats://somewhere");
		for (int second = 0; second < 60; second++) {
			check(notice);
		}
		assertThat(messages(Level.WARN)).hasSize(4).last().asString().contains("150 records were lost");
		assertThat(notice.isActive()).isFalse();
	}

	@Test
	void secondEpisodeOfDropsTellsItsOwnNumber() {
		DropNotice notice = new DropNotice(this.ledger, () -> "");
		for (int episode = 0; episode < 2; episode++) {
			this.ledger.dropped(Signal.SPANS, DropReason.QUEUE_FULL);
			for (int second = 0; second < 80; second++) {
				check(notice);
			}
		}
		assertThat(messages(Level.WARN)).filteredOn((message) -> message.contains("1 records were lost")).hasSize(2);
	}

	@Test
	void dropsThatComeAndGoAreToldOnceAMinute() {
		DropNotice notice = new DropNotice(this.ledger, () -> "");
		int minutes = 10;
		for (int second = 0; second < minutes * 60; second++) {
			if (second % 15 == 0) {
				this.ledger.dropped(Signal.LOGS, DropReason.QUEUE_FULL);
			}
			check(notice);
		}
		assertThat(messages(Level.WARN)).hasSizeBetween(minutes / 2, minutes + 1);
		for (int second = 0; second < 120; second++) {
			check(notice);
		}
		assertThat(messages(Level.WARN).stream()
			.filter((message) -> message.contains("were lost"))
			.mapToLong((message) -> Long.parseLong(message.replaceFirst(".*: (\\d+) records.*", "$1")))
			.sum()).isEqualTo(minutes * 60 / 15);
		assertThat(notice.isActive()).isFalse();
	}

	@Test
	void dropThatIsNotToldYetAsksForACheck() {
		DropNotice notice = new DropNotice(this.ledger, () -> "");
		check(notice);
		assertThat(notice.isActive()).isFalse();
		this.ledger.dropped(Signal.LOGS, DropReason.NOT_ENCODABLE);
		assertThat(notice.isActive()).isTrue();
		check(notice);
		assertThat(messages(Level.WARN)).hasSize(1);
	}

	@Test
	void shortRefusalIsNotWorthALine() {
		RefusalNotice notice = new RefusalNotice(() -> "");
		notice.refused(0, "no leader");
		notice.refused(TimeUnit.SECONDS.toNanos(1), "no leader");
		notice.taken(TimeUnit.SECONDS.toNanos(2));
		notice.refused(TimeUnit.SECONDS.toNanos(3), "no leader");
		assertThat(this.appender.list).isEmpty();
	}

	@Test
	void longRefusalIsToldOnceAndSoIsItsEnd() {
		RefusalNotice notice = new RefusalNotice(() -> "at nats://somewhere");
		for (int second = 0; second < 100; second++) {
			notice.refused(TimeUnit.SECONDS.toNanos(second), "maximum bytes exceeded");
		}
		notice.taken(TimeUnit.SECONDS.toNanos(100));
		notice.taken(TimeUnit.SECONDS.toNanos(101));
		assertThat(messages(Level.WARN)).singleElement()
			.asString()
			.contains("maximum bytes exceeded")
			.contains("at nats://somewhere");
		assertThat(messages(Level.INFO)).singleElement().asString().contains("PT1M40S");
	}

	private void check(DropNotice notice) {
		this.now += TimeUnit.SECONDS.toNanos(1);
		notice.check(this.now);
	}

	private List<String> messages(Level level) {
		return this.appender.list.stream()
			.filter((event) -> event.getLevel() == level)
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

}
