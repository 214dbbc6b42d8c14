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

package io.github.telemetrynats.publisher;

/**
 * A record as it was found in a segment.
 *
 * @param segment where it is
 * @param offset where it begins there, in bytes
 * @param subject its subject without the prefix, which may be another one by now
 * @param important whether it is a WARN or ERROR log or a failed span
 * @param id its message id
 * @param body its JSON
 * @param sent whether it may have been sent, and so may be stored
 * @param floorSequence a sequence that the stream had reached before it was sent
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SpooledRecord(SpoolSegment segment, int offset, String subject, boolean important, String id, byte[] body,
		boolean sent, long floorSequence) {

}
