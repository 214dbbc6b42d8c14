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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.telemetrynats.publisher.Answer.Verdict;
import io.github.telemetrynats.publisher.PublishLink.Handover;
import io.github.telemetrynats.publisher.StoredIds.Outcome;

/**
 * A model of a JetStream server in virtual time, which may answer late, twice, never, out
 * of order or wrongly, but keeps its word: what it confirms is stored.
 */
final class FakeServer implements PublishLink {

	private final Random random;

	private PublishEvents events;

	private final PriorityQueue<Delayed> answers = new PriorityQueue<>(Comparator.comparingLong(Delayed::at));

	private final Queue<Answer> arrived = new ArrayDeque<>();

	private final Map<String, Long> storedAt = new HashMap<>();

	private final List<String> stored = new ArrayList<>();

	private final long duplicateWindowNanos = TimeUnit.SECONDS.toNanos(5);

	private long now;

	private int lookUps;

	private boolean up;

	private boolean nasty = true;

	private Predicate<String> impossible = (id) -> false;

	/** What came while it hung, from whichever connection: it is all read afterwards. */
	private final List<Runnable> unread = new ArrayList<>();

	private boolean hanging;

	private boolean jetStreamOff;

	private boolean lookUpsFail = true;

	private boolean lookingUp;

	private int connections;

	FakeServer(Random random, PublishEvents events) {
		this.random = random;
		this.events = events;
	}

	/**
	 * Go on with another process, now that the one before is gone: what it has sent may
	 * still be read, and no answer finds it.
	 * @param newEvents where answers go
	 */
	void nextProcess(PublishEvents newEvents) {
		this.up = false;
		this.connections++;
		this.lookingUp = false;
		this.answers.clear();
		this.arrived.clear();
		this.events = newEvents;
	}

	void up() {
		this.up = true;
		this.connections++;
		this.events.located(this.stored.size());
		this.events.linkUp();
	}

	void down() {
		this.up = false;
		if (this.random.nextBoolean()) {
			this.answers.clear();
		}
		if (this.lookingUp) {
			answerLookUp(StoredIds.failed());
		}
		this.events.linkDown();
	}

	/**
	 * Do nothing any more with what comes.
	 */
	void hang() {
		this.hanging = true;
	}

	boolean isHanging() {
		return this.hanging;
	}

	/**
	 * Go on with what has come meanwhile.
	 */
	void resume() {
		this.hanging = false;
		List<Runnable> missed = List.copyOf(this.unread);
		this.unread.clear();
		missed.forEach(Runnable::run);
	}

	/**
	 * Refuse records and look-ups.
	 * @param off whether to do so
	 */
	void jetStreamOff(boolean off) {
		this.jetStreamOff = off;
	}

	boolean isJetStreamOff() {
		return this.jetStreamOff;
	}

	/**
	 * Have the client refuse messages before they are sent.
	 * @param id decides by the id
	 */
	void impossible(Predicate<String> id) {
		this.impossible = id;
	}

	void behave() {
		this.nasty = false;
	}

	void answerLookUps() {
		this.lookUpsFail = false;
	}

	boolean isUp() {
		return this.up;
	}

	void advanceTo(long time) {
		this.now = time;
		while (!this.answers.isEmpty() && this.answers.peek().at() <= time) {
			this.arrived.add(this.answers.poll().answer());
		}
	}

	List<String> stored() {
		return this.stored;
	}

	@Override
	public Handover send(Outgoing outgoing, int generation) {
		if (!this.up || (this.nasty && chance(20))) {
			return Handover.NOT_NOW;
		}
		if (this.impossible.test(outgoing.headers().id())) {
			return Handover.NEVER;
		}
		int slot = outgoing.slot();
		int attempt = outgoing.attempts();
		if (this.nasty && chance(10)) {
			return Handover.SENT;
		}
		int connection = this.connections;
		String id = outgoing.headers().id();
		read(() -> receive(slot, generation, attempt, id, connection));
		return Handover.SENT;
	}

	@Override
	public @Nullable Answer pollAnswer() {
		return this.arrived.poll();
	}

	@Override
	public void awaitAnswer(long nanos) {
		throw new IllegalStateException("Nobody waits in virtual time");
	}

	private void read(Runnable work) {
		if (this.hanging) {
			this.unread.add(work);
		}
		else {
			work.run();
		}
	}

	private void receive(int slot, int generation, int attempt, String id, int connection) {
		if (this.jetStreamOff || (this.nasty && chance(10))) {
			answer(new Answer(slot, generation, attempt, chance(2) ? Verdict.NO_STREAM : Verdict.NOT_NOW, 0, "not now"),
					connection);
			return;
		}
		if (this.nasty && chance(50)) {
			answer(new Answer(slot, generation - 1, attempt, Verdict.STORED, 1, "a lie"), connection);
			answer(new Answer(1_000_000, 0, 0, Verdict.STORED, 1, "a lie"), connection);
		}
		Answer answer = new Answer(slot, generation, attempt, store(id), this.stored.size(), "");
		if (!this.nasty || !chance(10)) {
			answer(answer, connection);
		}
		if (this.nasty && chance(10)) {
			answer(answer, connection);
		}
	}

	@Override
	public boolean lookUp(long afterSequence, List<Outgoing> records) {
		if (!this.up) {
			return false;
		}
		this.lookUps++;
		this.lookingUp = true;
		int connection = this.connections;
		read(() -> {
			if (this.lookingUp && connection == this.connections) {
				boolean failed = this.jetStreamOff || (this.nasty && this.lookUpsFail && chance(5));
				answerLookUp(failed ? StoredIds.failed() : new StoredIds(Outcome.COMPLETE,
						Set.copyOf(this.stored.subList((int) afterSequence, this.stored.size()))));
			}
		});
		return true;
	}

	private void answerLookUp(StoredIds found) {
		this.lookingUp = false;
		this.events.lookedUp(found);
	}

	@Override
	public long duplicateWindowNanos() {
		return this.duplicateWindowNanos;
	}

	int lookUps() {
		return this.lookUps;
	}

	@Override
	public int maxPayloadBytes() {
		return JetStreamLink.DEFAULT_MAX_PAYLOAD_BYTES;
	}

	private Verdict store(String id) {
		Long before = this.storedAt.get(id);
		if (before != null && this.now - before < this.duplicateWindowNanos) {
			return Verdict.STORED_BEFORE;
		}
		this.storedAt.put(id, this.now);
		this.stored.add(id);
		return Verdict.STORED;
	}

	private void answer(Answer answer, int connection) {
		if (!this.up || connection != this.connections) {
			return;
		}
		long delay = this.nasty ? TimeUnit.MILLISECONDS.toNanos(this.random.nextInt(chance(20) ? 4000 : 50)) : 0;
		this.answers.add(new Delayed(this.now + delay, answer));
	}

	private boolean chance(int oneIn) {
		return this.random.nextInt(oneIn) == 0;
	}

	private record Delayed(long at, Answer answer) {

	}

}
