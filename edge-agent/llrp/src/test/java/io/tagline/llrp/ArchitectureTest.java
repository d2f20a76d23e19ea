package io.tagline.llrp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tagline.llrp");

    @Test
    void theModuleIsLookedAtWhole() {
        assertThat(classes).hasSizeGreaterThan(40);
    }

    @Test
    void ltkAndJdomAreUsedToBuildCommandsAndReadAnswersOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tagline.llrp.command")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.llrp..", "org.jdom..", "org.apache..")
                .check(classes);
    }

    @Test
    void ltksOwnNetworkCodeIsNeverUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.llrp.ltk.net..")
                .check(classes);
    }

    @Test
    void bytesKnowNothingOfCommandsAndCommandsNothingOfTheLink() {
        noClasses()
                .that()
                .resideInAPackage("io.tagline.llrp")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tagline.llrp.command", "io.tagline.llrp.link")
                .check(classes);
        slices().matching("io.tagline.llrp.(*)..").should().beFreeOfCycles().check(classes);
    }
}
