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

package io.github.telemetrynats.benchmarks.load.durable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PublishOptions;
import io.nats.client.api.PublishAck;
import org.jspecify.annotations.Nullable;

/**
 * A bare loop over {@code JetStream.publishAsync} with a payload made beforehand: what a
 * program does that has nothing but this one loop to do. No flush is forced for each
 * message, which is the faster way.
 */
final class PublishAsyncArm implements Arm {

	private final String idPrefix = Load.newIdPrefix();

	private final Connection connection;

	private final JetStream jetStream;

	private final byte[] body;

	private final List<@Nullable CompletableFuture<PublishAck>> onTheirWay;

	private long number;

	PublishAsyncArm(int window, Load load, int port) throws Exception {
		this.connection = Nats.connect(Options.builder()
			.server("nats://127.0.0.1:" + port)
			.dontForceFlushOnRequest()
			.maxMessagesInOutgoingQueue(2 * window)
			.connectionTimeout(PATIENCE)
			.requestCleanupInterval(PATIENCE)
			.build());
		this.jetStream = this.connection.jetStream();
		this.body = load.body();
		this.onTheirWay = new ArrayList<>(Collections.nCopies(window, null));
	}

	@Override
	public long send(int records) throws InterruptedException {
		long confirmed = 0;
		int window = this.onTheirWay.size();
		for (int i = 0; i < records + window; i++) {
			CompletableFuture<PublishAck> oldest = this.onTheirWay.get(i % window);
			if (oldest != null && isConfirmed(oldest)) {
				confirmed++;
			}
			this.onTheirWay.set(i % window, (i < records) ? publish() : null);
		}
		return confirmed;
	}

	private CompletableFuture<PublishAck> publish() {
		PublishOptions options = PublishOptions.builder().messageId(this.idPrefix + this.number++).build();
		return this.jetStream.publishAsync(Load.SUBJECT, this.body, options);
	}

	private static boolean isConfirmed(CompletableFuture<PublishAck> future) throws InterruptedException {
		try {
			return !future.get().isDuplicate();
		}
		catch (ExecutionException ex) {
			return false;
		}
	}

	@Override
	public void close() throws InterruptedException {
		this.connection.close();
	}

}
