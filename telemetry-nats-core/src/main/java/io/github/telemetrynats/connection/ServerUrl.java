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

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.nats.client.support.NatsUri;
import org.jspecify.annotations.Nullable;

/**
 * One server's URL. Its text is without user information, which NATS allows in a URL.
 */
final class ServerUrl {

	private static final Set<String> SCHEMES = Set.of("nats", "tls", "ws", "wss");

	/** What looks like user information in a text. */
	private static final Pattern USER_INFO = Pattern.compile("(?<=//|^|[\\s,\\[(\"'])[^\\s,/\\[(\"']*@");

	private final NatsUri uri;

	private ServerUrl(NatsUri uri) {
		this.uri = uri;
	}

	/**
	 * Parse a URL as jnats does.
	 * @param text the URL, or host and port, or host
	 * @return the URL
	 * @throws IllegalArgumentException if it is malformed; its message shows no user
	 * information
	 */
	static ServerUrl parse(String text) {
		NatsUri uri;
		try {
			uri = new NatsUri(text);
		}
		catch (URISyntaxException ex) {
			// Not the cause: its message has the whole input
			throw malformed(text);
		}
		if (!SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT)) || uri.getPort() < 1 || uri.getPort() > 65535) {
			throw malformed(text);
		}
		return new ServerUrl(uri);
	}

	private static IllegalArgumentException malformed(String text) {
		return SettingsCheck.invalid("servers", strip(text),
				"must be URLs such as nats://host:4222 or tls://host:4222");
	}

	/**
	 * Remove user information from one URL, even if it is not encoded as it should be.
	 * @param url a URL, well-formed or not
	 * @return the URL without what stands before the last at sign
	 */
	static String strip(String url) {
		int at = url.lastIndexOf('@');
		int scheme = url.indexOf("//");
		return (at < 0) ? url
				: (((scheme >= 0 && scheme < at) ? url.substring(0, scheme + 2) : "") + url.substring(at + 1));
	}

	/**
	 * Remove what looks like user information from a text.
	 * @param text any text
	 * @return the text without user information
	 */
	static String withoutUserInfo(String text) {
		return USER_INFO.matcher(text).replaceAll("");
	}

	static String toString(Collection<URI> uris) {
		return uris.stream().map((uri) -> strip(uri.toString())).collect(Collectors.joining(", "));
	}

	/**
	 * Return the user information as it stands in the URL.
	 * @return the user information or {@code null}
	 */
	@Nullable String userInfo() {
		return this.uri.getUri().getRawUserInfo();
	}

	String host() {
		return this.uri.getHost();
	}

	boolean isHostName() {
		return !this.uri.hostIsIpAddress();
	}

	boolean isSecure() {
		return this.uri.isSecure();
	}

	/**
	 * Return the whole URL for jnats, with user information.
	 * @return the whole URL
	 */
	String toUrl() {
		return this.uri.toString();
	}

	@Override
	public String toString() {
		return this.uri.getScheme() + "://" + this.uri.getHost() + ":" + this.uri.getPort();
	}

}
