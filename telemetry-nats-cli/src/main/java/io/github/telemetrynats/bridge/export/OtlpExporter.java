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
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

import javax.net.ssl.SSLContext;

import com.google.protobuf.Message;

import io.github.telemetrynats.record.Signal;
import io.github.telemetrynats.tls.PemFiles;

/**
 * Sends the requests of one signal. Safe for use by several threads, each of which has a
 * request of its own on the way.
 */
public final class OtlpExporter {

	private static final int BUFFER = 8_192;

	private final Signal signal;

	private final OtlpTarget target;

	private final HttpClient client;

	/**
	 * Create an exporter.
	 * @param signal what the requests are about
	 * @param target where they are sent
	 * @throws IllegalArgumentException if a TLS file cannot be used
	 */
	public OtlpExporter(Signal signal, OtlpTarget target) {
		this.signal = signal;
		this.target = target;
		// An upgrade to HTTP/2 in clear text would be one more thing that a proxy can
		// trip over
		HttpClient.Builder builder = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(target.timeout());
		if (target.certificate() != null || target.clientCertificate() != null) {
			builder.sslContext(sslContext(target));
		}
		this.client = builder.build();
		// What is wrong with a header shows now, not with the first request
		request(new byte[0]);
	}

	private static SSLContext sslContext(OtlpTarget target) {
		try {
			return PemFiles.context(target.certificate(), target.clientCertificate(), target.clientKey());
		}
		catch (IOException ex) {
			throw new IllegalArgumentException("A TLS file cannot be read: " + ex.getMessage(), ex);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("A TLS file cannot be used: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Return the bytes of a request as they go over the wire, so that they can be sent
	 * several times.
	 * @param request the request
	 * @return the bytes
	 */
	public byte[] encode(Message request) {
		byte[] plain = (this.target.protocol() == OtlpProtocol.HTTP_JSON) ? OtlpJson.write(request)
				: request.toByteArray();
		if (!this.target.gzip()) {
			return plain;
		}
		ByteArrayOutputStream compressed = new ByteArrayOutputStream(plain.length / 4 + BUFFER);
		try (GZIPOutputStream gzip = new FastGzip(compressed)) {
			gzip.write(plain);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return compressed.toByteArray();
	}

	/**
	 * Send a request and wait for the answer, at most for the target's timeout.
	 * @param body the bytes
	 * @return the answer; no answer at all is one, too
	 * @throws InterruptedException if the thread is interrupted
	 */
	public ExportAnswer send(byte[] body) throws InterruptedException {
		RawAnswer answer = new RawAnswer();
		CompletableFuture<?> exchange = this.client.sendAsync(request(body), answer);
		String failure;
		try {
			exchange.get(this.target.timeout().toNanos(), TimeUnit.NANOSECONDS);
			failure = "";
		}
		catch (TimeoutException ex) {
			failure = "no answer within " + this.target.timeout().toMillis() + " ms";
		}
		catch (ExecutionException ex) {
			Throwable cause = ex.getCause();
			failure = (cause != null)
					? cause.getClass().getSimpleName() + ((cause.getMessage() != null) ? ": " + cause.getMessage() : "")
					: ex.toString();
		}
		finally {
			exchange.cancel(true);
		}
		return (answer.status() != 0) ? AnswerReading.read(this.signal, answer, Instant.now())
				: new ExportAnswer(ExportAnswer.Outcome.UNAVAILABLE, 0, failure, 0, null);
	}

	/**
	 * Return where requests are sent.
	 * @return the target
	 */
	public OtlpTarget target() {
		return this.target;
	}

	private HttpRequest request(byte[] body) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.target.url())
			.POST(HttpRequest.BodyPublishers.ofByteArray(body))
			.setHeader("User-Agent", "telemetry-nats-bridge")
			.setHeader("Content-Type", this.target.protocol().contentType());
		if (this.target.gzip()) {
			request.setHeader("Content-Encoding", "gzip");
		}
		this.target.headers().forEach(request::setHeader);
		return request.build();
	}

	/**
	 * Compresses with the least effort: records have so much in common that more of it
	 * brings little, and takes most of the time that a request takes.
	 */
	private static final class FastGzip extends GZIPOutputStream {

		private FastGzip(OutputStream target) throws IOException {
			super(target, BUFFER);
			this.def.setLevel(Deflater.BEST_SPEED);
		}

	}

}
