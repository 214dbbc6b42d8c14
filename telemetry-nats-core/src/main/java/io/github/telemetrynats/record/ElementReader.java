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

package io.github.telemetrynats.record;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;

import org.jspecify.annotations.Nullable;

/**
 * Reads the elements of a collection or an array of any type: a collection that fails, or
 * that another thread changes meanwhile, ends with an element that says so. Not
 * thread-safe.
 */
final class ElementReader {

	private final Object container;

	private @Nullable Iterator<?> elements;

	private int index;

	private @Nullable Object value;

	private boolean failed;

	ElementReader(Object container) {
		this.container = container;
	}

	/**
	 * Go to the next element.
	 * @return whether there is one
	 */
	boolean next() {
		if (this.failed) {
			return false;
		}
		if (!(this.container instanceof Collection<?> collection)) {
			if (this.index == Array.getLength(this.container)) {
				return false;
			}
			this.value = Values.simplify(Array.get(this.container, this.index++));
			return true;
		}
		try {
			if (this.elements == null) {
				this.elements = collection.iterator();
			}
			if (!this.elements.hasNext()) {
				return false;
			}
			this.value = Values.simplify(this.elements.next());
		}
		catch (Throwable ex) {
			this.failed = true;
			this.value = Values.failure("iterator()", ex);
		}
		return true;
	}

	/**
	 * Return the element.
	 * @return what {@link Values#simplify} made of it, or {@code null} if it must be left
	 * out
	 */
	@Nullable Object value() {
		return this.value;
	}

}
