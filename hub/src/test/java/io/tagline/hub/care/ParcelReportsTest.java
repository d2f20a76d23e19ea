package io.tagline.hub.care;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.TestHub;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.order.OrderReader;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.tracking.ParcelId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParcelReportsTest {
    private static final String NUMBER = "RR123456785CA";
    private static final Viewer ANA = new Viewer("ana", Set.of(Role.REP), Optional.empty());
    private static final Optional<String> MAIL = Optional.of("bob@home.example");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatIsReportedTwiceIsOneCaseUntilItIsClosed(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            hub.order("A-1", NUMBER);
            ParcelId parcel =
                    hub.core.parcels().byTrackingNumber(NUMBER).orElseThrow().id();
            ParcelReports reports = hub.core.care().reports();
            Cases cases = hub.core.care().cases();
            Case first = reports.report(parcel, CaseKind.COMPLAINT, "damaged", "In pieces", MAIL);
            assertThat(first.subject().value()).isEqualTo("Reported on the parcel's page: damaged");
            assertThat(first.progress().owner()).isEqualTo("service-desk");
            assertThat(reports.report(parcel, CaseKind.COMPLAINT, "damaged", "All of it", MAIL)
                            .number())
                    .isEqualTo(first.number());
            assertThat(said(hub, first)).isEqualTo(2);
            assertThat(reports.report(parcel, CaseKind.REQUEST, "other", "", Optional.empty())
                            .number())
                    .isNotEqualTo(first.number());

            // who objects to the solution opens it again; what is closed stays closed
            Case now = cases.find(first.number()).orElseThrow();
            cases.change(now.number(), now.version(), CaseChange.resolved("Paid."), ANA);
            Case again = reports.report(parcel, CaseKind.COMPLAINT, "damaged", "Not to me", MAIL);
            assertThat(again.state()).isEqualTo(CaseState.OPEN);
            cases.change(again.number(), again.version(), CaseChange.to(CaseState.RESOLVED), ANA);
            hub.pass(CareRules.PATIENCE);
            hub.core.care().look();
            assertThat(reports.report(parcel, CaseKind.COMPLAINT, "damaged", "Another one", MAIL)
                            .number())
                    .isNotEqualTo(first.number());
        }
    }

    /** Whoever holds the link may be anybody: words and address of a stranger are not the customer's. */
    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aReportIsTheCustomersIfItIsAnsweredAtAnAddressOfTheirs(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            hub.core
                    .orders()
                    .put(
                            "shop",
                            "A-1",
                            OrderReader.read(
                                    """
                                    {"customer":{"reference":"C-7","name":"Cara","email":"Cara@home.example"},"serviceLevel":"standard",
                                     "shipments":[{"parcels":[{"trackingNumber":"RR123456785CA"}]}]}
                                    """
                                            .getBytes(StandardCharsets.UTF_8)));
            ParcelId parcel =
                    hub.core.parcels().byTrackingNumber(NUMBER).orElseThrow().id();
            ParcelReports reports = hub.core.care().reports();
            Case stranger = reports.report(parcel, CaseKind.COMPLAINT, "damaged", "In pieces", MAIL);
            assertThat(stranger.customer()).isEmpty();
            assertThat(stranger.parcel()).contains(parcel);
            reports.report(parcel, CaseKind.COMPLAINT, "damaged", "All of it", MAIL);
            assertThat(hub.core
                            .care()
                            .interactions()
                            .of(
                                    new Interactions.About(
                                            Optional.empty(), Optional.empty(), Optional.of(stranger.id())),
                                    Optional.empty(),
                                    10))
                    .hasSize(2)
                    .allSatisfy(
                            kept -> assertThat(kept.interaction().customer()).isEmpty());
            assertThat(reports.report(parcel, CaseKind.REQUEST, "other", "Where?", Optional.empty())
                            .customer())
                    .isEmpty();
            Optional<String> cara = Optional.of("cara@HOME.example");
            assertThat(reports.report(parcel, CaseKind.COMPLAINT, "late", "Late", cara)
                            .customer())
                    .isPresent();

            Case own = reports.report(parcel, CaseKind.COMPLAINT, "damaged", "I see it now", cara);
            assertThat(own.number())
                    .as("not among what a stranger said, who reads the answers")
                    .isNotEqualTo(stranger.number());
            assertThat(own.customer()).isPresent();
            assertThat(said(hub, stranger)).isEqualTo(2);
            assertThat(reports.report(parcel, CaseKind.COMPLAINT, "damaged", "Still", MAIL)
                            .number())
                    .isEqualTo(stranger.number());
            assertThat(reports.report(parcel, CaseKind.COMPLAINT, "damaged", "Still broken", cara)
                            .number())
                    .isEqualTo(own.number());
        }
    }

    /** Also on a database that has many writers: who comes second finds a case there, or one that has changed. */
    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void reportsOfTheSameMomentAreAllKept(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            hub.order("A-1", NUMBER);
            ParcelId parcel =
                    hub.core.parcels().byTrackingNumber(NUMBER).orElseThrow().id();
            ParcelReports reports = hub.core.care().reports();
            CyclicBarrier together = new CyclicBarrier(4);
            ExecutorService people = Executors.newFixedThreadPool(4);
            try {
                List<Future<Case>> told = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    String words = "word " + i;
                    told.add(people.submit(() -> {
                        together.await();
                        return reports.report(parcel, CaseKind.COMPLAINT, "damaged", words, MAIL);
                    }));
                }
                Set<String> numbers = new HashSet<>();
                for (Future<Case> one : told) {
                    numbers.add(one.get().number());
                }
                assertThat(numbers).hasSize(1);
                Case one =
                        hub.core.care().cases().find(numbers.iterator().next()).orElseThrow();
                assertThat(said(hub, one))
                        .as("its opening and what the other three said")
                        .isEqualTo(4);
            } finally {
                people.shutdownNow();
            }
        }
    }

    /** Nothing to read is no word, and no refusal. */
    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aReportOfTheCharacterZeroSaysWhatItIsAbout(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            hub.order("A-1", NUMBER);
            ParcelId parcel =
                    hub.core.parcels().byTrackingNumber(NUMBER).orElseThrow().id();
            ParcelReports reports = hub.core.care().reports();
            Case first = reports.report(parcel, CaseKind.COMPLAINT, "damaged", "\0", MAIL);
            assertThat(first.text()).isEqualTo(first.subject());
            reports.report(parcel, CaseKind.COMPLAINT, "damaged", "\0", MAIL);
            assertThat(said(hub, first)).isOne();
        }
    }

    /** Whoever has the link can write; its owner's case list and the database do not grow with it. */
    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aFloodOfReportsIsOneCaseOfTwentyWords(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            hub.order("A-1", NUMBER);
            ParcelId parcel =
                    hub.core.parcels().byTrackingNumber(NUMBER).orElseThrow().id();
            Case last = null;
            for (int i = 0; i < 50; i++) {
                last = hub.core
                        .care()
                        .reports()
                        .report(parcel, CaseKind.COMPLAINT, "damaged", "word " + i, Optional.empty());
            }
            assertThat(said(hub, Optional.ofNullable(last).orElseThrow())).isEqualTo(20);
        }
    }

    private static int said(TestHub hub, Case about) {
        return hub.core
                .care()
                .interactions()
                .of(
                        new Interactions.About(Optional.empty(), Optional.empty(), Optional.of(about.id())),
                        Optional.empty(),
                        100)
                .size();
    }
}
