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

package io.github.telemetrynats.test;

import java.util.function.Predicate;

/**
 * A subject that may have wildcards, as a NATS server understands them: {@code *} is one
 * token, {@code >} at the end one or more.
 */
final class SubjectFilter implements Predicate<StoredMessage> {

	private final String[] tokens;

	SubjectFilter(String subject) {
		this.tokens = subject.split("\\.", -1);
	}

	@Override
	public boolean test(StoredMessage message) {
		String[] subject = message.subject().split("\\.", -1);
		for (int index = 0; index < this.tokens.length; index++) {
			if (index >= subject.length) {
				return false;
			}
			if (this.tokens[index].equals(">") && index == this.tokens.length - 1) {
				return true;
			}
			if (!this.tokens[index].equals("*") && !this.tokens[index].equals(subject[index])) {
				return false;
			}
		}
		return subject.length == this.tokens.length;
	}

}
