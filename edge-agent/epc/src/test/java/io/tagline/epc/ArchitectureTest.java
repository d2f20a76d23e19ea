package io.tagline.epc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses main = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tagline.epc");

    @Test
    void theLibraryNeedsOnlyTheJdk() {
        assertThat(main).hasSizeGreaterThanOrEqualTo(30);
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.tagline.epc", "java.lang..", "java.util", "java.nio..", "java.math", "org.jspecify..")
                .check(main);
    }

    @Test
    void everyValueIsImmutable() {
        fields().that()
                .areDeclaredInClassesThat()
                .doNotHaveSimpleName("EpcWriter")
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(main);
    }
}
