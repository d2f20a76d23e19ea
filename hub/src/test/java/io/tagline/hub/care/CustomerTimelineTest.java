package io.tagline.hub.care;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.TestHub;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.care.TimelineEntry.CaseStep;
import io.tagline.hub.care.TimelineEntry.Kind;
import io.tagline.hub.care.TimelineEntry.Said;
import io.tagline.hub.care.TimelineEntry.Tracked;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.promise.Money;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.timeline.ReportedEvent;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CustomerTimelineTest {
    private static final String NUMBER = "RR123456785CA";
    private static final String OTHER = "RR000000005GB";
    private static final Viewer ANA = new Viewer("ana", Set.of(Role.REP), Optional.empty());
    private static final Viewer SUE = new Viewer("sue", Set.of(Role.SUPERVISOR), Optional.empty());

    private static final List<EventKind> KINDS =
            List.of(EventKind.ACCEPTED, EventKind.ARRIVED, EventKind.SORTED, EventKind.DEPARTED, EventKind.HELD);

    @TempDir
    Path folder;

    private static void happens(TestHub hub, String number, EventKind kind) {
        var unused = hub.core
                .parcels()
                .record(
                        number,
                        new ReportedEvent(
                                kind, hub.now(), Optional.of("ott-1"), Optional.empty(), kind + " " + hub.now()));
    }

    private static boolean said(TestHub hub, String id, String text) {
        return hub.core
                .care()
                .interactions()
                .record(new Interaction(
                        "desk",
                        id,
                        Channel.PHONE,
                        Interaction.Direction.IN,
                        Optional.empty(),
                        Optional.of(parcel(hub, NUMBER)),
                        Optional.empty(),
                        Optional.of("ana"),
                        hub.now(),
                        new Personal(text)));
    }

    private static ParcelId parcel(TestHub hub, String number) {
        return hub.core.parcels().byTrackingNumber(number).orElseThrow().id();
    }

    private static CustomerId payer(TestHub hub) {
        return hub.core.orders().find("shop", "A-1").orElseThrow().customer().id();
    }

    private static Case claim(TestHub hub, String reference) {
        return hub.core
                .care()
                .cases()
                .open(
                        new CaseOpening(
                                "desk",
                                reference,
                                CaseKind.CLAIM,
                                Channel.COUNTER,
                                "Vase broken",
                                "In pieces",
                                Optional.empty(),
                                Optional.of(parcel(hub, NUMBER)),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(new Money(new BigDecimal("80.00"), Currency.getInstance("CAD")))),
                        ANA)
                .opened();
    }

    /** As a sender of notices leaves it. */
    private static void told(TestHub hub, String state, Instant at) {
        boolean unused = hub.store.transactions().write(tx -> notice(tx, parcel(hub, NUMBER), state, at));
    }

    private static boolean notice(Tx tx, ParcelId parcel, String state, Instant at) {
        return tx.execute(
                        """
                        INSERT INTO notices (id, contact, cause, channel, parcel, milestone, happened_at, created_at, state, due_at,
                          subject, body, sent_at)
                        VALUES (?, ?, ?, 'email', ?, 'accepted', ?, ?, ?, ?, 'We have your parcel', '', ?)
                        """,
                        Uuids.bytes(TimeOrderedIds.next(at)),
                        Uuids.bytes(UUID.randomUUID()),
                        Uuids.bytes(UUID.randomUUID()),
                        Uuids.bytes(parcel.value()),
                        at.toEpochMilli(),
                        at.toEpochMilli(),
                        state,
                        at.toEpochMilli(),
                        state.equals("sent") ? at.toEpochMilli() : null)
                > 0;
    }

    private static void promised(TestHub hub, int seq, String day, Instant at) {
        boolean unused = hub.store
                .transactions()
                .write(tx -> tx.execute(
                                """
                                INSERT INTO promises (parcel, seq, from_day, by_day, reason, note, computed_at)
                                VALUES (?, ?, ?, ?, ?, ?, ?)
                                """,
                                Uuids.bytes(parcel(hub, NUMBER).value()),
                                seq,
                                day,
                                day,
                                seq == 1 ? "accepted" : "delayed",
                                "lane",
                                at.toEpochMilli())
                        > 0);
    }

    private static List<TimelineEntry> all(TestHub hub, CustomerId customer, int most) {
        List<TimelineEntry> entries = new ArrayList<>();
        Optional<TimelineCursor> after = Optional.empty();
        do {
            CustomerTimeline.Page page = hub.core
                    .customerTimeline()
                    .page(customer, after, most, field -> true)
                    .orElseThrow();
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(most);
            assertThat(page.whole()).isTrue();
            entries.addAll(page.entries());
            after = page.next().map(TimelineCursor::text).flatMap(TimelineCursor::parse);
            assertThat(after.isPresent()).isEqualTo(page.next().isPresent());
        } while (after.isPresent());
        return entries;
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void everythingBetweenACustomerAndThePostIsOnOneTimelineNewestFirst(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            hub.order("A-1", NUMBER);
            Instant begun = hub.now();
            hub.pass(Duration.ofHours(1));
            happens(hub, NUMBER, EventKind.ACCEPTED);
            promised(hub, 1, "2026-11-25", hub.now());
            hub.pass(Duration.ofMinutes(1));
            told(hub, "sent", hub.now());
            told(hub, "waiting", hub.now());
            hub.pass(Duration.ofHours(1));
            assertThat(said(hub, "1", "Where is it?")).isTrue();
            hub.pass(Duration.ofMinutes(1));
            Case opened = claim(hub, "1");
            hub.pass(Duration.ofMinutes(1));
            promised(hub, 2, "2026-11-26", hub.now());

            List<TimelineEntry> found = all(hub, payer(hub), 50);
            assertThat(found)
                    .extracting(TimelineEntry::kind)
                    .containsExactly(
                            Kind.PROMISE,
                            Kind.CASE,
                            Kind.INTERACTION,
                            Kind.NOTICE,
                            Kind.PROMISE,
                            Kind.TRACKING,
                            Kind.TRACKING);
            assertThat(found).allMatch(entry -> entry.trackingNumber().equals(Optional.of(NUMBER)));
            assertThat(found.get(found.size() - 1).at()).isEqualTo(begun);
            assertThat(found.get(1)).isInstanceOfSatisfying(CaseStep.class, step -> {
                assertThat(step.caseNumber()).isEqualTo(opened.number());
                assertThat(step.channel()).contains(Channel.COUNTER);
                assertThat(step.change()).isEqualTo("opened");
            });
            assertThat(found.get(5)).isInstanceOfSatisfying(Tracked.class, event -> assertThat(
                            event.event().text())
                    .isEqualTo("We have your parcel at Ottawa"));
            assertThat(hub.core
                            .customerTimeline()
                            .page(new CustomerId(UUID.randomUUID()), Optional.empty(), 5, field -> true))
                    .isEmpty();
        }
    }

    /** Lines of one millisecond are on one page or the next, never on none or both, wherever pages end. */
    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void pagesOfAnySizeHaveEveryLineOnce(TestDatabase database) throws Exception {
        long seed = Long.getLong("tagline.seed", System.nanoTime());
        try (TestHub hub = new TestHub(database, folder)) {
            hub.order("A-1", NUMBER, OTHER);
            Random random = new Random(seed);
            int promises = 0;
            for (int i = 0; i < 60; i++) {
                switch (random.nextInt(5)) {
                    case 0 -> happens(hub, random.nextBoolean() ? NUMBER : OTHER, KINDS.get(i % KINDS.size()));
                    case 1 -> promised(hub, ++promises, "2026-11-25", hub.now());
                    case 2 -> told(hub, random.nextBoolean() ? "sent" : "bounced", hub.now());
                    case 3 -> said(hub, "s" + i, "word");
                    default -> claim(hub, "c" + i);
                }
                // most of them in the same millisecond as the one before
                hub.pass(Duration.ofMillis(random.nextInt(4) / 3));
            }
            List<TimelineEntry> whole = all(hub, payer(hub), CustomerTimeline.MOST);
            assertThat(whole)
                    .as("seed " + seed)
                    .hasSizeGreaterThan(50)
                    .isSortedAccordingTo(Comparator.comparing(TimelineEntry::at).reversed());
            for (int most : new int[] {1, 2, 3, 7, 50}) {
                List<TimelineEntry> paged = all(hub, payer(hub), most);
                assertThat(paged).as("seed " + seed + ", pages of " + most).isEqualTo(whole);
                assertThat(new HashSet<>(paged)).hasSameSizeAs(paged);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatWhoLooksMayNotSeeIsNotOnIt(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            hub.order("A-1", NUMBER);
            assertThat(said(hub, "1", "my secret")).isTrue();
            Case opened = claim(hub, "1");
            Cases cases = hub.core.care().cases();
            Case proposed = cases.propose(
                    opened.number(), 1, new Money(new BigDecimal("70"), Currency.getInstance("CAD")), ANA);
            cases.decide(opened.number(), proposed.version(), true, Optional.of("receipt seen"), SUE);

            CustomerId customer = payer(hub);
            String everything =
                    String.valueOf(page(hub, customer, Set.of("case.text", "claim.amount", "claim.approval")));
            assertThat(everything).contains("70.00 CAD", "sue", "ana");
            List<TimelineEntry> nothing = page(hub, customer, Set.of());
            assertThat(String.valueOf(nothing)).doesNotContain("70.00", "80.00", "sue");
            assertThat(nothing)
                    .filteredOn(Said.class::isInstance)
                    .singleElement()
                    .satisfies(entry -> assertThat(((Said) entry).summary()).isEmpty());
            assertThat(nothing)
                    .filteredOn(CaseStep.class::isInstance)
                    .hasSize(3)
                    .allSatisfy(entry -> {
                        CaseStep step = (CaseStep) entry;
                        assertThat(step.subject()).isEmpty();
                        assertThat(step.note()).isEmpty();
                        assertThat(step.change()).isIn("opened", "proposed", "approved");
                    });
            assertThat(String.valueOf(page(hub, customer, Set.of("claim.amount"))))
                    .contains("approved:70.00 CAD")
                    .doesNotContain("sue");
        }
    }

    private static List<TimelineEntry> page(TestHub hub, CustomerId customer, Set<String> fields) {
        return hub.core
                .customerTimeline()
                .page(customer, Optional.empty(), 50, fields::contains)
                .orElseThrow()
                .entries();
    }

    @Test
    void textThatIsNoCursorIsNone() {
        assertThat(TimelineCursor.parse("")).isEmpty();
        assertThat(TimelineCursor.parse("1_tracking_x_0")).isEmpty();
        assertThat(TimelineCursor.parse("1_elsewhere_00000000-0000-0000-0000-000000000000_0"))
                .isEmpty();
        assertThat(TimelineCursor.parse("1_case_00000000-0000-0000-0000-000000000000_7"))
                .hasValueSatisfying(cursor -> assertThat(cursor.seq()).isEqualTo(7));
    }
}
