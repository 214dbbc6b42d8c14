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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

class ClosingLastTests {

	private final List<String> closed = new ArrayList<>();

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	ClosingLastTests() {
		// The application's beans are created first, and so destroyed last
		this.context.registerBean("application", DisposableBean.class, () -> () -> this.closed.add("application"));
		this.context.registerBean(ClosingLast.BEAN_NAME, ClosingLast.class, ClosingLast::new);
		this.context.registerBean("ours", Object.class, () -> {
			ClosingLast closing = this.context.getBean(ClosingLast.class);
			closing.add(() -> this.closed.add("connection"));
			closing.add(() -> this.closed.add("publisher"));
			return new Object();
		});
	}

	@Test
	void closesAfterTheBeansThatWereCreatedBeforeInReverseOrder() {
		this.context.refresh();
		this.context.close();
		assertThat(this.closed).containsExactly("application", "publisher", "connection");
	}

	@Test
	void closesWhenTheStartFails() {
		this.context.registerBean("failing", Object.class, () -> {
			throw new IllegalStateException("As expected");
		});
		assertThatException().isThrownBy(this.context::refresh);
		assertThat(this.closed).containsExactly("application", "publisher", "connection");
	}

	@Test
	void actionThatFailsKeepsNoOtherFromBeingDone() {
		this.context.refresh();
		this.context.getBean(ClosingLast.class).add(() -> {
			throw new IllegalStateException("As expected");
		});
		this.context.close();
		assertThat(this.closed).containsExactly("application", "publisher", "connection");
	}

	@Test
	void closesBeforeABeanThatItDependsOn() {
		this.context.refresh();
		this.context.getBeanFactory().registerDependentBean("application", ClosingLast.BEAN_NAME);
		this.context.close();
		assertThat(this.closed).containsExactly("publisher", "connection", "application");
	}

}
