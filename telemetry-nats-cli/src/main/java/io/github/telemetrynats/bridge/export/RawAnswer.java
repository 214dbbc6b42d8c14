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

package io.github.telemetrynats.bridge.export;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * What arrives of one answer, even if it never ends or breaks off: the status counts as
 * soon as it is there, and no more of the body is kept than is worth reading.
 */
final class RawAnswer implements HttpResponse.BodyHandler<RawAnswer>, HttpResponse.BodySubscriber<RawAnswer> {

	private static final int MAX_BODY = 65_536;

	private final ByteArrayOutputStream body = new ByteArrayOutputStream();

	private final CompletableFuture<RawAnswer> whole = new CompletableFuture<>();

	private volatile HttpResponse.@Nullable ResponseInfo head;

	@Override
	public HttpResponse.BodySubscriber<RawAnswer> apply(HttpResponse.ResponseInfo info) {
		this.head = info;
		return this;
	}

	@Override
	public CompletionStage<RawAnswer> getBody() {
		return this.whole;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		subscription.request(Long.MAX_VALUE);
	}

	@Override
	public synchronized void onNext(List<ByteBuffer> parts) {
		for (ByteBuffer part : parts) {
			byte[] bytes = new byte[Math.min(part.remaining(), MAX_BODY - this.body.size())];
			part.get(bytes);
			this.body.writeBytes(bytes);
		}
	}

	@Override
	public void onError(Throwable failure) {
		this.whole.complete(this);
	}

	@Override
	public void onComplete() {
		this.whole.complete(this);
	}

	/**
	 * Return the status.
	 * @return the status, or 0 if it has not arrived
	 */
	int status() {
		HttpResponse.ResponseInfo info = this.head;
		return (info != null) ? info.statusCode() : 0;
	}

	String contentType() {
		return header("Content-Type").orElse("");
	}

	Optional<String> retryAfter() {
		return header("Retry-After");
	}

	synchronized byte[] body() {
		return this.body.toByteArray();
	}

	private Optional<String> header(String name) {
		HttpResponse.ResponseInfo info = this.head;
		return (info != null) ? info.headers().firstValue(name) : Optional.empty();
	}

}
