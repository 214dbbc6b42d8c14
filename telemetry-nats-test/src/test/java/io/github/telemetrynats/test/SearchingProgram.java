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

import java.nio.file.Path;
import java.util.Map;

/**
 * A program that looks for a server and says its path: the arguments are the
 * {@code PATH}, the cache folder and the os-release file.
 */
public final class SearchingProgram {

	private SearchingProgram() {
	}

	@SuppressWarnings("SystemOut")
	public static void main(String[] arguments) {
		Map<String, String> variables = Map.of("PATH", arguments[0], "XDG_CACHE_HOME", arguments[1]);
		SearchEnvironment environment = SearchEnvironment.of(variables, Map.of(), Path.of(arguments[2]));
		System.out.println(new ExecutableSearch(environment).listed(true).get(0).path());
	}

}
