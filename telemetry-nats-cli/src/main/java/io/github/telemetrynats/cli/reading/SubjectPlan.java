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

import java.util.ArrayList;
import java.util.List;

/**
 * What the server is asked for: patterns of subjects, each by a consumer of its own. If
 * there are very many, one pattern that takes them all is asked for, and what is too much
 * is left out here. Immutable.
 */
public final class SubjectPlan {

	private static final int MOST_CONSUMERS = 16;

	private final List<String> wanted;

	private final List<String> asked;

	private SubjectPlan(List<String> wanted, List<String> asked) {
		this.wanted = wanted;
		this.asked = asked;
	}

	/**
	 * Plan for patterns.
	 * @param patterns one or more patterns of subjects
	 * @return the plan
	 */
	public static SubjectPlan of(List<String> patterns) {
		List<String> wanted = new ArrayList<>();
		for (String pattern : patterns) {
			if (wanted.stream().noneMatch((other) -> covers(other, pattern))) {
				wanted.removeIf((other) -> covers(pattern, other));
				wanted.add(pattern);
			}
		}
		boolean one = wanted.size() > MOST_CONSUMERS;
		return new SubjectPlan(List.copyOf(wanted), one ? List.of(common(wanted)) : List.copyOf(wanted));
	}

	private static String common(List<String> patterns) {
		String[] first = patterns.get(0).split("\\.");
		int same = first.length - 1;
		for (String pattern : patterns) {
			String[] tokens = pattern.split("\\.");
			same = Math.min(same, tokens.length - 1);
			for (int i = 0; i < same; i++) {
				if (!tokens[i].equals(first[i]) || first[i].equals("*")) {
					same = i;
				}
			}
		}
		StringBuilder common = new StringBuilder();
		for (int i = 0; i < same; i++) {
			common.append(first[i]).append('.');
		}
		return common.append('>').toString();
	}

	static boolean covers(String pattern, String subject) {
		return matches(pattern.split("\\."), subject.split("\\."));
	}

	private static boolean matches(String[] pattern, String[] subject) {
		for (int i = 0; i < pattern.length; i++) {
			if (i >= subject.length) {
				return false;
			}
			if (pattern[i].equals(">")) {
				return true;
			}
			if (!pattern[i].equals(subject[i]) && (!pattern[i].equals("*") || subject[i].equals(">"))) {
				return false;
			}
		}
		return pattern.length == subject.length;
	}

	/**
	 * Return whether the server delivers exactly what is wanted.
	 * @return whether nothing must be left out here
	 */
	public boolean exact() {
		return this.wanted.equals(this.asked);
	}

	/**
	 * Return what the server is asked for.
	 * @return patterns, one or more
	 */
	public List<String> asked() {
		return this.asked;
	}

	/**
	 * Return what is wanted.
	 * @return patterns
	 */
	public List<String> wanted() {
		return this.wanted;
	}

	boolean wants(String subject) {
		if (exact()) {
			return true;
		}
		for (String pattern : this.wanted) {
			if (covers(pattern, subject)) {
				return true;
			}
		}
		return false;
	}

	@Override
	public String toString() {
		return String.join(" ", this.wanted);
	}

}
