package io.tagline.hub.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.hub.TestHub;
import io.tagline.hub.order.OrderPut.Outcome;
import io.tagline.hub.order.OrderView.ParcelEntry;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.timeline.EventView;
import io.tagline.hub.timeline.ReportedEvent;
import io.tagline.hub.tracking.EventKind;
import io.tagline.wire.Direction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Putting orders, on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class OrdersTest {
    private static final String ONE = "RR123456785CA";
    private static final String TWO = "RB123456785GB";
    private static final String TAG = "3034257BF7194E4000001A85";
    private static final UUID JOURNAL = UUID.fromString("018f0000-0000-7000-8000-000000000001");

    private final TestDatabase database;

    @TempDir
    Path folder;

    private TestHub hub;

    OrdersTest(TestDatabase database) {
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
    void sameOrderAgainChangesNothing() throws Exception {
        OrderPut created = hub.order("A-1", ONE + "=" + TAG);
        hub.pass(Duration.ofMinutes(1));
        OrderPut again = hub.order("A-1", ONE + "=" + TAG);
        OrderPut more = hub.order("A-1", ONE + "=" + TAG, TWO);

        assertThat(created.outcome()).isEqualTo(Outcome.CREATED);
        assertThat(again.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(again.order()).isEqualTo(created.order());
        assertThat(more.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(parcels(more)).extracting(ParcelEntry::trackingNumber).containsExactly(ONE, TWO);
        assertThat(parcels(more).get(0).link())
                .isEqualTo(parcels(created).get(0).link());
        assertThat(hub.core.orders().find("shop", "A-1")).contains(more.order());
        assertThat(hub.core.orders().recent(10)).containsExactly(more.order());
        var customer = more.order().customer();
        assertThat(hub.core.customers().byId(customer.id())).contains(customer);
        assertThat(hub.core.orders().ofCustomer(customer.id(), 10)).hasSize(1);
    }

    @Test
    void linkOpensTheParcel() throws Exception {
        ParcelEntry parcel = parcels(hub.order("A-1", ONE)).get(0);

        var view = hub.core.parcels().byLink(parcel.link()).orElseThrow();

        assertThat(view.trackingNumber()).isEqualTo(ONE);
        assertThat(parcel.link().token()).hasSize(22);
        assertThat(parcel.link().toString()).doesNotContain(parcel.link().token());
        assertThat(view.events()).extracting(EventView::kind).containsExactly(EventKind.REGISTERED);
    }

    @Test
    void numberIsFoundInAnyCaseAndSpacingAndWithHyphensThatItHasOrIsPrintedWith() throws Exception {
        hub.order("A-1", " rr 123 456 785 ca", "acme-77-x");

        for (String asked : new String[] {ONE, "rr123456785ca", "RR 123-456-785 CA"}) {
            assertThat(hub.core.parcels().byTrackingNumber(asked)).as(asked).isPresent();
        }
        assertThat(hub.core
                        .parcels()
                        .byTrackingNumber("ACME-77-X")
                        .orElseThrow()
                        .trackingNumber())
                .isEqualTo("ACME-77-X");
        assertThat(report("Acme-77-x", EventKind.ACCEPTED, "pos-1")).isEqualTo(ReportedEvent.Outcome.RECORDED);
        assertThat(hub.core.parcels().byTrackingNumber("-")).isEmpty();
    }

    @Test
    void sameOrderPutBySeveralAtOnceIsMadeOnce() throws Exception {
        var callers = Executors.newFixedThreadPool(6);
        try {
            List<Future<OrderPut>> puts =
                    callers.invokeAll(Collections.nCopies(12, () -> hub.order("A-1", ONE + "=" + TAG, TWO)));
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<OrderPut> put : puts) {
                outcomes.add(put.get().outcome());
            }
            assertThat(outcomes).containsOnlyOnce(Outcome.CREATED).doesNotContain(Outcome.UPDATED);
        } finally {
            callers.shutdownNow();
        }
        assertThat(kinds(ONE)).containsExactly(EventKind.REGISTERED);
    }

    @Test
    void tagInForceOnAnotherOrdersParcelIsAConflictAndNothingChanges() throws Exception {
        hub.order("A-1", ONE + "=" + TAG);

        assertThatThrownBy(() -> hub.order("A-2", TWO + "=" + TAG))
                .isInstanceOf(OrderConflictException.class)
                .hasMessage("$.shipments[0].parcels[0].epc: EPC \"" + TAG + "\" is on parcel " + ONE
                        + ": expected a tag that is on no other parcel");
        assertThat(hub.core.orders().find("shop", "A-2")).isEmpty();
        assertThat(hub.core.parcels().byTrackingNumber(TWO)).isEmpty();
    }

    @Test
    void trackingNumberOfAnotherOrderIsAConflict() throws Exception {
        hub.order("A-1", ONE);

        assertThatThrownBy(() -> hub.order("A-2", ONE))
                .isInstanceOf(OrderConflictException.class)
                .hasMessage("$.shipments[0].parcels[0].trackingNumber: tracking number \"" + ONE
                        + "\" belongs to order shop/A-1: expected a number that no other order uses");
    }

    @Test
    void trackingNumberMayBeUsedAgainAYearAfterDelivery() throws Exception {
        var first = parcels(hub.order("A-1", ONE)).get(0);
        report(ONE, EventKind.DELIVERED, "d-1");
        hub.pass(Duration.ofDays(366));

        var second = parcels(hub.order("A-2", ONE)).get(0);

        assertThat(second.link()).isNotEqualTo(first.link());
        assertThat(second.status()).isEqualTo(EventKind.REGISTERED);
        // who has the old link still sees the old parcel
        assertThat(hub.core.parcels().byLink(first.link()).orElseThrow().status())
                .isEqualTo(EventKind.DELIVERED);
    }

    @Test
    void tagMovedWithinTheOrderEndsOneBindingAndStartsAnother() throws Exception {
        hub.order("A-1", ONE + "=" + TAG, TWO);
        hub.pass(Duration.ofHours(1));
        hub.order("A-1", ONE, TWO + "=" + TAG);
        hub.pass(Duration.ofHours(1));

        hub.accept(TestHub.message(
                JOURNAL,
                TestHub.scan(1, "door-1", TAG, Direction.IN, TestHub.START.plusSeconds(600)),
                TestHub.scan(2, "door-1", TAG, Direction.OUT, TestHub.START.plusSeconds(4200))));

        assertThat(kinds(ONE)).containsExactly(EventKind.REGISTERED, EventKind.ARRIVED);
        assertThat(kinds(TWO)).containsExactly(EventKind.REGISTERED, EventKind.DEPARTED);
    }

    @Test
    void droppedParcelFreesItsNumberAndItsTag() throws Exception {
        hub.order("A-1", ONE + "=" + TAG, TWO);
        hub.pass(Duration.ofMinutes(1));
        hub.order("A-1", TWO);

        OrderPut other = hub.order("A-2", ONE + "=" + TAG);

        assertThat(parcels(other).get(0).epc()).contains(TAG);
    }

    @Test
    void deliveredParcelsTagGoesOnWithoutConflictWhenItsOrderIsPutAgain() throws Exception {
        hub.order("A-1", ONE + "=" + TAG);
        report(ONE, EventKind.DELIVERED, "d-1");
        hub.pass(Duration.ofDays(2));
        hub.order("A-2", TWO + "=" + TAG);

        OrderPut again = hub.order("A-1", ONE + "=" + TAG, "BENCH100001");

        assertThat(again.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(parcels(hub.order("A-2", TWO + "=" + TAG)).get(0).epc()).contains(TAG);
    }

    @Test
    void reportToldTwiceIsOnTheTimelineOnce() throws Exception {
        hub.order("A-1", ONE);

        assertThat(report(ONE, EventKind.ACCEPTED, "pos-77")).isEqualTo(ReportedEvent.Outcome.RECORDED);
        hub.pass(Duration.ofMinutes(1));
        assertThat(report(ONE, EventKind.ACCEPTED, "pos-77")).isEqualTo(ReportedEvent.Outcome.KNOWN);
        assertThat(report(TWO, EventKind.ACCEPTED, "pos-77")).isEqualTo(ReportedEvent.Outcome.NO_SUCH_PARCEL);
        assertThat(kinds(ONE)).containsExactly(EventKind.REGISTERED, EventKind.ACCEPTED);
    }

    private ReportedEvent.Outcome report(String number, EventKind kind, String ref) {
        return hub.core
                .parcels()
                .record(number, new ReportedEvent(kind, hub.now(), Optional.of("ott-1"), Optional.empty(), ref));
    }

    private List<EventKind> kinds(String number) {
        return hub.core.parcels().byTrackingNumber(number).orElseThrow().events().stream()
                .map(EventView::kind)
                .toList();
    }

    private static List<ParcelEntry> parcels(OrderPut put) {
        return put.order().shipments().stream()
                .flatMap(shipment -> shipment.parcels().stream())
                .toList();
    }
}
