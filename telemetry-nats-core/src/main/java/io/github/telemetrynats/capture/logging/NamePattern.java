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

package io.github.telemetrynats.capture.logging;

import java.util.List;
import java.util.function.Predicate;

/**
 * A name in which {@code *} stands for any characters. Takes time in proportion to name
 * times pattern at worst, however many wildcards there are.
 */
record NamePattern(String text) implements Predicate<String> {

	static NameVerdicts selection(List<String> included, List<String> excluded) {
		if (included.isEmpty() && excluded.isEmpty()) {
			return new NameVerdicts(null);
		}
		List<NamePattern> in = of(included);
		List<NamePattern> out = of(excluded);
		return new NameVerdicts((name) -> (in.isEmpty() || any(in, name)) && !any(out, name));
	}

	static List<NamePattern> of(List<String> patterns) {
		return patterns.stream().map(NamePattern::new).toList();
	}

	private static boolean any(List<NamePattern> patterns, String name) {
		return patterns.stream().anyMatch((pattern) -> pattern.test(name));
	}

	boolean hasWildcard() {
		return this.text.indexOf('*') >= 0;
	}

	@Override
	public boolean test(String name) {
		int n = 0;
		int p = 0;
		int star = -1;
		int resume = 0;
		while (n < name.length()) {
			if (p < this.text.length() && this.text.charAt(p) == '*') {
				star = p++;
				resume = n;
			}
			else if (p < this.text.length() && this.text.charAt(p) == name.charAt(n)) {
				p++;
				n++;
			}
			else if (star >= 0) {
				p = star + 1;
				n = ++resume;
			}
			else {
				return false;
			}
		}
		while (p < this.text.length() && this.text.charAt(p) == '*') {
			p++;
		}
		return p == this.text.length();
	}

}
