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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.github.telemetrynats.autoconfigure.actuate.TelemetryNatsHealthAutoConfiguration;
import io.github.telemetrynats.autoconfigure.logging.TelemetryNatsLoggingAutoConfiguration;
import io.github.telemetrynats.autoconfigure.metrics.TelemetryNatsMetricsAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is wrong is said when the application starts, with the key, the value and what
 * would be right, and without a secret.
 */
class InvalidPropertiesTests {

	@AfterAll
	static void nothingIsLeft() {
		// The logs of the last failed start are still being delivered, to nobody
		await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
			assertThat(Shop.threads()).isEmpty();
			assertThat(Shop.appenders()).isEmpty();
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "stream.name | TELE METRY | without white space",
			"stream.name | a.b | without white space", "stream.subject-prefix | telemetry. | one or more tokens",
			"stream.subject-prefix | telemetry.* | one or more tokens",
			"stream.max-age | 10ms | must be 100ms or more, or 0", "stream.max-bytes | 0 | must be positive, or -1",
			"stream.duplicate-window | 10ms | must be 100ms or more",
			"stream.duplicate-window | 8d | longer than telemetry.nats.stream.max-age",
			"stream.replicas | 6 | must be 1 to 5", "stream.storage | tape | FILE",
			"stream.provision | always | CREATE_OR_UPDATE", "publisher.queue-capacity | 1 | must be at least 16",
			"publisher.queue-bytes | 1KB | must be at least 65536",
			"publisher.reserved-capacity | -1 | must be at least 16",
			"publisher.buffer-bytes | 1KB | must be at least 65536",
			"publisher.reserved-buffer-percent | 100 | must be from 0 to 90",
			"publisher.window | 131072 | must be from 1 to 4096",
			"publisher.ack-timeout | 0s | must be longer than zero",
			"publisher.backoff-initial | 0 | must be longer than zero",
			"publisher.backoff-max | 10ms | must be at least backoff-initial",
			"publisher.close-timeout | -5s | must be longer than zero",
			"publisher.overflow-policy | block | DROP_NEWEST", "connection.servers | http://host | nats://",
			"connection.servers | '' | URL", "connection.connect-timeout | 0s | positive",
			"connection.reconnect-jitter | -1ms | must not be negative",
			"connection.credentials-file | /there/is/none | a file that can be read",
			"connection.ssl.bundle | mine | the name of an SSL bundle (spring.ssl.bundle), but there is none",
			"connection.use-existing | true | exactly one bean of type io.nats.client.Connection, but there is none",
			"metrics.step | 0s | a duration of at least 1ms",
			"metrics.observations | step.*,,other | patterns that are not blank",
			"logs.max-fields | 0 | must be from 1 to 10000", "logs.startup-buffer | 1000000 | must be from 0 to 100000",
			"logs.level | verbose | TRACE", "health.buffer-threshold | 101 | a percentage from 1 to 100",
			"health.degraded-for | -1s | a duration of zero or more",
			"health.unconfirmed-threshold | 0s | a duration of more than zero",
			"health.down-when | always | BUFFER_FULL" })
	void reportNamesKeyValueAndWhatWouldBeRight(String key, String value, String right) {
		String report = failureReport("telemetry.nats." + key + "=" + value).replaceAll("\\[\\d+]", "");
		assertThat(report).contains("telemetry.nats." + key).containsIgnoringCase(right);
		assertThat(withoutUnits(report)).contains(withoutUnits(value));
	}

	/**
	 * Return a text in which {@code 10ms}, {@code PT0.01S} and {@code 1KB}, {@code 1024}
	 * are not told apart from what was written.
	 * @param text the text
	 * @return the text
	 */
	private static String withoutUnits(String text) {
		return text.replace("PT-5S", "-5s")
			.replace("PT192H", "8d")
			.replace("PT0.01S", "10ms")
			.replace("PT-0.001S", "-1ms")
			.replace("PT0S", "0s")
			.replace("1024", "1KB");
	}

	@Test
	void spoolThatIsTooSmallIsReported() {
		assertThat(failureReport("telemetry.nats.publisher.spool.directory=target/spool",
				"telemetry.nats.publisher.spool.max-bytes=1KB"))
			.contains("telemetry.nats.publisher.spool.max-bytes is 1024: must be at least 8388608 bytes");
	}

	@Test
	void passwordInTheUrlOfAServerIsNotShown() {
		String report = failureReport("telemetry.nats.connection.servers=nats://me:hush-hush@host:port");
		assertThat(report).contains("telemetry.nats.connection.servers").doesNotContain("hush-hush");
	}

	@Test
	void secretsOfMixedAuthenticationAreNotShown() {
		String report = failureReport("telemetry.nats.connection.token=hush-hush", "telemetry.nats.connection.user=me",
				"telemetry.nats.connection.password=hush-hush-too");
		assertThat(report).contains("telemetry.nats.connection.token", "telemetry.nats.connection.user")
			.doesNotContain("hush-hush");
	}

	@Test
	void wrongNkeyIsNotShown() {
		assertThat(failureReport("telemetry.nats.connection.nkey=hush-hush")).contains("telemetry.nats.connection.nkey")
			.doesNotContain("hush-hush");
	}

	private static String failureReport(String... properties) {
		List<String> reports = new ArrayList<>();
		SpringApplication application = new SpringApplication(Everything.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setLogStartupInfo(false);
		application.setDefaultProperties(Map.of("telemetry.nats.publisher.close-timeout", "50ms"));
		application.addListeners((ApplicationListener<ApplicationFailedEvent>) (event) -> {
			ConfigurableApplicationContext context = event.getApplicationContext();
			reports.add(FailureReport.of(context, event.getException()));
		});
		List<String> arguments = new ArrayList<>(List.of("--logging.level.root=off", "--spring.main.banner-mode=off"));
		for (String property : properties) {
			arguments.add("--" + property);
		}
		try {
			application.run(arguments.toArray(String[]::new)).close();
		}
		catch (RuntimeException ex) {
			LoggerFactory.getLogger(InvalidPropertiesTests.class).debug("As expected", ex);
		}
		assertThat(reports).as("reports of a failed start with %s", arguments).hasSize(1);
		return reports.get(0);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TelemetryNatsAutoConfiguration.class, TelemetryNatsHealthAutoConfiguration.class,
			TelemetryNatsLoggingAutoConfiguration.class, TelemetryNatsMetricsAutoConfiguration.class,
			MetricsAutoConfiguration.class, SslAutoConfiguration.class })
	static class Everything {

	}

}
