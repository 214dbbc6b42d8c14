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

package io.github.telemetrynats.stream;

import java.time.Duration;

import io.github.telemetrynats.publisher.PublishedStream;

/**
 * What the publisher asks of the stream, answered by the provisioner, as in an
 * application.
 *
 * @param provisioner knows the stream
 */
public record ProvisionedStream(StreamProvisioner provisioner) implements PublishedStream {

	@Override
	public String name() {
		return this.provisioner.state().name();
	}

	@Override
	public Duration duplicateWindow() {
		return this.provisioner.state().duplicateWindow();
	}

	@Override
	public void missing() {
		this.provisioner.streamMissing();
	}

}
