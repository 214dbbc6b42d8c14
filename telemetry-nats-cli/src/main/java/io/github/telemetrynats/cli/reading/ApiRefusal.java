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

package io.github.telemetrynats.cli.reading;

/**
 * The server answered with an error.
 */
public final class ApiRefusal extends Exception {

	private static final long serialVersionUID = 1L;

	private final int code;

	ApiRefusal(int code, String description) {
		super(description);
		this.code = code;
	}

	/**
	 * Return the server's number of the error.
	 * @return such as 10059 for a stream that is not there
	 */
	public int code() {
		return this.code;
	}

}
