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
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * A server of a cluster and what its monitoring port says, which unlike JetStream's API
 * needs no account and no leader to answer.
 *
 * @param server the server
 * @param monitoringPort its port for monitoring
 */
record ClusterMember(NatsServer server, int monitoringPort) {

	private static final int TIMEOUT_MILLIS = 1_000;

	private static final ObjectMapper JSON = new ObjectMapper();

	String metaLeader() {
		return jetStream("").path("meta_cluster").path("leader").asText();
	}

	/**
	 * Return the servers that follow this one as the leader of the cluster and are up to
	 * date.
	 * @return names of servers, none if this one doesn't lead
	 */
	List<String> currentFollowers() {
		List<String> followers = new ArrayList<>();
		for (JsonNode replica : jetStream("").path("meta_cluster").path("replicas")) {
			if (replica.path("current").asBoolean() && !replica.path("offline").asBoolean()) {
				followers.add(replica.path("name").asText());
			}
		}
		return followers;
	}

	/**
	 * Return whether this server takes itself for the leader of a stream.
	 * @param stream the stream's name, in whichever account
	 * @return whether it leads
	 */
	boolean leads(String stream) {
		for (JsonNode account : jetStream("?accounts=true&streams=true").path("account_details")) {
			for (JsonNode detail : account.path("stream_detail")) {
				if (detail.path("name").asText().equals(stream)
						&& detail.path("cluster").path("leader").asText().equals(this.server.name())) {
					return true;
				}
			}
		}
		return false;
	}

	private JsonNode jetStream(String query) {
		try {
			HttpURLConnection connection = (HttpURLConnection) URI
				.create("http://127.0.0.1:" + this.monitoringPort + "/jsz" + query)
				.toURL()
				.openConnection();
			connection.setConnectTimeout(TIMEOUT_MILLIS);
			connection.setReadTimeout(TIMEOUT_MILLIS);
			try (InputStream body = connection.getInputStream()) {
				return JSON.readTree(body);
			}
			finally {
				connection.disconnect();
			}
		}
		catch (IOException ex) {
			// Not there, not ready or paused: it leads nothing
			return MissingNode.getInstance();
		}
	}

}
