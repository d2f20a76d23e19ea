package io.tagline.hub.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.SharedHub;
import io.tagline.hub.TestHub;
import io.tagline.hub.outbox.Happening;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.outbox.Kind;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.timeline.EventView;
import io.tagline.hub.timeline.ReportedEvent;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.TrackingEvent.Origin;
import io.tagline.hub.tracking.TrackingEvent.Report;
import io.tagline.wire.Direction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Good news is told once it is sure, and whoever was told what turns out not to be so is told that. */
final class NoticeUndoneTest {
    private static final UUID JOURNAL = new UUID(5, 5);
    private static final String EPC = "30340789000C0E4200000007";
    private static final String EMAIL = "ada@example.org";
    private static final Pattern SUBJECT = Pattern.compile("(?m)^Subject: (.*?)\\r?$");

    @TempDir
    Path folder;

    private NoticeBench bench;
    private FakeMailServer mail;
    private String number;
    private long seq;

    @BeforeEach
    void order() throws Exception {
        bench = new NoticeBench(TestDatabase.SQLITE, folder);
        mail = new FakeMailServer();
        bench.open(mail.port(), QuietHours.NONE);
        number = SharedHub.s10(51_000_001);
        bench.put(
                number,
                """
                {"customer":{"reference":"C-1","name":"Ada","email":"%s"},"serviceLevel":"standard",
                 "shipments":[{"parcels":[{"trackingNumber":"%s","epc":"%s"}]}]}
                """
                        .formatted(EMAIL, number, EPC));
        bench.hub.pass(Duration.ofMinutes(1));
    }

    @AfterEach
    void close() {
        bench.close();
        mail.close();
    }

    private void scan(String portal, Direction direction, Instant at) {
        seq++;
        var unused = bench.hub.accept(TestHub.message(JOURNAL, TestHub.scan(seq, portal, EPC, direction, at)));
        settle();
    }

    /** The watch looks, notices are made, and what is gathered goes. */
    private void settle() {
        bench.hub.watch();
        bench.make();
        bench.pass(Duration.ofSeconds(15));
    }

    private void report(EventKind kind) {
        bench.report(number, kind, Duration.ZERO);
        settle();
    }

    private EventView event(EventKind kind) {
        return bench.hub.core.parcels().byTrackingNumber(number).orElseThrow().events().stream()
                .filter(event -> event.kind() == kind && !event.undone())
                .findFirst()
                .orElseThrow();
    }

    private void correct(EventKind kind) {
        EventView wrong = event(kind);
        var unused = bench.hub
                .core
                .parcels()
                .record(
                        number,
                        new ReportedEvent(
                                EventKind.CORRECTED,
                                bench.hub.now(),
                                Optional.empty(),
                                Optional.empty(),
                                new Report(
                                        Origin.REPORTED,
                                        "desk-" + wrong.id(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(wrong.id()),
                                        Optional.of("another parcel"))));
        settle();
    }

    private List<String> subjects() {
        return mail.taken.stream()
                .map(message -> {
                    var found = SUBJECT.matcher(message);
                    return found.find() ? found.group(1).replace("Parcel " + number + ": ", "") : message;
                })
                .toList();
    }

    private String lastBody() {
        return mail.taken.get(mail.taken.size() - 1);
    }

    @Test
    void scannedDepartureToTheAddresseeIsToldOnceItCanNotBeFalseAnyMore() {
        Instant left = bench.hub.now();
        scan("van-1", Direction.OUT, left);
        bench.pass(Duration.ofMinutes(9));
        assertThat(subjects()).as("it may still be seen inside").isEmpty();

        bench.pass(Duration.ofMinutes(1));
        assertThat(subjects()).containsExactly("out for delivery");
        assertThat(bench.kept(number).get(0).sentAt().orElseThrow()).isAfterOrEqualTo(left.plusSeconds(600));
    }

    @Test
    void whatACourierSaysNeedNotWait() {
        report(EventKind.OUT_FOR_DELIVERY);
        assertThat(subjects()).containsExactly("out for delivery");
    }

    @Test
    void departureThatWasNoneIsToldToNobody() {
        scan("van-1", Direction.OUT, bench.hub.now());
        bench.hub.pass(Duration.ofMinutes(3));
        scan("door-1", Direction.IN, bench.hub.now());
        bench.pass(Duration.ofMinutes(20));
        assertThat(subjects()).isEmpty();
    }

    @Test
    void whoWasToldThatItIsOutForDeliveryIsToldOnceThatItIsNot() {
        Instant left = bench.hub.now();
        scan("van-1", Direction.OUT, left);
        bench.pass(Duration.ofMinutes(11));
        assertThat(subjects()).containsExactly("out for delivery");

        // from a portal that was offline
        scan("door-1", Direction.IN, left.plus(Duration.ofMinutes(4)));
        assertThat(subjects()).containsExactly("out for delivery", "not out for delivery after all");
        assertThat(lastBody())
                .contains(
                        "It did not go out after all: we had told you that your parcel " + number
                                + " was out for delivery.",
                        "Your parcel " + number + " is on its way.")
                .doesNotContain("reached us only later");

        bench.hub.pass(Duration.ofHours(1));
        scan("door-1", Direction.IN, bench.hub.now());
        assertThat(subjects()).as("once").hasSize(2);

        scan("van-1", Direction.OUT, bench.hub.now());
        bench.pass(Duration.ofMinutes(11));
        assertThat(subjects().subList(2, 3)).as("the same again, and true").containsExactly("out for delivery");
    }

    @Test
    void parcelThatComesBackFromItsRoundWentOutAllTheSame() {
        scan("van-1", Direction.OUT, bench.hub.now());
        bench.pass(Duration.ofHours(8));
        scan("door-1", Direction.IN, bench.hub.now());
        bench.pass(Duration.ofHours(1));
        assertThat(subjects()).containsExactly("out for delivery");
    }

    @Test
    void deliveryThatWasNoneIsTakenBackForThoseWhoChoseNothingElse() {
        report(EventKind.ACCEPTED);
        boolean unused = bench.hub.store.transactions().write(tx -> {
            Contact ada =
                    ContactsTable.byAddress(tx, Channel.EMAIL, List.of(EMAIL)).get(0);
            ChoicesTable.put(tx, ada.id(), Map.of(Milestone.OUT_FOR_DELIVERY, false, Milestone.ACCEPTED, false));
            return true;
        });
        bench.hub.pass(Duration.ofHours(1));
        report(EventKind.OUT_FOR_DELIVERY);
        bench.hub.pass(Duration.ofHours(1));
        report(EventKind.DELIVERED);
        correct(EventKind.DELIVERED);

        assertThat(subjects()).containsExactly("we have it", "delivered", "not delivered after all");
        assertThat(lastBody())
                .contains("It was not delivered after all", "Your parcel " + number + " is out for delivery.");
    }

    @Test
    void correctionIsToldWithWhatCameInItsPlace() {
        report(EventKind.DELIVERED);
        bench.hub.pass(Duration.ofHours(1));
        EventView wrong = event(EventKind.DELIVERED);
        bench.report(number, EventKind.ATTEMPT_FAILED, Duration.ofMinutes(50));
        correct(wrong.kind());

        bench.pass(NoticeBench.GATHERED);
        assertThat(subjects()).containsExactly("delivered", "not delivered after all");
        assertThat(lastBody())
                .contains("It was not delivered after all", "We could not deliver your parcel " + number + ".");
    }

    @Test
    void undoneNewsIsAnswerEvenWhereSomethingElseIsNewsAtTheSameTime() {
        report(EventKind.OUT_FOR_DELIVERY);
        bench.hub.pass(Duration.ofHours(1));
        EventView wrong = event(EventKind.OUT_FOR_DELIVERY);
        correct(wrong.kind());
        report(EventKind.DELIVERED);
        assertThat(subjects()).containsExactly("out for delivery", "not out for delivery after all", "delivered");
    }

    @Test
    void whoWasToldNothingIsToldNoCorrection() {
        bench.report(number, EventKind.DELIVERED, Duration.ZERO);
        correct(EventKind.DELIVERED);
        assertThat(subjects()).isEmpty();
    }

    @Test
    void statusIsToldAlthoughAnotherDayIsNewsWhileItWaits() {
        scan("van-1", Direction.OUT, bench.hub.now());
        promiseAnotherDay();
        settle();
        bench.pass(Duration.ofMinutes(11));
        assertThat(subjects()).containsExactly("another day of delivery", "out for delivery");
    }

    private void promiseAnotherDay() {
        ParcelId parcel = bench.parcel(number);
        Instant now = bench.hub.now();
        boolean unused = bench.hub.store.transactions().write(tx -> {
            tx.execute(
                    "UPDATE parcels SET promised_by = '2026-12-01', promise_changes = 1 WHERE tracking_number = ?",
                    number);
            tx.execute(
                    """
                    INSERT INTO promises (parcel, seq, from_day, by_day, reason, computed_at)
                    VALUES (?, 1, '2026-12-01', '2026-12-01', 'delayed', ?)
                    """,
                    Uuids.bytes(parcel.value()),
                    now.toEpochMilli());
            Happenings.append(
                    tx,
                    Happening.of(
                            Kind.PROMISE_CHANGED,
                            Optional.empty(),
                            Optional.of(parcel),
                            "promise:" + parcel,
                            "1",
                            now));
            return true;
        });
    }
}
