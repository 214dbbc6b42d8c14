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

package io.github.telemetrynats.benchmarks.capture;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import ch.qos.logback.classic.LoggerContext;
import com.github.loki4j.client.http.HttpConfig;
import com.github.loki4j.client.http.Loki4jHttpClient;
import com.github.loki4j.client.http.LokiResponse;
import com.github.loki4j.client.pipeline.PipelineConfig;
import com.github.loki4j.logback.HttpSender;
import com.github.loki4j.logback.Loki4jAppender;
import com.github.loki4j.logback.PipelineConfigAppenderBase;

/**
 * Loki4j as it is by default, before a client that takes every batch at once. Its batches
 * are smaller than by default and its queues looked at more often, so that it keeps up.
 */
final class Loki4jPipeline implements Pipeline {

	private static final int BATCH = 256;

	private static final long IDLE_MILLIS = 20;

	private final Loki4jAppender appender = new Loki4jAppender();

	private final Discarding sender = new Discarding();

	Loki4jPipeline(LoggerContext context) {
		PipelineConfigAppenderBase.BatchCfg batch = new PipelineConfigAppenderBase.BatchCfg();
		batch.setMaxItems(BATCH);
		batch.setTimeoutMs(IDLE_MILLIS);
		batch.setInternalQueuesCheckTimeoutMs(5);
		this.appender.setBatch(batch);
		PipelineConfigAppenderBase.HttpCfg http = new PipelineConfigAppenderBase.HttpCfg();
		http.setUrl("http://127.0.0.1:3100/loki/api/v1/push");
		http.setSender(this.sender);
		this.appender.setHttp(http);
		LogPipelines.attach(context, this.appender);
	}

	@Override
	public long received() {
		return this.sender.received.get();
	}

	@Override
	public void close() {
		this.appender.stop();
	}

	private static final class Discarding implements HttpSender {

		private final AtomicLong received = new AtomicLong();

		@Override
		public HttpConfig.Builder getConfig() {
			return PipelineConfig.java(1_000);
		}

		@Override
		public Function<HttpConfig, Loki4jHttpClient> getHttpClientFactory() {
			return (config) -> new DiscardingClient(config, this.received);
		}

	}

	private static final class DiscardingClient implements Loki4jHttpClient {

		private static final LokiResponse TAKEN = new LokiResponse(204, "");

		private final HttpConfig config;

		private final AtomicLong received;

		DiscardingClient(HttpConfig config, AtomicLong received) {
			this.config = config;
			this.received = received;
		}

		@Override
		public HttpConfig getConfig() {
			return this.config;
		}

		@Override
		public LokiResponse send(ByteBuffer batch) {
			this.received.addAndGet(records(batch));
			return TAKEN;
		}

		/**
		 * Count the records of a batch: each is an array that begins with its time.
		 * @param batch the JSON
		 * @return how many records there are
		 */
		private static long records(ByteBuffer batch) {
			long records = 0;
			for (int i = batch.position() + 2; i < batch.limit(); i++) {
				if (batch.get(i) == '1' && batch.get(i - 1) == '"' && batch.get(i - 2) == '[') {
					records++;
				}
			}
			return records;
		}

		@Override
		public void close() {
		}

	}

}
