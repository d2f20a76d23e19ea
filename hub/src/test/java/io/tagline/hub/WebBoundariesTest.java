package io.tagline.hub;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The drivers of pages and broker stay at the rim, and nothing inside knows of them. */
class WebBoundariesTest {

    private static final int LEAST_CLASSES = 100;

    private static final JavaClasses HUB = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tagline.hub");

    @Test
    void thereIsSomethingToCheck() {
        assertThat(HUB.size()).isGreaterThan(LEAST_CLASSES);
    }

    @Test
    void onlyTheBrokerPackageKnowsTheBroker() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tagline.hub.broker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.activemq..", "io.netty..")
                .check(HUB);
    }

    @Test
    void onlyWebAndAccessKnowTheServer() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.tagline.hub.web..", "io.tagline.hub.access..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.boot..",
                        "org.springframework.web..",
                        "org.springframework.security..",
                        "org.thymeleaf..",
                        "jakarta.servlet..")
                .check(HUB);
    }

    @Test
    void nothingInsideKnowsThePagesTheBrokerOrTheSettings() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.tagline.hub",
                        "io.tagline.hub.web..",
                        "io.tagline.hub.access..",
                        "io.tagline.hub.broker..",
                        "io.tagline.hub.settings..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.tagline.hub.web..",
                        "io.tagline.hub.access..",
                        "io.tagline.hub.broker..",
                        "io.tagline.hub.settings..")
                .check(HUB);
    }
}
