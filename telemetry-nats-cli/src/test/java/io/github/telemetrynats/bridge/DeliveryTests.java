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

package io.github.telemetrynats.bridge;

import java.time.Instant;

import io.nats.client.Message;
import io.nats.client.impl.NatsMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link Delivery}.
 */
class DeliveryTests {

	@ParameterizedTest
	@ValueSource(strings = { "$JS.ACK.TELEMETRY.otlp-bridge-logs.3.4711.99.1767225600123456789.42",
			"$JS.ACK._.hash.TELEMETRY.otlp-bridge-logs.3.4711.99.1767225600123456789.42.random",
			"$JS.ACK.hub.hash.TELEMETRY.otlp-bridge-logs.3.4711.99.1767225600123456789.42" })
	void theServerSaysWhereAMessageStands(String subject) {
		Delivery delivery = Delivery.of(message(subject));
		assertThat(delivery.sequence()).isEqualTo(4711);
		assertThat(delivery.stored()).isEqualTo(Instant.parse("2026-01-01T00:00:00.123456789Z"));
		assertThat(delivery.pending()).isEqualTo(42);
	}

	@Test
	void theSameMessageIsTheSameHoweverOftenItIsDelivered() {
		Delivery first = Delivery.of(message("$JS.ACK.TELEMETRY.c.1.7.7.1767225600000000001.0"));
		Delivery again = Delivery.of(message("$JS.ACK.TELEMETRY.c.2.7.19.1767225600000000001.5"));
		assertThat(again.key()).isEqualTo(first.key()).hasSameHashCodeAs(first.key());
	}

	@Test
	void theSameSequenceOfAStreamThatWasMadeAnewIsAnother() {
		Delivery first = Delivery.of(message("$JS.ACK.TELEMETRY.c.1.7.7.1767225600000000001.0"));
		Delivery other = Delivery.of(message("$JS.ACK.TELEMETRY.c.1.7.7.1767225600000000002.0"));
		assertThat(other.key()).isNotEqualTo(first.key());
	}

	@Test
	void whatNoConsumerDeliveredIsRefused() {
		assertThatIllegalStateException().isThrownBy(() -> Delivery.of(message("_INBOX.1")))
			.withMessageContaining("_INBOX.1");
		assertThatIllegalStateException().isThrownBy(() -> Delivery.of(message(null)));
	}

	private static Message message(@Nullable String replyTo) {
		return NatsMessage.builder().subject("telemetry.logs.a.info").replyTo(replyTo).build();
	}

}
