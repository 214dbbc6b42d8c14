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

package io.github.telemetrynats.actuate;

import java.util.function.Supplier;

import io.github.telemetrynats.connection.ConnectionState;
import io.github.telemetrynats.publisher.PublisherStats;
import io.github.telemetrynats.stream.StreamState;

/**
 * Where health, endpoint and meters read what is known now. The suppliers never block and
 * touch no network. Immutable; as safe for use by several threads as its suppliers.
 *
 * @param connection gives the state of the connection
 * @param stream gives the state of the stream
 * @param publisher gives the ledger and the bounds of the publisher
 */
public record PipelineSnapshots(Supplier<ConnectionState> connection, Supplier<StreamState> stream,
		Supplier<PublisherStats> publisher) {

}
