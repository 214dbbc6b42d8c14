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

import java.io.IOException;
import java.security.GeneralSecurityException;

import io.nats.client.NKey;
import io.nats.client.support.JwtUtils;

/**
 * An operator, an account with JetStream and a user of it, for a server in operator mode
 * (decentralized JWT authentication):
 *
 * <pre>
 * OperatorMode operator = new OperatorMode();
 * NatsServer server = NatsServer.builder().config(operator.serverConfiguration()).start();
 * Files.writeString(credentialsFile, operator.credentials());
 * </pre>
 *
 * All keys are made anew. Safe for use by several threads.
 */
public final class OperatorMode {

	private static final String LIMITS = """
			"limits":{"subs":-1,"data":-1,"payload":-1,"imports":-1,"exports":-1,"wildcards":true,"conn":-1,"leaf":-1,
			"mem_storage":-1,"disk_storage":-1,"streams":-1,"consumer":-1},""";

	private final NKey operator;

	private final NKey account;

	private final NKey systemAccount;

	private final NKey user;

	/**
	 * Make the keys.
	 */
	public OperatorMode() {
		try {
			this.operator = NKey.createOperator(null);
			this.account = NKey.createAccount(null);
			this.systemAccount = NKey.createAccount(null);
			this.user = NKey.createUser(null);
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("No keys could be made", ex);
		}
	}

	/**
	 * Return what makes a server trust the operator and know the account.
	 * @return lines of a server's configuration
	 */
	public String serverConfiguration() {
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

	/**
	 * Return the user's credentials.
	 * @return the contents of a {@code .creds} file: the user's token and seed
	 */
	public String credentials() {
		try {
			String token = JwtUtils.issueUserJWT(this.account, publicKey(this.account), publicKey(this.user));
			return JwtUtils.NATS_USER_JWT_FORMAT.formatted(token, seed());
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("No token for the user", ex);
		}
	}

	/**
	 * Return the user's seed. A server in operator mode wants the token beside it.
	 * @return the seed of an nkey, beginning with {@code SU}
	 */
	public String seed() {
		return new String(this.user.getSeed());
	}

	private String token(NKey subject, String type, String claims) {
		String nats = "{" + claims + "\"type\":\"" + type + "\",\"version\":2}";
		try {
			return JwtUtils.issueJWT(this.operator, publicKey(subject), type, null, JwtUtils.currentTimeSeconds(),
					publicKey(this.operator), () -> nats);
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("No token for the " + type, ex);
		}
	}

	private static String publicKey(NKey key) {
		try {
			return new String(key.getPublicKey());
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("No public key", ex);
		}
	}

}
