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

package io.github.telemetrynats.record;

import java.io.IOException;

/**
 * Writes records as the JSON of the contract (section 3), one object each.
 * <ul>
 * <li>Numbers have as few digits as tell them apart from the next one; a {@code double}
 * always shows that it is one ({@code 1234.0}), except as a bucket's bound ({@code 100}).
 * <li>A value that is not finite is left out, and so is a {@code null} in an array. A
 * number that no {@code double} could hold becomes a text.
 * <li>Arrays and collections become arrays, {@code char[]} a text, maps objects; within
 * the attributes of a span, where the contract has plain values and arrays of them alone,
 * other containers become a text that is JSON. Any other object becomes its text. What
 * fails while it is read is replaced by a text that says so.
 * <li>An unpaired surrogate becomes U+FFFD. Keys that are the same then have a number
 * appended.
 * <li>Years before 0000 or after 9999, which RFC 3339 does not have, become the first or
 * the last instant that it has. A span that ended before it started has a negative
 * duration.
 * </ul>
 * A record that is larger than the limit is cut: the longest texts first, down to
 * {@value Pass#MIN_TEXT} bytes each; if that is not enough, attributes, events, links and
 * buckets are left out from the end. Ids, times, levels and kinds are never cut, names of
 * services and meters only if nothing else helps.
 * <p>
 * Not thread-safe: use one for each thread. It holds on to about 200 kB.
 */
public final class RecordEncoder {

	/**
	 * A record of valid ids fits into this many bytes, whatever else is in it. Smaller
	 * limits are possible, but more than the shortest records may not fit.
	 */
	public static final int MIN_BYTES = 1024;

	/** In a bare record texts are not cut below this. */
	private static final int MIN_BARE_TEXT = 16;

	private final EncodeBuffer buffer = new EncodeBuffer();

	private final TextSizes sizes = new TextSizes();

	private RecordWriter writer = new RecordWriter(new JsonOutput(this.buffer));

	private Pass whole = Pass.whole(MIN_BYTES);

	/**
	 * Write a record.
	 * @param record the record
	 * @param maxBytes how many bytes it may have; what is larger is cut
	 * @return the JSON in UTF-8, no longer than that
	 * @throws RecordTooLargeException if the record does not fit, however it is cut; does
	 * not happen with at least {@value #MIN_BYTES} bytes and ids that are as they should
	 * be
	 * @throws RecordEncodingException if a metric point's value is not finite, or the
	 * record broke a promise of its type
	 */
	public byte[] encode(TelemetryRecord record, int maxBytes) {
		if (record instanceof MetricPoint metric && !Double.isFinite(metric.value())) {
			throw new RecordEncodingException(
					"The value of metric '%s' is %s, not a finite number".formatted(metric.name(), metric.value()),
					null);
		}
		if (this.whole.maxBytes() != maxBytes) {
			this.whole = Pass.whole(maxBytes);
		}
		if (!write(record, this.whole) && !cut(record, maxBytes) && !cutBare(record, maxBytes)) {
			throw new RecordTooLargeException("A record of %s is larger than %s bytes, even when it is cut"
				.formatted(record.signal().token(), maxBytes));
		}
		byte[] json = this.buffer.toByteArray();
		this.buffer.finish();
		return json;
	}

	private boolean cut(TelemetryRecord record, int maxBytes) {
		this.sizes.clear();
		if (!write(record, Pass.measure(maxBytes, this.sizes))) {
			return false;
		}
		long limit = this.sizes.limit(maxBytes - this.buffer.size());
		return limit >= Pass.MIN_TEXT && write(record, Pass.cut(maxBytes, limit));
	}

	private boolean cutBare(TelemetryRecord record, int maxBytes) {
		this.sizes.clear();
		if (!write(record, Pass.measureBare(maxBytes, this.sizes))) {
			return false;
		}
		int forTexts = maxBytes - this.buffer.size();
		long limit = this.sizes.limit(forTexts - maxBytes / 4);
		if (limit < MIN_BARE_TEXT) {
			limit = this.sizes.limit(forTexts);
		}
		return limit >= MIN_BARE_TEXT && write(record, Pass.bare(maxBytes, limit, forTexts - this.sizes.total(limit)));
	}

	private boolean write(TelemetryRecord record, Pass pass) {
		// A bare record is taken back to its limit entry by entry
		this.buffer.start((pass.bare() && !pass.counting()) ? Integer.MAX_VALUE : pass.maxBytes(), pass.counting());
		try {
			this.writer.write(record, pass);
			return this.buffer.size() <= pass.maxBytes();
		}
		catch (EncodeBuffer.LimitExceededException ex) {
			this.writer = new RecordWriter(new JsonOutput(this.buffer));
			return false;
		}
		catch (IOException | RuntimeException ex) {
			this.writer = new RecordWriter(new JsonOutput(this.buffer));
			throw new RecordEncodingException(
					"A record of %s cannot be written: %s".formatted(record.signal().token(), ex), ex);
		}
	}

}
