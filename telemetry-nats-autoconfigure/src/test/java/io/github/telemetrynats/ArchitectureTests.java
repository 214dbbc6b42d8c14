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

package io.github.telemetrynats;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The picture of the architecture page, held by the build.
 */
@AnalyzeClasses(packages = ArchitectureTests.BASE,
		importOptions = { ImportOption.DoNotIncludeTests.class, ArchitectureTests.ProductOnly.class })
class ArchitectureTests {

	static final String BASE = "io.github.telemetrynats";

	private static final String[] STAGES = { "record", "connection", "stream", "publisher", "capture.tracing",
			"capture.metrics", "capture.logging", "actuate", "autoconfigure", "autoconfigure.tracing",
			"autoconfigure.metrics", "autoconfigure.logging", "autoconfigure.actuate" };

	@ArchTest
	static final ArchRule dataFlowsOneWay = layeredArchitecture().consideringOnlyDependenciesInLayers()
		.layer("autoconfigure")
		.definedBy(BASE + ".autoconfigure..")
		.layer("actuate")
		.definedBy(BASE + ".actuate..")
		.layer("capture")
		.definedBy(BASE + ".capture..")
		.layer("publisher")
		.definedBy(BASE + ".publisher..")
		.layer("stream")
		.definedBy(BASE + ".stream..")
		.layer("connection")
		.definedBy(BASE + ".connection..")
		.layer("record")
		.definedBy(BASE + ".record..")
		.whereLayer("autoconfigure")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("actuate")
		.mayOnlyBeAccessedByLayers("autoconfigure")
		.whereLayer("capture")
		.mayOnlyBeAccessedByLayers("autoconfigure")
		.whereLayer("publisher")
		.mayOnlyBeAccessedByLayers("capture", "actuate", "autoconfigure")
		.whereLayer("stream")
		.mayOnlyBeAccessedByLayers("actuate", "autoconfigure")
		.whereLayer("connection")
		.mayOnlyBeAccessedByLayers("publisher", "stream", "actuate", "autoconfigure")
		.whereLayer("record")
		.mayOnlyBeAccessedByLayers("capture", "publisher", "stream", "actuate", "autoconfigure")
		.because("a newcomer follows a signal from capture to stream and never meets it going back");

	@ArchTest
	static final ArchRule packagesAreFreeOfCycles = slices().matching("(**)")
		.should()
		.beFreeOfCycles()
		.because("what depends on each other cannot be understood, tested or moved alone");

	@ArchTest
	static final ArchRule capturesDoNotKnowEachOther = slices().matching(BASE + ".capture.(*)..")
		.should()
		.notDependOnEachOther()
		.because("each of them is used where the libraries of the others are missing");

	@ArchTest
	static final ArchRule coreKnowsNoSpring = noClasses().that()
		.resideOutsideOfPackages(BASE + ".autoconfigure..", BASE + ".actuate..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework..")
		.because("programs without Spring, such as readers of the stream, use the core");

	@ArchTest
	static final ArchRule everyClassBelongsToAStage = classes().should()
		.resideInAnyPackage(packages())
		.because("a package for what belongs nowhere attracts what belongs somewhere");

	@ArchTest
	static final ArchRule onlyLoggingKnowsLogback = only("capture.logging", "autoconfigure.logging")
		.mayKnow("ch.qos.logback..", "applications may log with something else");

	@ArchTest
	static final ArchRule onlyTracingKnowsTracers = only("capture.tracing", "autoconfigure.tracing")
		.mayKnow("io.micrometer.tracing..", "applications may have no tracer");

	@ArchTest
	static final ArchRule onlyTracingKnowsOpenTelemetry = only("capture.tracing", "autoconfigure.tracing")
		.mayKnow("io.opentelemetry..", "applications may have another tracer");

	@ArchTest
	static final ArchRule onlyMetricsAndActuateKnowMeters = only("capture.metrics", "autoconfigure.metrics", "actuate",
			"autoconfigure.actuate")
		.mayKnow("io.micrometer.core..", "applications may have no meters");

	@ArchTest
	static final ArchRule onlyTheWayOutKnowsNats = only("connection", "stream", "publisher", "autoconfigure")
		.mayKnow("io.nats..", "what is captured does not depend on how it is sent");

	@ArchTest
	static final ArchRule onlyRecordsKnowJson = only("record", "capture.logging", "stream", "publisher")
		.mayKnow("com.fasterxml.jackson..", "the wire format is in one place");

	@ArchTest
	static final ArchRule onlyStructuredArgumentsBringDatabind = noClasses().that()
		.resideOutsideOfPackage(BASE + ".capture.logging")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("com.fasterxml.jackson.databind..", "tools.jackson..")
		.because(
				"databind on the class path of users changes what Spring Boot configures; who logs with structured arguments has it");

	@ArchTest
	static final ArchRule autoConfigurationsAreEntryPointsOnly = classes().that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.bePublic()
		.andShould()
		.haveModifier(JavaModifier.FINAL)
		.andShould()
		.haveSimpleNameEndingWith("AutoConfiguration")
		.because("they are named in excludes and orders, and extended by nobody");

	@ArchTest
	static final ArchRule autoConfigurationsHaveNoPublicMembers = methods().that()
		.areDeclaredInClassesThat()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.notBePublic()
		.because("what they make is had from the context");

	@ArchTest
	static final ArchRule beanMethodsAreNotPublic = methods().that()
		.areAnnotatedWith(Bean.class)
		.should()
		.notBePublic()
		.because("nobody but Spring calls them");

	@ArchTest
	static final ArchRule conditionsAreNotPublic = classes().that()
		.areAssignableTo(SpringBootCondition.class)
		.should()
		.notBePublic()
		.because("their outcome is had from the context");

	private static String[] packages() {
		String[] packages = new String[STAGES.length];
		for (int i = 0; i < STAGES.length; i++) {
			packages[i] = BASE + '.' + STAGES[i];
		}
		return packages;
	}

	private static Only only(String... stages) {
		String[] packages = stages.clone();
		for (int i = 0; i < stages.length; i++) {
			packages[i] = BASE + '.' + stages[i];
		}
		return (library, reason) -> noClasses().that(resideOutsideOfPackages(packages))
			.should()
			.dependOnClassesThat(resideInAPackage(library))
			.because(reason);
	}

	@FunctionalInterface
	private interface Only {

		ArchRule mayKnow(String library, String reason);

	}

	/**
	 * Leaves out the module for tests, which stands beside the picture.
	 */
	static final class ProductOnly implements ImportOption {

		@Override
		public boolean includes(Location location) {
			return !location.contains("telemetry-nats-test") && !location.contains("/telemetrynats/test/");
		}

	}

}
