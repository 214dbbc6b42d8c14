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

package io.github.telemetrynats.autoconfigure;

import java.util.Arrays;

/**
 * Runs an application in a JVM of its own: the first argument is its class. When the
 * tests are gone, so is the application.
 */
public final class ShopProgram {

	private ShopProgram() {
	}

	/**
	 * Run the application.
	 * @param arguments the class, and the arguments of the application
	 * @throws ClassNotFoundException if there is no such class
	 */
	public static void main(String[] arguments) throws ClassNotFoundException {
		ProcessHandle.current().parent().ifPresent(ShopProgram::endWith);
		Shop.application(Class.forName(arguments[0])).run(Arrays.copyOfRange(arguments, 1, arguments.length));
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private static void endWith(ProcessHandle tests) {
		tests.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
	}

}
