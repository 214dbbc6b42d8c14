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

package io.github.telemetrynats.connection;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of texts that come from elsewhere: exceptions of jnats have whole
 * URLs in their messages.
 */
final class Redactor {

	private final List<String> secrets = new ArrayList<>();

	Redactor(ConnectionSettings settings) {
		add(settings.password());
		add(settings.token());
		add(settings.nkey());
		for (ServerUrl server : settings.servers()) {
			String userInfo = server.userInfo();
			if (userInfo != null) {
				add(userInfo);
				String secret = userInfo.substring(userInfo.indexOf(':') + 1);
				add(secret);
				add(decoded(secret));
			}
		}
		this.secrets.sort(Comparator.comparingInt(String::length).reversed());
	}

	private Redactor() {
	}

	/**
	 * Return a redactor that knows no secret, but what user information looks like.
	 * @return the redactor
	 */
	static Redactor ofUserInfo() {
		return new Redactor();
	}

	private void add(@Nullable String secret) {
		if (secret != null && !secret.isEmpty()) {
			this.secrets.add(secret);
		}
	}

	private static String decoded(String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return text;
		}
	}

	String redact(String text) {
		String result = ServerUrl.withoutUserInfo(text);
		for (String secret : this.secrets) {
			result = result.replace(secret, "***");
		}
		return result;
	}

}
