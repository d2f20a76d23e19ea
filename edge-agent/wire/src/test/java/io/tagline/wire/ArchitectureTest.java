package io.tagline.wire;

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
            .importPackages("io.tagline.wire");

    @Test
    void wireNeedsOnlyTheJdkAndTheStreamingJsonParser() {
        assertThat(classes).hasSizeGreaterThan(20);
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.tagline.wire..", "java..", "com.fasterxml.jackson.core..", "org.jspecify..")
                .check(classes);
    }

    @Test
    void packagesAreNullMarked() {
        assertThat(classes.getPackage("io.tagline.wire").isAnnotatedWith(NullMarked.class))
                .isTrue();
    }
}
