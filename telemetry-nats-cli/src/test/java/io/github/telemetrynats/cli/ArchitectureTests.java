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

package io.github.telemetrynats.cli;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The packages of the command, held by the build.
 */
@AnalyzeClasses(packages = ArchitectureTests.BASE, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	static final String BASE = "io.github.telemetrynats.cli";

	private static final String[] COMMANDS = { BASE + ".tail", BASE + ".trace", BASE + ".metric", BASE + ".service",
			BASE + ".operate", BASE + ".transfer", BASE + ".bridge" };

	@ArchTest
	static final ArchRule recordsGoFromTheServerToTheTerminal = layeredArchitecture()
		.consideringOnlyDependenciesInLayers()
		.layer("entry point")
		.definedBy(BASE)
		.layer("commands")
		.definedBy(COMMANDS)
		.layer("query")
		.definedBy(BASE + ".query")
		.layer("reading")
		.definedBy(BASE + ".reading")
		.layer("connection")
		.definedBy(BASE + ".connection")
		.layer("terminal")
		.definedBy(BASE + ".terminal")
		.whereLayer("entry point")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("commands")
		.mayOnlyBeAccessedByLayers("entry point")
		.whereLayer("query")
		.mayOnlyBeAccessedByLayers("commands")
		.whereLayer("reading")
		.mayOnlyBeAccessedByLayers("commands", "query")
		.whereLayer("connection")
		.mayOnlyBeAccessedByLayers("commands", "reading")
		.because("a newcomer follows a record from the connection to the terminal");

	@ArchTest
	static final ArchRule packagesAreFreeOfCycles = slices().matching("(**)")
		.should()
		.beFreeOfCycles()
		.because("what depends on each other cannot be understood, tested or moved alone");

	@ArchTest
	static final ArchRule commandsDoNotKnowEachOther = slices()
		.matching(BASE + ".(tail|trace|metric|service|operate|transfer|bridge)")
		.should()
		.notDependOnEachOther()
		.because("starting one of them must not load the classes of another");

	@ArchTest
	static final ArchRule nothingHeavyIsUsed = noClasses().should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..", "com.fasterxml.jackson.databind..", "org.slf4j..",
				"java.util.logging..")
		.because("each of them takes longer to load than all of the command");

	@ArchTest
	static final ArchRule theTerminalKnowsNoServer = noClasses().that()
		.resideInAnyPackage(BASE + ".terminal", BASE + ".query")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.nats..")
		.because("what is shown does not depend on how it was read");

}
