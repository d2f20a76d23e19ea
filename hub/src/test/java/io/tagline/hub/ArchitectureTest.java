package io.tagline.hub;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tagline.hub.access.Audit;
import io.tagline.hub.access.AuditEntry;
import io.tagline.hub.access.FieldVisibility;
import io.tagline.hub.access.KeyedHash;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.access.Visibility;
import java.lang.annotation.Annotation;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttClientPersistence;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What knows what in the hub. */
final class ArchitectureTest {
    private static final String HUB = "io.tagline.hub..";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tagline.hub");

    @Test
    void thereIsSomethingToCheck() {
        assertThat(CLASSES.size()).isGreaterThan(150);
    }

    @Test
    void packagesDoNotKnowEachOtherInCircles() {
        slices().matching("io.tagline.hub.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void trackingIsPure() {
        classes()
                .that()
                .resideInAPackage("io.tagline.hub.tracking..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.tagline.hub.tracking..", "io.tagline.wire..", "org.jspecify..")
                .check(CLASSES);
    }

    /** Promises are made by rules that see neither the store nor the clock. */
    @Test
    void promiseRulesArePure() {
        Set<String> keepers = Set.of("Promises", "ParcelWatch", "ParcelLook");
        classes()
                .that()
                .resideInAPackage("io.tagline.hub.promise..")
                .and(DescribedPredicate.describe(
                        "are rules",
                        type -> !outermost(type).getSimpleName().endsWith("Table")
                                && !keepers.contains(outermost(type).getSimpleName())))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.tagline.hub.promise..", "io.tagline.hub.tracking..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void timelineFoldKnowsNoStore() {
        noClasses()
                .that()
                .haveSimpleName("ParcelTimeline")
                .or()
                .haveSimpleName("ParcelStatus")
                .or()
                .haveSimpleName("Milestone")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tagline.hub.store..", "java.sql..", "org.springframework..")
                .check(CLASSES);
    }

    @Test
    void onlyTheIntakeSpeaksMqtt() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tagline.hub.intake..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.paho..")
                .check(CLASSES);
    }

    /** Its own timer of pings goes by the wall clock, and stands still for as long as that is set back. */
    @Test
    void pahoPingsByElapsedTime() {
        noClasses()
                .should()
                .callConstructor(MqttAsyncClient.class, String.class, String.class)
                .orShould()
                .callConstructor(MqttAsyncClient.class, String.class, String.class, MqttClientPersistence.class)
                .check(CLASSES);
    }

    @Test
    void onlyNoticesSpeakToMailServers() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.tagline.hub.notify..", "io.tagline.hub.care..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..")
                .check(CLASSES);
    }

    @Test
    void onlyTheBrokerKnowsArtemis() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tagline.hub.broker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.activemq..", "io.netty..")
                .check(CLASSES);
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
                .check(CLASSES);
    }

    @Test
    void nothingInsideKnowsThePagesTheBrokerOrTheSettings() {
        String[] rim = {"io.tagline.hub.web..", "io.tagline.hub.broker..", "io.tagline.hub.settings.."};
        noClasses()
                .that(areInside())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rim)
                .check(CLASSES);
    }

    /** What is shown depends on who looks, and what is done is written down; how they got in is nobody's business. */
    @Test
    void insideKnowsWhoLooksTheAuditLogAndHowToHashOnly() {
        Set<Class<?>> known = Set.of(
                Audit.class,
                AuditEntry.class,
                FieldVisibility.class,
                KeyedHash.class,
                Role.class,
                Viewer.class,
                Visibility.class);
        noClasses()
                .that(areInside())
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are how somebody gets in",
                        type -> type.getPackageName().equals("io.tagline.hub.access")
                                && known.stream().noneMatch(type::isEquivalentTo)))
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> areInside() {
        Set<String> rim = Set.of(
                "io.tagline.hub",
                "io.tagline.hub.web",
                "io.tagline.hub.access",
                // the door that is for customers
                "io.tagline.hub.account",
                "io.tagline.hub.broker",
                "io.tagline.hub.settings");
        return DescribedPredicate.describe("are inside", type -> !rim.contains(type.getPackageName()));
    }

    @Test
    void sqlIsInTheStoreAndInTables() {
        DescribedPredicate<JavaClass> elsewhere = DescribedPredicate.describe(
                "are neither in the store nor a table",
                type -> !type.getPackageName().startsWith("io.tagline.hub.store")
                        && !outermost(type).getSimpleName().endsWith("Table"));
        noClasses()
                .that(elsewhere)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.springframework.jdbc..", "org.sqlite..", "org.postgresql..")
                .check(CLASSES);
    }

    @Test
    void tablesAreTheirPackagesOwn() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Table")
                .should()
                .bePackagePrivate()
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() throws ClassNotFoundException {
        Set<String> bare = new TreeSet<>();
        for (JavaClass type :
                CLASSES.that(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(HUB))) {
            Package owner = Class.forName(type.getName(), false, ArchitectureTest.class.getClassLoader())
                    .getPackage();
            Class<? extends Annotation> marker = NullMarked.class;
            if (!owner.isAnnotationPresent(marker)) {
                bare.add(owner.getName());
            }
        }
        assertThat(bare).isEmpty();
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }
}
