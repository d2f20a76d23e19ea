package io.tagline.hub.intake;

import static io.tagline.hub.TestHub.START;
import static io.tagline.hub.TestHub.message;
import static io.tagline.hub.TestHub.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.hub.TestHub;
import io.tagline.hub.ledger.DeadLetters;
import io.tagline.hub.ledger.Journals;
import io.tagline.hub.ledger.MessageBody;
import io.tagline.hub.ledger.RawMessage;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.timeline.EventView;
import io.tagline.hub.timeline.ParcelView;
import io.tagline.hub.tracking.EventKind;
import io.tagline.wire.Direction;
import io.tagline.wire.ReceivedScans;
import io.tagline.wire.ReceivedScans.Refused;
import io.tagline.wire.SeqRange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the spine promises, on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ParcelPipelineTest {
    private static final String NUMBER = "RR123456785CA";
    private static final String EPC = "3034257BF7194E4000001A85";
    private static final UUID JOURNAL = UUID.fromString("018f0000-0000-7000-8000-000000000001");

    private final TestDatabase database;

    @TempDir
    Path folder;

    private TestHub hub;

    ParcelPipelineTest(TestDatabase database) {
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
    void scanOfABoundTagIsAnEventOnItsParcel() throws Exception {
        hub.order("A-1", NUMBER + "=" + EPC);
        hub.pass(Duration.ofMinutes(5));

        hub.accept(message(JOURNAL, scan(1, "door-1", EPC, Direction.IN, START.plusSeconds(60))));

        ParcelView parcel = parcel();
        assertThat(parcel.status()).isEqualTo(EventKind.ARRIVED);
        assertThat(parcel.statusText()).isEqualTo("Arrived at Ottawa");
        assertThat(parcel.events())
                .extracting(EventView::kind)
                .containsExactly(EventKind.REGISTERED, EventKind.ARRIVED);
        EventView arrived = parcel.events().get(1);
        assertThat(arrived.occurredAt()).isEqualTo(START.plusSeconds(60));
        assertThat(arrived.recordedAt()).isEqualTo(hub.now());
        assertThat(arrived.portal()).contains("door-1");
        assertThat(arrived.upuCode()).contains("EDD");
    }

    @Test
    void scanSentTwiceIsThereOnceAndReceiptedTwice() throws Exception {
        hub.order("A-1", NUMBER + "=" + EPC);
        ScanMessage message = message(JOURNAL, scan(1, "door-1", EPC, Direction.IN, START));

        List<AgentReceipt> first = hub.accept(message);
        List<AgentReceipt> second = hub.accept(message, message);

        assertThat(first).isEqualTo(second);
        assertThat(first.get(0).receipt().committed()).containsExactly(new SeqRange(1, 1));
        assertThat(parcel().events()).hasSize(2);
        assertThat(counter("tagline.scans.committed")).isEqualTo(1);
        assertThat(counter("tagline.scans.duplicate")).isEqualTo(2);
    }

    /** Left in the ledger without its event, it would be known when it comes again, and never get to its timeline. */
    @Test
    void scanWhoseEventCanNotBeWrittenIsTakenWholeWhenItComesAgain() throws Exception {
        hub.order("A-1", NUMBER + "=" + EPC);
        ScanMessage message = message(JOURNAL, scan(1, "door-1", EPC, Direction.IN, START));
        run("ALTER TABLE tracking_events RENAME TO tracking_events_away");
        assertThatThrownBy(() -> hub.accept(message)).isInstanceOf(RuntimeException.class);
        run("ALTER TABLE tracking_events_away RENAME TO tracking_events");

        hub.accept(message);

        assertThat(parcel().events())
                .extracting(EventView::kind)
                .containsExactly(EventKind.REGISTERED, EventKind.ARRIVED);
        assertThat(counter("tagline.scans.committed")).isEqualTo(1);
    }

    @Test
    void lateScanGoesIntoThePastAndDoesNotUndoTheStatus() throws Exception {
        hub.order("A-1", NUMBER + "=" + EPC);
        hub.pass(Duration.ofHours(6));
        hub.accept(message(JOURNAL, scan(2, "van-1", EPC, Direction.OUT, START.plusSeconds(7200))));

        hub.accept(message(JOURNAL, scan(1, "door-1", EPC, Direction.IN, START.plusSeconds(3600))));

        assertThat(parcel().status()).isEqualTo(EventKind.OUT_FOR_DELIVERY);
        assertThat(parcel().events())
                .extracting(EventView::kind)
                .containsExactly(EventKind.REGISTERED, EventKind.ARRIVED, EventKind.OUT_FOR_DELIVERY);
    }

    @Test
    void deliveredOutranksALaterScan() throws Exception {
        hub.order("A-1", NUMBER + "=" + EPC);
        hub.accept(message(JOURNAL, scan(1, "locker", EPC, Direction.IN, START.plusSeconds(60))));
        hub.accept(message(JOURNAL, scan(2, "door-1", EPC, Direction.IN, START.plusSeconds(3600))));

        assertThat(parcel().status()).isEqualTo(EventKind.DELIVERED);
        assertThat(parcel().statusAt()).isEqualTo(START.plusSeconds(60));
        assertThat(parcel().events()).hasSize(3);
    }

    @Test
    void scanOfUnknownDirectionShowsWhereTheParcelIsButKeepsItsStatus() throws Exception {
        hub.order("A-1", NUMBER + "=" + EPC);
        hub.accept(message(
                JOURNAL,
                scan(1, "door-1", EPC, Direction.IN, START.plusSeconds(60)),
                scan(2, "door-1", EPC, Direction.UNKNOWN, START.plusSeconds(120))));

        assertThat(parcel().status()).isEqualTo(EventKind.ARRIVED);
        assertThat(parcel().events().get(2).text()).isEqualTo("Seen at Ottawa");
    }

    @Test
    void heldScansJoinTheTimelineWhenTheirTagIsBound() throws Exception {
        hub.accept(message(
                JOURNAL,
                scan(1, "door-1", EPC, Direction.IN, START.minusSeconds(600)),
                scan(2, "door-1", EPC, Direction.OUT, START.minusSeconds(60)),
                scan(3, "door-1", EPC, Direction.IN, START.minus(Duration.ofDays(15)))));
        assertThat(counter("tagline.scans.held")).isEqualTo(3);

        hub.order("A-1", NUMBER + "=" + EPC);

        // the scan of 15 days ago is older than any label
        assertThat(parcel().events())
                .extracting(EventView::kind)
                .containsExactly(EventKind.ARRIVED, EventKind.DEPARTED, EventKind.REGISTERED);
        assertThat(parcel().status()).isEqualTo(EventKind.DEPARTED);
    }

    @Test
    void tagUsedAgainBelongsToEachParcelInItsTime() throws Exception {
        hub.order("A-1", NUMBER + "=" + EPC);
        hub.pass(Duration.ofHours(1));
        hub.accept(message(JOURNAL, scan(1, "locker", EPC, Direction.IN, START.plusSeconds(60))));
        hub.pass(Duration.ofDays(10));
        hub.order("A-2", "RB123456785GB=" + EPC);
        hub.pass(Duration.ofHours(1));

        hub.accept(message(
                JOURNAL,
                scan(2, "door-1", EPC, Direction.IN, hub.now()),
                // arrives late, from the time of the first parcel
                scan(3, "door-1", EPC, Direction.IN, START.plusSeconds(30))));

        assertThat(parcel().events())
                .extracting(EventView::kind)
                .containsExactly(EventKind.REGISTERED, EventKind.ARRIVED, EventKind.DELIVERED);
        ParcelView second =
                hub.core.parcels().byTrackingNumber("RB 1234 5678 5 gb").orElseThrow();
        assertThat(second.events())
                .extracting(EventView::kind)
                .containsExactly(EventKind.REGISTERED, EventKind.ARRIVED);
    }

    @Test
    void tagReadLongAfterTheDeliveryIsNoPartOfTheTimelineInEitherOrder() throws Exception {
        hub.order("A-1", NUMBER + "=" + EPC);
        hub.pass(Duration.ofDays(5));
        ScanMessage delivered = message(JOURNAL, scan(1, "locker", EPC, Direction.IN, START.plusSeconds(60)));
        ScanMessage stray = message(JOURNAL, scan(2, "door-1", EPC, Direction.IN, START.plus(Duration.ofDays(3))));

        hub.accept(stray);
        hub.accept(delivered);

        assertThat(parcel().events())
                .extracting(EventView::kind)
                .containsExactly(EventKind.REGISTERED, EventKind.DELIVERED);
    }

    @Test
    void receiptNamesEachRangeOfEachJournal() {
        UUID other = UUID.fromString("018f0000-0000-7000-8000-000000000002");

        List<AgentReceipt> receipts = hub.accept(
                message(
                        JOURNAL,
                        scan(5, "door-1", EPC, Direction.IN, START),
                        scan(2, "door-1", EPC, Direction.IN, START.plusSeconds(1)),
                        scan(1, "door-1", EPC, Direction.IN, START.plusSeconds(2))),
                message(other, scan(9, "door-1", EPC, Direction.IN, START)));

        assertThat(receipts).hasSize(2);
        assertThat(receipts.get(0).receipt().committed()).containsExactly(new SeqRange(1, 2), new SeqRange(5, 5));
        assertThat(receipts.get(1).receipt().committed()).containsExactly(new SeqRange(9, 9));
        assertThat(receipts).extracting(AgentReceipt::to).containsOnly(TestHub.OTTAWA);
    }

    @Test
    void refusedScanIsReceiptedAndKeptOnceWithItsReason() {
        ScanMessage message = new ScanMessage(
                new RawMessage(
                        "tagline/v1/ott-1/gw-1/scans",
                        "",
                        new MessageBody("the body".getBytes(StandardCharsets.UTF_8))),
                TestHub.OTTAWA,
                new ReceivedScans(
                        JOURNAL,
                        List.of(scan(1, "door-1", EPC, Direction.IN, START)),
                        List.of(new Refused(1, OptionalLong.of(2), "epc \"XYZ\": expected hexadecimal digits"))));

        List<AgentReceipt> receipts = hub.accept(message);
        hub.accept(message);

        assertThat(receipts.get(0).receipt().committed()).containsExactly(new SeqRange(1, 2));
        var letters = hub.store.transactions().read(tx -> DeadLetters.newest(tx, 10));
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).reason()).isEqualTo("scan 1: epc \"XYZ\": expected hexadecimal digits");
        assertThat(letters.get(0).message().body().bytes()).asString().isEqualTo("the body");
        assertThat(letters.get(0).message().topic()).isEqualTo("tagline/v1/ott-1/gw-1/scans");
    }

    /** The agent has the only copy of it then; what is good in the same message does not suffer for it. */
    @Test
    void refusedScanWithoutRoomIsInNoReceiptUntilThereIsRoom() throws Exception {
        hub.order("A-1", NUMBER + "=" + EPC);
        ScanMessage first = withRefused("first", 1, 2);
        hub.accept(first);
        ScanMessage second = withRefused("second", 3, 4);
        setLetters(10_000);

        List<AgentReceipt> full = hub.accept(second, message(JOURNAL, scan(5, "door-1", EPC, Direction.IN, START)));

        assertThat(full)
                .flatExtracting(receipt -> receipt.receipt().committed())
                .containsExactly(new SeqRange(3, 3), new SeqRange(5, 5));
        assertThat(hub.store.transactions().<Boolean>read(tx -> Journals.covers(tx, JOURNAL, 4)))
                .isFalse();
        assertThat(parcel().events()).hasSize(4);
        assertThat(hub.core.fleet().hubProblems()).singleElement().satisfies(problem -> assertThat(problem.name())
                .isEqualTo("dead-letters-full"));

        setLetters(1);

        assertThat(hub.accept(second))
                .flatExtracting(receipt -> receipt.receipt().committed())
                .containsExactly(new SeqRange(3, 4));
        assertThat(hub.core.fleet().hubProblems()).isEmpty();
    }

    /** Its number is another's, so that only the agent, from its next journal, can bring it in. */
    @Test
    void scanUnderAReusedNumberIsInNoReceiptWhereThereIsNoRoomForIt() {
        hub.accept(withRefused("first", 1, 2), message(JOURNAL, scan(3, "door-1", EPC, Direction.IN, START)));
        setLetters(10_000);

        List<AgentReceipt> receipts = hub.accept(message(JOURNAL, scan(1, "van-1", EPC, Direction.OUT, START)));

        assertThat(receipts)
                .as("only the highest number, which tells the agent to begin a new journal")
                .flatExtracting(receipt -> receipt.receipt().committed())
                .containsExactly(new SeqRange(3, 3));
    }

    private static ScanMessage withRefused(String body, long good, long refused) {
        return new ScanMessage(
                new RawMessage(
                        "tagline/v1/ott-1/gw-1/scans", "", new MessageBody(body.getBytes(StandardCharsets.UTF_8))),
                TestHub.OTTAWA,
                new ReceivedScans(
                        JOURNAL,
                        List.of(scan(good, "door-1", EPC, Direction.IN, START.plusSeconds(good))),
                        List.of(new Refused(1, OptionalLong.of(refused), "epc \"XYZ\": expected hexadecimal digits"))));
    }

    /** As if so many were kept, all of them this agent's. */
    private void setLetters(int letters) {
        hub.store.transactions().write(tx -> tx.sql("UPDATE dead_letter_sums SET letters = ? WHERE id = 1")
                .param(letters)
                .update());
    }

    /** Jackson quotes a token with its NULs; PostgreSQL takes none. */
    @Test
    void reasonWithAControlCharacterIsKept() {
        hub.core
                .pipeline()
                .refuse(List.of(Refusal.of(
                        new RawMessage("tagline/v1/ott-1/gw-1/health", "", new MessageBody(new byte[] {'a', 0, 'b'})),
                        "token 'a\0b'")));

        var letters = hub.store.transactions().read(tx -> DeadLetters.newest(tx, 1));
        assertThat(letters.get(0).reason()).isEqualTo("token 'a b'");
        assertThat(letters.get(0).message().body().bytes()).containsExactly('a', 0, 'b');
    }

    @Test
    void openPageIsToldAfterTheCommit() throws Exception {
        hub.order("A-1", NUMBER + "=" + EPC);
        var told = new LinkedBlockingQueue<Integer>();
        var parcel = parcel();
        try (var subscription = hub.core
                .liveUpdates()
                .subscribe(parcel.id(), () -> told.add(parcel().events().size()))) {
            hub.accept(message(JOURNAL, scan(1, "door-1", EPC, Direction.IN, START)));

            assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo(2);
            assertThat(subscription).isNotNull();
        }
        assertThat(hub.core.liveUpdates().watchedParcels()).isZero();
    }

    private ParcelView parcel() {
        return hub.core.parcels().byTrackingNumber(NUMBER).orElseThrow();
    }

    private void run(String sql) {
        hub.store.transactions().write(tx -> tx.sql(sql).update());
    }

    private double counter(String name) {
        return hub.meters.counter(name).count();
    }
}
