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

package io.github.telemetrynats.autoconfigure;

import java.util.List;

import io.github.telemetrynats.test.ContractCheck;
import io.github.telemetrynats.test.StoredMessage;
import io.github.telemetrynats.test.TelemetryStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares what an application says that it has done with what the stream says.
 */
final class Audit {

	private final TelemetryStream stream;

	private final ApplicationProcess application;

	/**
	 * Audit an application.
	 * @param stream the stream, written by that application alone
	 * @param application the application, ended
	 */
	Audit(TelemetryStream stream, ApplicationProcess application) {
		this.stream = stream;
		this.application = application;
	}

	/**
	 * Compare what was sold with what the stream says.
	 * @return all messages
	 */
	List<StoredMessage> assertSales() {
		List<StoredMessage> messages = assertWhole();
		long sales = this.application.number("Sales: (\\d+)");
		assertThat(sales).isPositive();
		assertThat(this.stream.spans().stream().filter((span) -> name(span).equals("sale")).count()).isEqualTo(sales);
		assertThat(texts(messages).stream().filter("Sold"::equals).count()).isEqualTo(sales);
		assertThat(this.stream.messages("telemetry.metrics.shop.sales")
			.stream()
			.mapToDouble((point) -> point.json().path("value").asDouble())
			.sum()).isEqualTo((double) sales);
		return messages;
	}

	/**
	 * Compare the stream with the ledgers of an application that has lost nothing.
	 * @return all messages
	 */
	List<StoredMessage> assertWhole() {
		return assertWhole("publisher closed: (\\d+) records confirmed, none dropped");
	}

	/**
	 * Compare the stream with the ledger: no id twice, no sequence missing, not a record
	 * more or less than was told.
	 * @param closing what every publisher says at its end, with the number of records
	 * @return all messages
	 */
	List<StoredMessage> assertWhole(String closing) {
		List<StoredMessage> messages = this.stream.messages();
		ContractCheck contract = new ContractCheck();
		assertThat(messages.stream().flatMap((message) -> contract.check(message).stream())).isEmpty();
		assertThat(contract.duplicates(messages)).isEmpty();
		assertThat(contract.gaps(messages)).isEmpty();
		assertThat((long) messages.size()).as(this.application::output).isEqualTo(this.application.sum(closing));
		return messages;
	}

	static String name(StoredMessage message) {
		return message.json().path("name").asText();
	}

	static List<String> texts(List<StoredMessage> messages) {
		return messages.stream().map((message) -> message.json().path("message").asText()).toList();
	}

}
