package io.tagline.settings;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tagline.settings");

    @Test
    void theRulesSeeTheClasses() {
        assertThat(CLASSES.size()).isGreaterThanOrEqualTo(15);
        assertThat(CLASSES.getPackage("io.tagline.settings").isAnnotatedWith(NullMarked.class))
                .isTrue();
    }

    @Test
    void onlyTheYamlParserIsUsedBesidesTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.tagline.settings", "java..", "org.jspecify..", "org.snakeyaml..")
                .check(CLASSES);
    }

    @Test
    void nobodyOutsideMeetsTheYamlParser() {
        noClasses()
                .that()
                .arePublic()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.snakeyaml..")
                .check(CLASSES);
    }
}
