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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Several nats-servers on the loopback address that form a cluster with JetStream. Safe
 * for use by several threads.
 */
public final class NatsCluster implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofMinutes(2);

	private static final int ATTEMPTS = 5;

	private final List<ClusterMember> members;

	private NatsCluster(List<ClusterMember> members) {
		this.members = members;
	}

	/**
	 * Start a cluster.
	 * @param size how many servers it has
	 * @return the cluster, when its servers have found each other and have a leader
	 * @throws IllegalStateException if no nats-server can be found or they don't get
	 * ready
	 */
	public static NatsCluster start(int size) {
		return start(size, (server) -> {
		});
	}

	/**
	 * Start a cluster of servers that are not like the default one.
	 * @param size how many servers it has
	 * @param customizer sets what is the same for all servers: executable, configuration.
	 * Ports and stores are the cluster's own business
	 * @return the cluster, when its servers have found each other and have a leader
	 * @throws IllegalStateException if no nats-server can be found or they don't get
	 * ready
	 */
	public static NatsCluster start(int size, Consumer<NatsServerBuilder> customizer) {
		for (int attempt = 1;; attempt++) {
			try {
				return startOnce(size, customizer);
			}
			catch (ServerStartException ex) {
				// The ports between the servers must be known before any server has them
				if (!ex.isAddressInUse() || attempt == ATTEMPTS) {
					throw ex;
				}
			}
		}
	}

	private static NatsCluster startOnce(int size, Consumer<NatsServerBuilder> customizer) {
		String id = UUID.randomUUID().toString().substring(0, 8);
		List<Integer> ports = FreePorts.find(2 * size);
		List<Integer> routePorts = ports.subList(0, size);
		String routes = routePorts.stream()
			.map((port) -> "\"nats-route://127.0.0.1:" + port + '"')
			.collect(Collectors.joining(", "));
		NatsCluster cluster = new NatsCluster(new ArrayList<>());
		try {
			for (int index = 0; index < size; index++) {
				int monitoringPort = ports.get(size + index);
				NatsServerBuilder builder = NatsServer.builder();
				customizer.accept(builder);
				builder.member("n" + (index + 1) + '-' + id, """
						cluster { name: "test-%s", listen: "127.0.0.1:%s", routes: [ %s ] }
						http: "127.0.0.1:%s"
						""".formatted(id, routePorts.get(index), routes, monitoringPort));
				cluster.members.add(new ClusterMember(builder.start(), monitoringPort));
			}
			cluster.awaitReady();
			return cluster;
		}
		catch (RuntimeException ex) {
			cluster.close();
			throw ex;
		}
	}

	/**
	 * Return the servers, whether they run or not.
	 * @return the servers, always in the same order
	 */
	public List<NatsServer> servers() {
		return this.members.stream().map(ClusterMember::server).toList();
	}

	/**
	 * Return the addresses of all servers.
	 * @return for example {@code nats://127.0.0.1:20123,nats://127.0.0.1:20124}
	 */
	public String urls() {
		return this.members.stream().map((member) -> member.server().url()).collect(Collectors.joining(","));
	}

	/**
	 * Return the server that leads a stream, waiting for an election if there is none at
	 * the moment.
	 * @param stream the stream's name
	 * @return a running server
	 * @throws IllegalStateException if no running server says that it leads the stream
	 */
	public NatsServer streamLeader(String stream) {
		List<NatsServer> leaders = new ArrayList<>();
		await("No server leads the stream '" + stream + "'", () -> {
			leaders.clear();
			running().stream()
				.filter((member) -> member.leads(stream))
				.map(ClusterMember::server)
				.findFirst()
				.ifPresent(leaders::add);
			return !leaders.isEmpty();
		});
		return leaders.get(0);
	}

	/**
	 * Wait until all running servers follow one leader that sees every one of them up to
	 * date, for example after a server of the cluster was started again.
	 * @throws IllegalStateException if it takes longer than a minute
	 */
	public void awaitReady() {
		await("The cluster is not ready", () -> {
			List<ClusterMember> running = running();
			List<String> leaders = running.stream().map(ClusterMember::metaLeader).distinct().toList();
			return leaders.size() == 1 && running.stream()
				.anyMatch((member) -> member.server().name().equals(leaders.get(0))
						&& member.currentFollowers().containsAll(namesOfOthers(running, member)));
		});
	}

	private static List<String> namesOfOthers(List<ClusterMember> members, ClusterMember self) {
		return members.stream()
			.map((member) -> member.server().name())
			.filter((name) -> !Objects.equals(name, self.server().name()))
			.toList();
	}

	private List<ClusterMember> running() {
		return this.members.stream().filter((member) -> member.server().isRunning()).toList();
	}

	private void await(String failure, BooleanSupplier condition) {
		if (!Waiting.until(condition, TIMEOUT)) {
			String logs = servers().stream()
				.map((server) -> server.name() + ":\n" + server.log())
				.collect(Collectors.joining("\n"));
			throw new IllegalStateException(failure + " after " + TIMEOUT.toSeconds() + " s; logs:\n" + logs);
		}
	}

	/**
	 * End all servers and delete what they stored.
	 */
	@Override
	public void close() {
		this.members.forEach((member) -> member.server().close());
	}

}
