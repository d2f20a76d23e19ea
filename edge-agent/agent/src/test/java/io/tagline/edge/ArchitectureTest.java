package io.tagline.edge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttClientPersistence;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The plan of the house, as far as a machine can see it. */
class ArchitectureTest {

    private static final String EDGE = "io.tagline.edge";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(EDGE);

    @Test
    void theRulesSeeTheClasses() {
        assertThat(CLASSES.size()).isGreaterThanOrEqualTo(60);
        assertThat(packages())
                .contains(EDGE + ".settings", EDGE + ".reader", EDGE + ".portal", EDGE + ".passage", EDGE + ".journal");
    }

    @Test
    void eachDriverHasOnePackageAtTheRim() {
        only("org.eclipse.paho..", EDGE + ".uplink");
        only("org.eclipse.milo..", EDGE + ".opcua");
        only("io.netty..", EDGE + ".opcua");
        only("org.bouncycastle..");
        only("java.sql..", EDGE + ".journal");
        only("org.sqlite..", EDGE + ".journal");
        only("com.pi4j..", EDGE + ".signal.gpio", EDGE + ".eye.gpio");
        only("com.sun.jna..", EDGE + ".time", EDGE + ".health");
        only("com.sun.net.httpserver..", EDGE + ".health", EDGE + ".board");
        only("org.snakeyaml..");
        only("org.llrp..");
        // settings name what a profile asks of a reader and who calls whom; they hold no link
        only("io.tagline.llrp..", EDGE + ".reader", EDGE + ".settings", EDGE);
    }

    @Test
    void portalPassageAndManifestArePure() {
        classes()
                .that()
                .resideInAnyPackage(EDGE + ".portal..", EDGE + ".passage..", EDGE + ".eye", EDGE + ".manifest..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "java.io..",
                        "java.nio..",
                        "java.math..",
                        "java.net..",
                        "java.security..",
                        "org.jspecify..",
                        "io.tagline.epc..",
                        "io.tagline.wire..",
                        EDGE + ".portal..",
                        EDGE + ".reader..",
                        EDGE + ".passage..",
                        EDGE + ".eye",
                        EDGE + ".manifest..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(EDGE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theWorkOfTheAgentKnowsNothingOfItsWiring() {
        noClasses()
                .that()
                .resideInAPackage(EDGE + ".*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(EDGE)
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(EDGE + ".portal..", EDGE + ".reader..", EDGE + ".passage..", EDGE + ".journal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(EDGE + ".settings..", EDGE + ".uplink..")
                .check(CLASSES);
    }

    /** Time comes in: what reads a clock of its own can't be tested, and a step of the clock would split passages. */
    @Test
    void onlyTheWiringReadsClocks() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(EDGE + ".RunningAgent")
                .and()
                .doNotHaveFullyQualifiedName(EDGE + ".time.Ticker")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(InstantSource.class, "system")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
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
    void everyPackageIsNullMarked() {
        for (String name : packages()) {
            assertThat(CLASSES.getPackage(name).isAnnotatedWith(NullMarked.class))
                    .as(name)
                    .isTrue();
        }
    }

    private static void only(String driver, String... packages) {
        var others =
                noClasses().that().resideOutsideOfPackages(packages.length == 0 ? new String[] {"none"} : packages);
        others.should().dependOnClassesThat().resideInAPackage(driver).check(CLASSES);
    }

    private static Set<String> packages() {
        return CLASSES.stream()
                .map(JavaClass::getPackage)
                .map(JavaPackage::getName)
                .collect(Collectors.toSet());
    }
}
