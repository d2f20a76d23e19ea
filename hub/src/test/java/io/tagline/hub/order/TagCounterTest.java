package io.tagline.hub.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.hub.TestHub;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.order.OrderView.ParcelEntry;
import io.tagline.hub.order.TagCounter.Outcome;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.timeline.EventView;
import io.tagline.hub.tracking.EventKind;
import io.tagline.wire.Direction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tags that a depot puts on, beside the orders that name some, on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class TagCounterTest {
    private static final String ONE = "RR123456785CA";
    private static final String TWO = "RB123456785GB";
    private static final String TAG = "3034257BF7194E4000001A85";
    private static final String OTHER = "3034257BF7194E4000001A86";
    private static final UUID JOURNAL = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    private static final Viewer DEPOT = new Viewer("dora", Set.of(Role.DEPOT), Optional.empty());

    private final TestDatabase database;

    @TempDir
    Path folder;

    private TestHub hub;

    TagCounterTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        hub = new TestHub(database, folder);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void anOrderThatIsPutAgainLeavesTheTagThatTheDepotPutOn() throws Exception {
        hub.order("A-1", ONE);
        assertThat(bind(ONE, TAG)).isEqualTo(Outcome.BOUND);

        hub.order("A-1", ONE);
        assertThat(tag("A-1")).as("the same again").contains(TAG);
        hub.order("A-1", ONE, TWO);
        assertThat(tag("A-1")).as("with another parcel").contains(TAG);
        hub.order("A-1", ONE + "=" + OTHER, TWO);
        assertThat(tag("A-1")).as("with the tag that was planned").contains(TAG);
    }

    @Test
    void anOrderDoesNotTakeATagBackThatTheCounterMovedWithinIt() throws Exception {
        hub.order("A-1", ONE, TWO + "=" + TAG);
        assertThat(bind(ONE, TAG)).isEqualTo(Outcome.MOVED);

        hub.order("A-1", ONE, TWO + "=" + TAG, "BENCH100001");

        assertThat(tag("A-1")).contains(TAG);
    }

    @Test
    void aTagThatTheCounterConfirmedStaysOnWhenTheOrderForgetsIt() throws Exception {
        hub.order("A-1", ONE + "=" + TAG);
        assertThat(bind(ONE, TAG)).isEqualTo(Outcome.BOUND);

        hub.order("A-1", ONE, TWO);

        assertThat(tag("A-1")).contains(TAG);
    }

    @Test
    void theOrderTakesOffWhatItPutOn() throws Exception {
        hub.order("A-1", ONE + "=" + TAG);
        hub.order("A-1", ONE);
        assertThat(tag("A-1")).isEmpty();
    }

    @Test
    void whoLookedAtTheOrderBeforeTheTagWasPutOnHasNotSeenIt() throws Exception {
        String seen = hub.order("A-1", ONE).order().tag();
        bind(ONE, TAG);

        assertThatThrownBy(() -> hub.core
                        .orders()
                        .put("shop", "A-1", OrderReader.read(TestHub.orderJson(ONE, TWO)), OrderCondition.is(seen)))
                .isInstanceOf(OrderStaleException.class);
    }

    @Test
    void aParcelThatTheOrderDropsFreesTheCountersTagAndThatIsWrittenDown() throws Exception {
        hub.order("A-1", ONE, TWO);
        bind(ONE, TAG);
        hub.pass(Duration.ofMinutes(1));
        hub.order("A-1", TWO);

        assertThat(parcels(hub.order("A-2", ONE + "=" + TAG).order()).get(0).epc())
                .contains(TAG);
        List<String> audited = hub.store.transactions().read(tx -> tx.sql("SELECT action FROM audit ORDER BY seq")
                .query(String.class)
                .list());
        assertThat(audited).containsExactly("tag.bound", "tag.unbound");
    }

    @Test
    void aBlankTagsPastIsNotTheParcels() throws Exception {
        // the roll lay at the door
        hub.accept(TestHub.message(JOURNAL, TestHub.scan(1, "van-1", TAG, Direction.OUT, hub.now())));
        hub.pass(Duration.ofMinutes(2));
        hub.order("A-1", ONE);
        bind(ONE, TAG);
        hub.pass(Duration.ofMinutes(2));
        hub.accept(TestHub.message(JOURNAL, TestHub.scan(2, "door-1", TAG, Direction.OUT, hub.now())));

        assertThat(hub.core.parcels().byTrackingNumber(ONE).orElseThrow().events())
                .extracting(EventView::kind)
                .containsExactly(EventKind.REGISTERED, EventKind.DEPARTED);
    }

    private Outcome bind(String number, String epc) {
        return hub.core.tagCounter().bind(DEPOT, number, epc);
    }

    /** On the order's first parcel. */
    private Optional<String> tag(String reference) {
        return parcels(hub.core.orders().find("shop", reference).orElseThrow())
                .get(0)
                .epc();
    }

    private static List<ParcelEntry> parcels(OrderView order) {
        return order.shipments().stream()
                .flatMap(shipment -> shipment.parcels().stream())
                .toList();
    }
}
