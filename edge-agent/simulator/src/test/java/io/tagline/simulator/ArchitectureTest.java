package io.tagline.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tagline.simulator");

    /** LTK in particular stays out: reader and agent must not share its misreadings. */
    @Test
    void simulatorNeedsOnlyTheJdkOurLlrpCodecAndALogger() {
        assertThat(classes).hasSizeGreaterThan(30);
        classes()
                .that()
                .resideInAPackage("io.tagline.simulator")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.tagline.simulator",
                        "io.tagline.simulator.dock",
                        "io.tagline.llrp",
                        "io.tagline.llrp.tls",
                        "java..",
                        "javax.net.ssl",
                        "org.slf4j..",
                        "org.jspecify..")
                .check(classes);
    }

    /** The dock knows of no reader's protocol, and of no clock. */
    @Test
    void theDockNeedsOnlyTheJdk() {
        classes()
                .that()
                .resideInAPackage("io.tagline.simulator.dock")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.tagline.simulator.dock", "java..", "org.jspecify..")
                .check(classes);
    }

    /** The demo's depot also mints tags and talks to the hub's API. */
    @Test
    void theDemoNeedsEpcsAndAJsonParserBesides() {
        classes()
                .that()
                .resideInAPackage("io.tagline.simulator.demo")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.tagline.simulator..",
                        "io.tagline.epc",
                        "com.fasterxml.jackson.core..",
                        "java..",
                        "org.jspecify..")
                .check(classes);
    }

    @Test
    void packagesAreNullMarked() {
        for (String name :
                new String[] {"io.tagline.simulator", "io.tagline.simulator.dock", "io.tagline.simulator.demo"}) {
            assertThat(classes.getPackage(name).isAnnotatedWith(NullMarked.class))
                    .as(name)
                    .isTrue();
        }
    }
}
