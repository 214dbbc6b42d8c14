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

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes sockets that check whom the certificate is for. jnats uses the one method that
 * puts TLS over a socket that is connected already.
 */
final class VerifyingSocketFactory extends SSLSocketFactory {

	private final SSLSocketFactory sockets;

	private final NamedServerPool servers;

	VerifyingSocketFactory(SSLSocketFactory sockets, NamedServerPool servers) {
		this.sockets = sockets;
		this.servers = servers;
	}

	@Override
	public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
		return verifying(this.sockets.createSocket(socket, this.servers.certificateName(host), port, autoClose));
	}

	@Override
	public Socket createSocket() throws IOException {
		return verifying(this.sockets.createSocket());
	}

	@Override
	public Socket createSocket(String host, int port) throws IOException {
		return verifying(this.sockets.createSocket(host, port));
	}

	@Override
	public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
		return verifying(this.sockets.createSocket(host, port, localHost, localPort));
	}

	@Override
	public Socket createSocket(InetAddress host, int port) throws IOException {
		return verifying(this.sockets.createSocket(host, port));
	}

	@Override
	public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
		return verifying(this.sockets.createSocket(host, port, localHost, localPort));
	}

	@Override
	public String[] getDefaultCipherSuites() {
		return this.sockets.getDefaultCipherSuites();
	}

	@Override
	public String[] getSupportedCipherSuites() {
		return this.sockets.getSupportedCipherSuites();
	}

	private static Socket verifying(Socket socket) {
		if (socket instanceof SSLSocket sslSocket) {
			SSLParameters parameters = sslSocket.getSSLParameters();
			parameters.setEndpointIdentificationAlgorithm("HTTPS");
			sslSocket.setSSLParameters(parameters);
			return sslSocket;
		}
		throw new IllegalStateException("Not a TLS socket: " + socket.getClass().getName());
	}

}
