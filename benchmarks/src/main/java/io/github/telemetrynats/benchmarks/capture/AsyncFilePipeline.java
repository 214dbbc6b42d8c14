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

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;

/**
 * Logback's AsyncAppender in front of a file. Its queue is as long as those of the
 * others, and it never discards; it would block, but is never so full.
 */
final class AsyncFilePipeline implements Pipeline {

	private static final int QUEUE_SIZE = 2_048;

	private final CountingFile file = new CountingFile();

	private final AsyncAppender async = new AsyncAppender();

	private final File target;

	AsyncFilePipeline(LoggerContext context) {
		try {
			this.target = File.createTempFile("benchmark", ".log");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.target.deleteOnExit();
		PatternLayoutEncoder encoder = new PatternLayoutEncoder();
		encoder.setContext(context);
		encoder.setPattern("%d %-5level [%thread] %logger - %msg %mdc %kvp%n%ex");
		encoder.start();
		this.file.setContext(context);
		this.file.setFile(this.target.getPath());
		this.file.setEncoder(encoder);
		this.file.start();
		this.async.setQueueSize(QUEUE_SIZE);
		this.async.setDiscardingThreshold(0);
		this.async.addAppender(this.file);
		LogPipelines.attach(context, this.async);
	}

	@Override
	public long received() {
		return this.file.received.get();
	}

	@Override
	public void close() {
		this.async.stop();
		this.file.stop();
		try {
			Files.deleteIfExists(this.target.toPath());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class CountingFile extends FileAppender<ILoggingEvent> {

		private final AtomicLong received = new AtomicLong();

		@Override
		protected void subAppend(ILoggingEvent event) {
			super.subAppend(event);
			this.received.incrementAndGet();
		}

	}

}
