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

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of the class use a real nats-server. <pre class="code">
 * &#64;NatsServerTest
 * class OrderTelemetryTests {
 *
 *

&#064;Test
 *     void publishesASpan(NatsServer server) {
 *         ...
 *     }
 *
 * }
 * </pre>
 * <p>
 * A {@link NatsServer}, its {@link NatsServerExecutable} and its {@link TelemetryStream}
 * can be parameters of the constructor, of test methods, of {@code @BeforeEach} and of
 * {@code @AfterEach} methods, and fields of these types that are neither static nor final
 * and hold nothing yet are set. The server starts when it is first asked for, and is
 * shared by the tests of the class (its nested classes too) unless told otherwise; a test
 * that stops or pauses it should leave it running.
 * <p>
 * If the system property {@value NatsServerExecutable#SERVERS_PROPERTY} lists several
 * servers, the class runs once for each. What JUnit does once around all of these runs,
 * {@code @BeforeAll} and {@code @AfterAll} methods and the constructor of a class with
 * one instance for all tests, has no server. Needs JUnit 5.13 or later.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ClassTemplate
@ExtendWith(NatsServerExtension.class)
public @interface NatsServerTest {

	/**
	 * Further configuration of the server.
	 * @return text in the form of a nats-server configuration file
	 */
	String config() default "";

	/**
	 * Whether the server has JetStream.
	 * @return whether the server has JetStream
	 */
	boolean jetStream() default true;

	/**
	 * Whether every test method has a server of its own.
	 * @return whether every test method has a server of its own
	 */
	boolean perMethod() default false;

}
