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

package io.github.telemetrynats.sample;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes orders.
 */
@RestController
class OrderController {

	private final OrderService orders;

	private final Runs runs;

	OrderController(OrderService orders, Runs runs) {
		this.orders = orders;
		this.runs = runs;
	}

	@PostMapping("/orders")
	ResponseEntity<Map<String, Object>> place(@RequestBody(required = false) @Nullable Map<String, Object> order) {
		String runId = Runs.newId();
		try {
			String orderId = this.runs.run(runId, "http", () -> this.orders.place((order != null) ? order : Map.of()));
			return ResponseEntity.status(HttpStatus.CREATED)
				.body(Map.of(Runs.RUN_ID, runId, "order_id", orderId, "status", "placed"));
		}
		catch (PaymentDeclinedException ex) {
			return ResponseEntity.status(HttpStatus.PAYMENT_REQUIRED)
				.body(Map.of(Runs.RUN_ID, runId, "status", "declined", "reason", String.valueOf(ex.getMessage())));
		}
	}

}
