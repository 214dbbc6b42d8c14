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

package io.github.telemetrynats.bridge.load;

import io.nats.client.Connection;
import io.nats.client.ConsumerContext;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.FetchConsumer;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.ConsumerConfiguration;

/**
 * Reads a signal and acknowledges it, and nothing else: what a bridge is compared with.
 */
public final class BareConsumer {

	private BareConsumer() {
	}

	public static void main(String[] args) throws Exception {
		Options options = new Options.Builder().server(args[0]).dontForceFlushOnRequest().build();
		try (Connection connection = Nats.connect(options)) {
			ConsumerContext consumer = connection.getStreamContext("TELEMETRY")
				.createOrUpdateConsumer(ConsumerConfiguration.builder()
					.durable(args[1])
					.filterSubject(args[2])
					.maxAckPending(100_000)
					.build());
			FetchConsumeOptions batch = FetchConsumeOptions.builder()
				.maxMessages(Integer.parseInt(args[3]))
				.expiresIn(1_000)
				.build();
			while (true) {
				try (FetchConsumer fetched = consumer.fetch(batch)) {
					Message message = fetched.nextMessage();
					while (message != null) {
						message.ack();
						message = fetched.nextMessage();
					}
				}
			}
		}
	}

}
