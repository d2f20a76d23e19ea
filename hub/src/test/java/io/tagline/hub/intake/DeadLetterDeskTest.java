package io.tagline.hub.intake;

import static io.tagline.hub.TestHub.OTTAWA;
import static io.tagline.hub.TestHub.START;
import static io.tagline.hub.TestHub.message;
import static io.tagline.hub.TestHub.scan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.TestHub;
import io.tagline.hub.intake.DeadLetterDesk.Outcome;
import io.tagline.hub.ledger.DeadLetter;
import io.tagline.hub.ledger.DeadLetterAct;
import io.tagline.hub.ledger.DeadLetters;
import io.tagline.hub.ledger.JournalTrouble;
import io.tagline.hub.ledger.Journals;
import io.tagline.hub.ledger.MessageBody;
import io.tagline.hub.ledger.RawMessage;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.timeline.EventView;
import io.tagline.hub.tracking.EventKind;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.Direction;
import io.tagline.wire.SeqRange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What people do with refused messages, and scans under numbers of others. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class DeadLetterDeskTest {
    private static final String NUMBER = "RR123456785CA";
    private static final String EPC = "3034257BF7194E4000001A85";
    private static final UUID JOURNAL = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    private static final AgentAddress CLONE = new AgentAddress("ott-1", "gw-2");

    private final TestDatabase database;

    @TempDir
    Path folder;

    private TestHub hub;
    private DeadLetterDesk desk;

    DeadLetterDeskTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() throws Exception {
        hub = new TestHub(database, folder);
        desk = hub.core.deadLetters();
        hub.order("A-1", NUMBER + "=" + EPC);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    /** A bug of the hub had refused it, and has been mended since. */
    @Test
    void aGoodLetterGoesToItsTimelineOnceAndIsGone() {
        ScanMessage good = message(JOURNAL, scan(7, "door-1", EPC, Direction.IN, START));
        UUID letter = refuse(good.raw());

        var done = desk.resubmit(letter, "user:ada").orElseThrow();

        assertThat(done.outcome()).isEqualTo(Outcome.TAKEN);
        assertThat(done.fresh()).isEqualTo(1);
        assertThat(kinds()).containsExactly(EventKind.REGISTERED, EventKind.ARRIVED);
        assertThat(desk.resubmit(letter, "user:bob")).isEmpty();
        assertThat(letters()).isEmpty();
        DeadLetterAct act = desk.page(Optional.empty(), 5).acts().get(0);
        assertThat(act.who()).isEqualTo("user:ada");
        assertThat(act.kind()).isEqualTo(DeadLetterAct.Kind.RESUBMITTED);
        assertThat(act.at()).isEqualTo(hub.now());
        assertThat(act.reason()).isEqualTo("for a test");

        UUID again = refuse(good.raw());
        assertThat(desk.resubmit(again, "user:ada").orElseThrow().fresh()).isZero();
        assertThat(kinds()).hasSize(2);
    }

    @Test
    void aLetterThatIsStillBadStaysWithItsNewReasonAndGivesWhatIsGood() {
        String body =
                """
                {"journal":"%s","scans":[
                 {"seq":1,"portal":"door-1","epc":"%s","direction":"in","at":"2026-11-22T08:00:00Z"},
                 {"seq":2,"portal":"door-1","epc":"XYZ","direction":"in","at":"2026-11-22T08:00:01Z"}]}
                """
                        .formatted(JOURNAL, EPC);
        UUID letter = refuse(raw(body));

        var done = desk.resubmit(letter, "user:ada").orElseThrow();

        assertThat(done.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(kinds()).containsExactly(EventKind.REGISTERED, EventKind.ARRIVED);
        DeadLetterDesk.Opened opened = desk.open(letter).orElseThrow();
        assertThat(opened.letter().reason()).contains("scan 1: epc \"XYZ\": expected 2 to 128 hexadecimal digits");
        assertThat(opened.acts()).hasSize(1);
    }

    @Test
    void whatCannotBeTakenInSaysWhyAndAThrownAwayLetterLeavesALine() {
        UUID broken = refuse(raw("{"));
        assertThat(desk.resubmit(broken, "user:ada").orElseThrow().outcome()).isEqualTo(Outcome.REFUSED);
        UUID health = refuse(new RawMessage("tagline/v1/ott-1/gw-1/health", "", new MessageBody(new byte[1])));
        assertThat(desk.resubmit(health, "user:ada").orElseThrow().detail()).contains("expected a scans message");
        UUID cut = refuse(new RawMessage("tagline/v1/ott-1/gw-1/scans", "", new MessageBody(new byte[300_000])));
        assertThat(desk.resubmit(cut, "user:ada").orElseThrow().detail())
                .isEqualTo("body of 300000 bytes, of which 262144 were kept: expected a whole one");

        assertThat(desk.discard(cut, "key:cleaner")).isTrue();
        assertThat(desk.discard(cut, "key:cleaner")).isFalse();
        assertThat(letters()).hasSize(2);
        DeadLetterAct act = desk.page(Optional.empty(), 1).acts().get(0);
        assertThat(act.who()).isEqualTo("key:cleaner");
        assertThat(act.kind()).isEqualTo(DeadLetterAct.Kind.DISCARDED);
    }

    /** A gateway put back to an older image counts on from there. */
    @Test
    void aNumberThatIsAnotherScansIsKeptReceiptedAndTheAgentIsShownHowFarItsJournalIs() {
        hub.accept(message(
                JOURNAL,
                scan(1, "door-1", "3034AAAA", Direction.IN, START),
                scan(9, "door-1", "3034BBBB", Direction.IN, START)));
        ScanMessage reused = message(JOURNAL, scan(1, "door-1", EPC, Direction.IN, START.plusSeconds(60)));

        List<AgentReceipt> receipts = hub.accept(reused);
        hub.accept(reused);

        assertThat(receipts)
                .flatExtracting(receipt -> receipt.receipt().committed())
                .containsExactly(new SeqRange(1, 1), new SeqRange(9, 9));
        assertThat(letters()).hasSize(1);
        assertThat(letters().get(0).times()).isEqualTo(2);
        assertThat(letters().get(0).reason())
                .startsWith("journal-number-reused: seq 1 (epc " + EPC + " at door-1), 1 in all of journal " + JOURNAL);
        assertThat(trouble().reused()).isEqualTo(1);
        assertThat(trouble().isReusing(hub.now())).isTrue();
        assertThat(kinds()).containsExactly(EventKind.REGISTERED);

        // a person sees to it that nothing is lost
        UUID letter = letters().get(0).id();
        assertThat(desk.resubmit(letter, "user:ada").orElseThrow().outcome()).isEqualTo(Outcome.TAKEN);
        assertThat(kinds()).containsExactly(EventKind.REGISTERED, EventKind.ARRIVED);
        UUID again = refuse(reused.raw());
        assertThat(desk.resubmit(again, "user:ada").orElseThrow().fresh()).isZero();
        assertThat(kinds()).hasSize(2);
    }

    @Test
    void theSameScanAgainIsNoReuseEvenWithItsTimeSetRight() {
        hub.accept(message(JOURNAL, scan(1, "door-1", EPC, Direction.IN, START)));
        hub.accept(message(JOURNAL, scan(1, "door-1", EPC, Direction.IN, START)));

        assertThat(letters()).isEmpty();
        assertThat(trouble()).isEqualTo(JournalTrouble.NONE);
    }

    @Test
    void twoAgentsThatTakeTurnsWithAJournalShareItAndARenamedOneDoesNot() {
        hub.accept(message(OTTAWA, JOURNAL, scan(1, "door-1", EPC, Direction.IN, START)));
        hub.accept(message(CLONE, JOURNAL, scan(2, "door-1", EPC, Direction.OUT, START)));
        assertThat(trouble().isShared(hub.now())).as("renamed").isFalse();

        hub.accept(message(OTTAWA, JOURNAL, scan(3, "door-1", EPC, Direction.IN, START)));

        assertThat(trouble().sharedWith(OTTAWA, hub.now())).containsExactly(CLONE);
        assertThat(trouble().sharedWith(CLONE, hub.now())).containsExactly(OTTAWA);
        hub.pass(Duration.ofHours(2));
        assertThat(trouble().isShared(hub.now())).isFalse();
    }

    @Test
    void eachOfTwoAgentsInOneTransactionGetsItsOwnReceipt() {
        List<AgentReceipt> receipts = hub.accept(
                message(OTTAWA, JOURNAL, scan(1, "door-1", EPC, Direction.IN, START)),
                message(CLONE, JOURNAL, scan(2, "door-1", EPC, Direction.OUT, START)));

        assertThat(receipts)
                .extracting(receipt -> receipt.to() + " " + receipt.receipt().committed())
                .containsExactly("ott-1/gw-1 [SeqRange[from=1, to=1]]", "ott-1/gw-2 [SeqRange[from=2, to=2]]");
    }

    private UUID refuse(RawMessage message) {
        // letters of one millisecond are in no order
        hub.pass(Duration.ofMillis(1));
        return hub.store.transactions().write(tx -> {
            DeadLetters.keep(tx, message, "for a test", hub.now());
            return DeadLetters.newest(tx, 1).get(0).id();
        });
    }

    private static RawMessage raw(String body) {
        return new RawMessage(
                "tagline/v1/ott-1/gw-1/scans", "", new MessageBody(body.getBytes(StandardCharsets.UTF_8)));
    }

    private List<DeadLetter> letters() {
        return hub.store.transactions().read(tx -> DeadLetters.newest(tx, 10));
    }

    private JournalTrouble trouble() {
        return hub.store.transactions().read(tx -> Journals.trouble(tx, JOURNAL));
    }

    private List<EventKind> kinds() {
        return hub.core.parcels().byTrackingNumber(NUMBER).orElseThrow().events().stream()
                .map(EventView::kind)
                .toList();
    }
}
