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

package io.github.telemetrynats.cli;

import io.nats.client.NKey;
import io.nats.client.support.JwtUtils;

/**
 * An operator, an account with JetStream and a user, as tokens that a server takes.
 */
final class OperatorMode {

	private static final String LIMITS = """
			"limits":{"subs":-1,"data":-1,"payload":-1,"imports":-1,"exports":-1,"wildcards":true,"conn":-1,"leaf":-1,
			"mem_storage":-1,"disk_storage":-1,"streams":-1,"consumer":-1},""";

	private final NKey operator = NKey.createOperator(null);

	private final NKey account = NKey.createAccount(null);

	private final NKey systemAccount = NKey.createAccount(null);

	private final NKey user = NKey.createUser(null);

	OperatorMode() throws Exception {
	}

	String serverConfiguration() throws Exception {
		String system = publicKey(this.systemAccount);
		return """
				operator: %s
				system_account: %s
				resolver: MEMORY
				resolver_preload: { %s: %s, %s: %s }
				""".formatted(token(this.operator, "operator", ""), system, system,
				token(this.systemAccount, "account", ""), publicKey(this.account),
				token(this.account, "account", LIMITS.replace("\n", "")));
	}

	String credentials() throws Exception {
		String token = JwtUtils.issueUserJWT(this.account, publicKey(this.account), publicKey(this.user));
		return JwtUtils.NATS_USER_JWT_FORMAT.formatted(token, seed());
	}

	String seed() {
		return new String(this.user.getSeed());
	}

	private String token(NKey subject, String type, String claims) throws Exception {
		String nats = "{" + claims + "\"type\":\"" + type + "\",\"version\":2}";
		return JwtUtils.issueJWT(this.operator, publicKey(subject), type, null, JwtUtils.currentTimeSeconds(),
				publicKey(this.operator), () -> nats);
	}

	private static String publicKey(NKey key) throws Exception {
		return new String(key.getPublicKey());
	}

}
