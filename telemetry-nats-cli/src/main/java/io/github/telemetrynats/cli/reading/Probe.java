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

package io.github.telemetrynats.cli.reading;

import java.time.Duration;

import io.nats.client.NUID;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;

/**
 * Asks where in the stream something is without reading it: the answer to the creation of
 * a consumer says where it starts and how many records it would deliver. The consumer is
 * deleted at once.
 */
final class Probe {

	private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(1);

	private final Session session;

	private final SubjectPlan plan;

	Probe(Session session, SubjectPlan plan) {
		this.session = session;
		this.plan = plan;
	}

	/**
	 * Look at a place.
	 * @param start the place
	 * @return what is there
	 */
	Place look(Start start) {
		long sequence = -1;
		long pending = 0;
		for (String filter : this.plan.asked()) {
			Place place = look(filter, start);
			pending += place.pending();
			boolean better = (start instanceof Start.Last) ? place.pending() > 0 && place.sequence() > sequence
					: sequence < 0 || place.sequence() < sequence;
			sequence = better ? place.sequence() : sequence;
		}
		return new Place(Math.max(1, sequence), pending);
	}

	private Place look(String filter, Start start) {
		String consumer = "telemetry-nats-" + NUID.nextGlobal();
		JsonValue info = Cursor.create(this.session, consumer, filter, start, FORGOTTEN_AFTER);
		this.session.link()
			.connection()
			.publish(this.session.link().apiPrefix() + ".CONSUMER.DELETE." + this.session.stream() + '.' + consumer,
					new byte[0]);
		return new Place(Cursor.firstSequence(info), JsonValueUtils.readLong(info, "num_pending", 0));
	}

	/**
	 * Find a place behind which there are at least so many records, but not many more.
	 * @param first no earlier than this
	 * @param last the last record that is there
	 * @param count how many records there should be from there on
	 * @return the place; from the first one on there may be fewer
	 */
	Place find(Place first, Place last, long count) {
		if (first.pending() <= count) {
			return first;
		}
		long low = first.sequence();
		long lowPending = first.pending();
		long high = last.sequence();
		long highPending = Math.min(last.pending(), count);
		// A guess that lies a bit too early costs less than another one
		long guess = high - (count - highPending);
		while (high - low > 1) {
			guess = Math.max(low + 1, Math.min(high - 1, guess));
			Place place = look(new Start.At(guess));
			if (place.pending() >= count) {
				low = guess;
				lowPending = place.pending();
				if (lowPending <= count + Math.max(1_000, count)) {
					break;
				}
			}
			else {
				high = guess;
				highPending = place.pending();
			}
			double share = (count * 1.2 - highPending) / Math.max(1, lowPending - highPending);
			guess = high - (long) ((high - low) * Math.min(0.95, Math.max(0.05, share)));
		}
		return new Place(low, lowPending);
	}

	/**
	 * A place in the stream.
	 *
	 * @param sequence its sequence
	 * @param pending how many records that are wanted there are from there on
	 */
	record Place(long sequence, long pending) {

	}

}
