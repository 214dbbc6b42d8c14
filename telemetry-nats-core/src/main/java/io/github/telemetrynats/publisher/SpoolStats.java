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

import org.jspecify.annotations.Nullable;

/**
 * What is known of the spool at one moment. Immutable.
 *
 * @param usedBytes how large its files are, those taken over included, in bytes
 * @param capacityBytes how large they may become, in bytes
 * @param restored how many records of processes that are gone were taken in; each counts
 * as offered again, in records
 * @param waiting how many such records are still in files alone, in records
 * @param skipped how many records of this process are in memory alone, because they found
 * no room or the spool has failed, in records
 * @param failure why nothing more is written to the spool, or {@code null}
 */
public record SpoolStats(long usedBytes, long capacityBytes, long restored, long waiting, long skipped,
		@Nullable String failure) {

}
