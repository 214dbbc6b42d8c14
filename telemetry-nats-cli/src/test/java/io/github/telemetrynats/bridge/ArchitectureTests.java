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

package io.github.telemetrynats.bridge;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The packages of the bridge, held by the build: it reads messages, maps records and
 * exports requests, and each of the three knows nothing of the others.
 */
@AnalyzeClasses(packages = ArchitectureTests.BASE, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	static final String BASE = "io.github.telemetrynats.bridge";

	@ArchTest
	static final ArchRule packagesAreFreeOfCycles = slices().matching("(**)")
		.should()
		.beFreeOfCycles()
		.because("what depends on each other cannot be understood, tested or moved alone");

	@ArchTest
	static final ArchRule mappingKnowsRecordsAndOtlpAlone = noClasses().that()
		.resideInAPackage(BASE + ".mapping")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.nats..", "java.net..", "com.fasterxml..", BASE, BASE + ".export", BASE + ".health")
		.because("what a record becomes does not depend on where it was read or is sent");

	@ArchTest
	static final ArchRule exportKnowsNoStream = noClasses().that()
		.resideInAPackage(BASE + ".export")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.nats..", BASE, BASE + ".mapping", BASE + ".health")
		.because("what a backend answers does not depend on where the records are from");

	@ArchTest
	static final ArchRule healthIsSeenByNobody = noClasses().that()
		.resideOutsideOfPackage(BASE + ".health")
		.should()
		.dependOnClassesThat()
		.resideInAPackage(BASE + ".health")
		.because("whoever embeds the bridge has health and metrics already");

	@ArchTest
	static final ArchRule theBridgeIsALibrary = classes().should()
		.onlyDependOnClassesThat()
		.resideOutsideOfPackages("io.github.telemetrynats.cli..", "picocli..", "org.springframework..")
		.because("it can be embedded");

}
