package io.tagline.hub.intake;

import static io.tagline.hub.TestHub.START;
import static io.tagline.hub.TestHub.free;
import static io.tagline.hub.TestHub.message;
import static io.tagline.hub.TestHub.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tagline.hub.TestHub;
import io.tagline.hub.fleet.PortalBoard;
import io.tagline.hub.fleet.PortalBoardView.PortalScan;
import io.tagline.hub.ledger.ScanLedger;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.timeline.EventView;
import io.tagline.hub.timeline.ParcelView;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.Sighting;
import io.tagline.hub.tracking.Tracker;
import io.tagline.wire.Direction;
import io.tagline.wire.Scan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose clock gives times that can not be: its parcels are found, and the next door has the last word. */
final class WrongClockTest {
    private static final String NUMBER = "RR123456785CA";
    private static final String EPC = "3034257BF7194E4000001A85";
    private static final UUID JOURNAL = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("018f0000-0000-7000-8000-000000000002");
    private static final Instant IN_1970 = Instant.parse("1970-01-01T00:05:00Z");
    private static final Instant IN_2036 = Instant.parse("2036-11-22T08:00:00Z");

    @TempDir
    Path folder;

    private TestHub hub;

    @BeforeEach
    void open() throws Exception {
        hub = new TestHub(TestDatabase.SQLITE, folder);
        hub.order("A-1", NUMBER + "=" + EPC);
        hub.pass(Duration.ofMinutes(5));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void scanOf1970IsOnItsParcelAtTheTimeWhenItCame() {
        hub.accept(message(JOURNAL, free(1, "door-1", EPC, Direction.IN, IN_1970)));

        assertThat(parcel().status()).isEqualTo(EventKind.ARRIVED);
        EventView arrived = parcel().events().get(1);
        assertThat(arrived.occurredAt()).isEqualTo(hub.now());
        assertThat(arrived.estimated()).isTrue();
    }

    /** Else a scan of today would be filed before its tag was on any parcel. */
    @Test
    void hubWhoseOwnClockIsNotSetBelievesItsGateways() {
        Instant passed = hub.now();
        hub.pass(Duration.between(passed, IN_1970));

        hub.accept(message(JOURNAL, free(1, "door-1", EPC, Direction.IN, passed)));

        EventView arrived = parcel().events().get(1);
        assertThat(arrived.occurredAt()).isEqualTo(passed);
        assertThat(arrived.estimated()).isFalse();
    }

    @Test
    void scanOf2036HasNotTheLastWordForTenYears() {
        hub.accept(message(JOURNAL, free(1, "door-1", EPC, Direction.IN, IN_2036)));
        assertThat(parcel().statusAt()).isEqualTo(hub.now());
        hub.pass(Duration.ofHours(1));

        hub.accept(message(OTHER, scan(1, "van-1", EPC, Direction.OUT, hub.now())));

        assertThat(parcel().status()).isEqualTo(EventKind.OUT_FOR_DELIVERY);
        assertThat(parcel().events())
                .extracting(EventView::estimated)
                .as("order, wrong clock, right clock")
                .containsExactly(false, true, false);
    }

    @Test
    void ledgerKeepsWhatTheClockSaid() {
        Scan sent = free(1, "door-1", EPC, Direction.IN, IN_2036);
        hub.accept(message(JOURNAL, sent));

        List<Sighting> kept = hub.store.transactions().read(tx -> {
            List<Sighting> found = new ArrayList<>();
            ScanLedger.of(tx, EPC, START, Instant.MAX, found::addAll);
            return found;
        });

        assertThat(kept).singleElement().satisfies(sighting -> {
            assertThat(sighting.scan()).isEqualTo(sent);
            assertThat(sighting.at()).isEqualTo(hub.now());
            assertThat(sighting.stampedAt()).hasValue(IN_2036);
        });
    }

    @Test
    void scanSentAgainStaysWhereItWas() {
        hub.accept(message(JOURNAL, free(1, "door-1", EPC, Direction.IN, IN_1970)));
        Instant first = hub.now();
        hub.pass(Duration.ofMinutes(10));

        hub.accept(message(JOURNAL, free(1, "door-1", EPC, Direction.IN, IN_1970)));

        assertThat(parcel().events()).hasSize(2);
        assertThat(parcel().statusAt()).isEqualTo(first);
    }

    @Test
    void heldScanOf1970JoinsTheTimelineWhenItsTagIsBound() throws Exception {
        String later = "3034257BF7194E4000001A86";
        hub.accept(message(JOURNAL, free(1, "door-1", later, Direction.IN, IN_1970)));
        hub.pass(Duration.ofMinutes(5));

        hub.order("A-2", "RB123456785GB=" + later);

        assertThat(hub.core
                        .parcels()
                        .byTrackingNumber("RB123456785GB")
                        .orElseThrow()
                        .status())
                .isEqualTo(EventKind.ARRIVED);
    }

    @Test
    void freeClockThatIsWeeksBehindMissesNoParcel() {
        hub.accept(message(JOURNAL, free(1, "door-1", EPC, Direction.IN, START.minus(Duration.ofDays(20)))));

        assertThat(parcel().events().get(1).estimated()).isTrue();
    }

    @Test
    void freeClockThatMayBeRightIsTakenAtItsWord() {
        hub.accept(message(JOURNAL, free(1, "door-1", EPC, Direction.IN, START.minus(Duration.ofHours(1)))));

        EventView arrived = parcel().events().get(0);
        assertThat(arrived.occurredAt()).isEqualTo(START.minus(Duration.ofHours(1)));
        assertThat(arrived.estimated()).isFalse();
    }

    /** It says that it follows a time source, which may be wrong itself. */
    @Test
    void syncedClockThatLiesByTenMinutesOrMoreIsNotBelieved() {
        hub.accept(message(
                JOURNAL,
                scan(1, "door-1", EPC, Direction.IN, hub.now().plus(Duration.ofMinutes(9))),
                scan(2, "door-1", EPC, Direction.OUT, hub.now().plus(Duration.ofMinutes(10)))));

        assertThat(parcel().events())
                .extracting(EventView::kind, EventView::estimated)
                .containsExactly(
                        tuple(EventKind.REGISTERED, false),
                        tuple(EventKind.DEPARTED, true),
                        tuple(EventKind.ARRIVED, false));
    }

    @Test
    void boardShowsItAmongTheNewest() {
        hub.accept(message(JOURNAL, free(1, "door-1", EPC, Direction.IN, IN_1970)));
        PortalBoard board =
                new PortalBoard(hub.store.transactions(), TestHub.SITES, new Tracker(TestHub.SITES), () -> hub.now());

        assertThat(board.of("ott-1", "door-1").recent())
                .extracting(PortalScan::at)
                .containsExactly(hub.now());
    }

    private ParcelView parcel() {
        return hub.core.parcels().byTrackingNumber(NUMBER).orElseThrow();
    }
}
