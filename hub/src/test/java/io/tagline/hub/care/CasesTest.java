package io.tagline.hub.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.hub.HubCore;
import io.tagline.hub.TestHub;
import io.tagline.hub.access.Audit;
import io.tagline.hub.access.AuditEntry;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.order.OrderReader;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.outbox.Kind;
import io.tagline.hub.promise.Money;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.timeline.ParcelView;
import io.tagline.hub.timeline.ReportedEvent;
import io.tagline.hub.tracking.EventKind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CasesTest {
    private static final String NUMBER = "RR123456785CA";
    private static final Viewer ANA = viewer("ana", Role.REP);
    private static final Viewer SAM = viewer("sam", Role.SUPERVISOR);
    private static final Viewer SUE = viewer("sue", Role.SUPERVISOR);

    @TempDir
    Path folder;

    private static Viewer viewer(String name, Role role) {
        return new Viewer(name, Set.of(role), Optional.empty());
    }

    private static Money cad(String amount) {
        return new Money(new BigDecimal(amount), Currency.getInstance("CAD"));
    }

    private static CaseOpening opening(HubCore hub, CaseKind kind, String reference) {
        Optional<ParcelView> parcel = hub.parcels().byTrackingNumber(NUMBER);
        return new CaseOpening(
                "desk",
                reference,
                kind,
                Channel.PHONE,
                "Where is it?",
                "It should have been here on Monday.",
                Optional.empty(),
                parcel.map(ParcelView::id),
                Optional.empty(),
                Optional.empty(),
                kind == CaseKind.CLAIM ? Optional.of(cad("120.50")) : Optional.empty());
    }

    private static Case solved(Cases cases, Case found, Viewer who) {
        return cases.change(found.number(), found.version(), CaseChange.resolved("Found at the counter."), who);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void openedTwiceIsOneCaseWithOwnerDueTimesAndTheCustomerOfItsParcel(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            hub.order("A-1", NUMBER);
            Cases cases = hub.core.care().cases();
            Cases.Opened first = cases.open(opening(hub.core, CaseKind.COMPLAINT, "1"), ANA);
            Cases.Opened again = cases.open(opening(hub.core, CaseKind.COMPLAINT, "1"), ANA);

            assertThat(first.fresh()).isTrue();
            assertThat(again.fresh()).isFalse();
            assertThat(again.opened()).isEqualTo(first.opened());
            Case opened = first.opened();
            assertThat(opened.progress().owner()).isEqualTo("service-desk");
            assertThat(opened.customer()).isPresent();
            // Sunday morning: Monday, four hours after eight
            assertThat(opened.progress().due().respondBy()).isEqualTo(Instant.parse("2026-11-23T12:00:00Z"));
            assertThat(opened.progress().due().resolveBy()).isEqualTo(Instant.parse("2026-11-25T18:00:00Z"));
            assertThat(CaseNumber.in("Re: [" + opened.number() + "] hello")).contains(opened.number());
            assertThat(hub.core
                            .care()
                            .interactions()
                            .of(
                                    new Interactions.About(opened.customer(), Optional.empty(), Optional.empty()),
                                    Optional.empty(),
                                    10))
                    .hasSize(1);
            assertThat(hub.store.transactions().read(tx -> Happenings.after(tx, "test", 100)).stream()
                            .map(numbered -> numbered.happening().kind()))
                    .contains(Kind.CASE_CHANGED, Kind.INTERACTION_RECORDED);
            assertThat(hub.store.transactions().read(tx -> Audit.of(tx, "case:" + opened.id(), 10)).stream()
                            .map(AuditEntry::action))
                    .containsExactly("case.opened");
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void nobodyChangesWhatSomebodyElseHasChangedMeanwhile(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            Cases cases = hub.core.care().cases();
            Case opened =
                    cases.open(opening(hub.core, CaseKind.REQUEST, "1"), ANA).opened();
            Case mine = cases.change(opened.number(), opened.version(), CaseChange.to(CaseState.OPEN), ANA);
            assertThat(mine.version()).isEqualTo(opened.version() + 1);
            assertThatThrownBy(
                            () -> cases.change(opened.number(), opened.version(), CaseChange.to(CaseState.OPEN), SAM))
                    .isInstanceOf(CareRefusedException.class)
                    .hasMessage("case " + opened.number() + " is not as it was in version 1: expected its newest");
            assertThatThrownBy(() -> cases.change(mine.number(), mine.version(), CaseChange.to(CaseState.CLOSED), ANA))
                    .hasMessage("a case that is open can't be closed: expected waiting or resolved");
            assertThatThrownBy(
                            () -> cases.change(mine.number(), mine.version(), CaseChange.to(CaseState.RESOLVED), ANA))
                    .hasMessage("missing: expected what solved it, or the key of an answer");
            assertThat(cases.find(opened.number())).contains(mine);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void supervisorIsToldBeforeADueTimeIsMissedAndOnce(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            Cases cases = hub.core.care().cases();
            Case opened =
                    cases.open(opening(hub.core, CaseKind.REQUEST, "1"), ANA).opened();
            assertThat(look(hub)).isZero();
            // until a fifth of the four hours of Monday morning is left
            hub.pass(Duration.between(hub.now(), opened.progress().due().respondWarn()));
            assertThat(look(hub)).isOne();
            assertThat(look(hub)).isZero();
            Case near = cases.find(opened.number()).orElseThrow();
            assertThat(near.progress().escalation()).isEqualTo(Escalation.RESPONSE_NEAR);
            assertThat(hub.now()).isBefore(near.progress().due().respondBy());

            assertThat(near.supervisor()).isEqualTo("supervisors");
            assertThat(audited(hub, near))
                    .containsExactly("case.escalated hub:system escalated:response_near", "case.opened ana request");
            assertThat(hub.store.transactions().read(tx -> Happenings.after(tx, "test", 100)).stream()
                            .map(numbered -> numbered.happening().subject())
                            .filter(subject -> subject.equals("case:" + near.id())))
                    .as("opened and escalated, for those who tell the supervisor")
                    .hasSize(2);

            // answered: the next to be told of is the solution
            CaseChange answered = new CaseChange(
                    Optional.of(CaseState.OPEN),
                    Optional.of("ana"),
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    Optional.of("called back"));
            Case taken = cases.change(near.number(), near.version(), answered, ANA);
            hub.pass(Duration.between(hub.now(), taken.progress().due().resolveBy()));
            assertThat(look(hub)).isOne();
            assertThat(cases.open(opened.number()).orElseThrow().history())
                    .extracting(CaseEvent::change)
                    .containsExactly(
                            "opened",
                            "escalated:response_near",
                            "state:open",
                            "owner:ana",
                            "responded",
                            "escalated:resolution_missed");
        }
    }

    private static List<String> audited(TestHub hub, Case about) {
        return hub.store.transactions().read(tx -> Audit.of(tx, "case:" + about.id(), 10)).stream()
                .map(entry -> entry.action() + " " + entry.who() + " " + entry.detail())
                .toList();
    }

    private static int look(TestHub hub) {
        // those after the first are happenings, which are not counted here
        int before = escalations(hub);
        hub.core.care().look();
        return escalations(hub) - before;
    }

    private static int escalations(TestHub hub) {
        return (int) hub
                .core
                .care()
                .cases()
                .list(
                        new CaseFilter(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                false),
                        Optional.empty(),
                        100)
                .stream()
                .flatMap(one -> hub.core.care().cases().open(one.number()).orElseThrow().history().stream())
                .filter(event -> event.change().startsWith("escalated"))
                .count();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void timeToSolveStandsStillWhileTheCustomerIsAsked(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            Cases cases = hub.core.care().cases();
            Case opened =
                    cases.open(opening(hub.core, CaseKind.REQUEST, "1"), ANA).opened();
            // Monday at nine
            hub.pass(Duration.ofHours(25));
            Case waiting = cases.change(opened.number(), 1, CaseChange.to(CaseState.WAITING), ANA);
            hub.pass(Duration.ofHours(5));
            Case back = cases.change(opened.number(), waiting.version(), CaseChange.to(CaseState.OPEN), ANA);
            assertThat(Duration.between(
                            opened.progress().due().resolveBy(),
                            back.progress().due().resolveBy()))
                    .isGreaterThanOrEqualTo(Duration.ofHours(5));
            assertThat(back.progress().respondedAt()).isPresent();
            // nobody waits for ever, and nothing stays open for ever
            cases.change(opened.number(), back.version(), CaseChange.to(CaseState.WAITING), ANA);
            hub.pass(CareRules.PATIENCE);
            hub.core.care().look();
            Case again = cases.find(opened.number()).orElseThrow();
            assertThat(again.state()).isEqualTo(CaseState.OPEN);
            solved(cases, again, ANA);
            hub.pass(CareRules.PATIENCE);
            hub.core.care().look();
            assertThat(cases.find(opened.number()).orElseThrow().state()).isEqualTo(CaseState.CLOSED);
            hub.pass(CareRules.KEPT.plusDays(1));
            hub.core.care().prune();
            assertThat(cases.find(opened.number())).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void claimIsPaidByFourEyesAndWithinTheLimitOfARole(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            hub.order("A-1", NUMBER);
            Cases cases = hub.core.care().cases();
            Case claim = cases.open(opening(hub.core, CaseKind.CLAIM, "1"), ANA).opened();
            assertThatThrownBy(() -> solved(cases, claim, ANA)).hasMessageContaining("is not decided");

            Case proposed = cases.propose(claim.number(), 1, cad("600"), SAM);
            Case own = proposed;
            assertThatThrownBy(() -> cases.decide(claim.number(), own.version(), true, Optional.empty(), SAM))
                    .hasMessage("proposed by sam: expected somebody else to decide");
            assertThatThrownBy(() -> cases.decide(claim.number(), own.version(), true, Optional.empty(), ANA))
                    .hasMessage("600.00 CAD: expected at most nothing of this role");
            assertThatThrownBy(() -> cases.decide(claim.number(), own.version(), true, Optional.empty(), SUE))
                    .hasMessage("600.00 CAD: expected at most 500.00 CAD of this role");
            proposed = cases.propose(claim.number(), proposed.version(), cad("120.50"), SAM);
            Case approved = cases.decide(claim.number(), proposed.version(), true, Optional.of("receipt seen"), SUE);

            assertThat(approved.claim().orElseThrow().decision().orElseThrow().by())
                    .isEqualTo("sue");
            assertThatThrownBy(() -> cases.propose(claim.number(), approved.version(), cad("1"), ANA))
                    .hasMessageContaining("is approved");
            assertThat(solved(cases, approved, ANA).state()).isEqualTo(CaseState.RESOLVED);
            assertThat(hub.store.transactions().read(tx -> Audit.of(tx, "case:" + claim.id(), 10)).stream()
                            .map(entry -> entry.action() + " " + entry.who()))
                    .containsExactly(
                            "case.changed ana",
                            "claim.approved sue",
                            "claim.proposed sam",
                            "claim.proposed sam",
                            "case.opened ana");
        }
    }

    /** To the cent, in the currency of the limits only; amounts are in the audit log, which nobody can change. */
    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void eachRoleApprovesUpToItsAmountAndNoMore(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            hub.order("A-1", NUMBER);
            Viewer boss = viewer("boss", Role.ADMIN);
            Viewer analyst = viewer("nat", Role.ANALYST);
            assertThat(approved(hub, "1", "500.00", SUE)).isTrue();
            assertThat(approved(hub, "2", "500.01", SUE)).isFalse();
            assertThat(approved(hub, "3", "10000.00", boss)).isTrue();
            assertThat(approved(hub, "4", "10000.01", boss)).isFalse();
            assertThat(approved(hub, "5", "0.01", viewer("rep", Role.REP))).isFalse();
            assertThat(approved(hub, "6", "0.01", analyst)).isFalse();

            Cases cases = hub.core.care().cases();
            Case claim = cases.open(opening(hub.core, CaseKind.CLAIM, "7"), ANA).opened();
            Case proposed = cases.propose(claim.number(), 1, cad("90"), ANA);
            assertThatThrownBy(() -> cases.decide(claim.number(), proposed.version(), false, Optional.empty(), analyst))
                    .as("nor may they reject")
                    .hasMessageContaining("expected somebody who may approve one");
            Case rejected = cases.decide(claim.number(), proposed.version(), false, Optional.of("no receipt"), SUE);
            assertThatThrownBy(() -> cases.decide(claim.number(), rejected.version(), true, Optional.empty(), boss))
                    .hasMessageContaining("nothing is proposed");
            assertThatThrownBy(() -> cases.propose(
                            claim.number(),
                            rejected.version(),
                            new Money(new BigDecimal("90"), Currency.getInstance("EUR")),
                            ANA))
                    .hasMessage("EUR: expected CAD");
            assertThat(audited(hub, claim))
                    .containsExactly(
                            "claim.rejected sue rejected:90.00 CAD",
                            "claim.proposed ana proposed:90.00 CAD",
                            "case.opened ana claim");

            Case answered = cases.change(claim.number(), rejected.version(), CaseChange.to(CaseState.OPEN), ANA);
            Case solved = cases.change(claim.number(), answered.version(), CaseChange.resolved("not covered"), ANA);
            Case closed = cases.change(claim.number(), solved.version(), CaseChange.to(CaseState.CLOSED), ANA);
            assertThatThrownBy(() -> cases.propose(claim.number(), closed.version(), cad("80"), ANA))
                    .hasMessage("case " + claim.number() + " is closed: expected a new case");
        }
    }

    private static boolean approved(TestHub hub, String reference, String amount, Viewer who) {
        Cases cases = hub.core.care().cases();
        Case claim = cases.open(opening(hub.core, CaseKind.CLAIM, "limit-" + reference), ANA)
                .opened();
        Case proposed = cases.propose(claim.number(), 1, cad(amount), ANA);
        try {
            cases.decide(claim.number(), proposed.version(), true, Optional.empty(), who);
            return true;
        } catch (CareRefusedException e) {
            assertThat(e.reason()).isEqualTo(CareRefusedException.Reason.NOT_ALLOWED);
            assertThat(cases.find(claim.number())).as("nothing has changed").contains(proposed);
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void customerIsAskedOnceAfterADeliveryAndOnceAfterACase(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            orderOf(hub, "A-1", "C-1", "\"Ada\",\"email\":\"ada@home.example\"", NUMBER);
            hub.pass(Duration.ofHours(1));
            hub.core
                    .parcels()
                    .record(
                            NUMBER,
                            new ReportedEvent(
                                    EventKind.DELIVERED, hub.now(), Optional.empty(), Optional.empty(), "d-1"));
            Cases cases = hub.core.care().cases();
            Case complaint =
                    cases.open(opening(hub.core, CaseKind.COMPLAINT, "1"), ANA).opened();
            Case first = solved(cases, complaint, ANA);
            Case reopened = cases.change(first.number(), first.version(), CaseChange.to(CaseState.OPEN), ANA);
            solved(cases, reopened, ANA);
            hub.core.care().look();
            hub.core.care().look();

            Feedback feedback = hub.core.care().feedback();
            String token = hub.store
                    .transactions()
                    .write(tx -> Feedback.ask(
                            tx,
                            About.COMPLAINT,
                            complaint.id(),
                            complaint.customer().orElseThrow(),
                            hub.now()));
            assertThat(token).hasSize(22);
            assertThat(feedback.give(token, 4, Optional.of("quick"))).isEqualTo(Feedback.Outcome.GIVEN);
            assertThat(feedback.give(token, 1, Optional.empty())).isEqualTo(Feedback.Outcome.ALREADY_GIVEN);
            assertThat(feedback.give("no-such-token", 1, Optional.empty())).isEqualTo(Feedback.Outcome.NO_SUCH_LINK);
            assertThat(feedback.satisfaction(TestHub.START, hub.now().plusSeconds(1)))
                    .containsExactly(
                            new Satisfaction(About.DELIVERY, 1, 0, 0, 0),
                            new Satisfaction(About.CASE, 0, 0, 0, 0),
                            new Satisfaction(About.COMPLAINT, 1, 1, 4, 1));
        }
    }

    private static void orderOf(TestHub hub, String reference, String customer, String name, String number)
            throws Exception {
        var unused = hub.core
                .orders()
                .put(
                        "shop",
                        reference,
                        OrderReader.read(
                                """
                                {"customer":{"reference":"%s","name":%s},"serviceLevel":"standard",
                                 "shipments":[{"parcels":[{"trackingNumber":"%s"}]}]}
                                """
                                        .formatted(customer, name, number)
                                        .getBytes(StandardCharsets.UTF_8)));
    }

    private static Satisfaction deliveries(TestHub hub) {
        return hub.core.care().feedback().satisfaction(Instant.EPOCH, hub.now().plusSeconds(1)).stream()
                .filter(sum -> sum.about() == About.DELIVERY)
                .findFirst()
                .orElseThrow();
    }

    /** Rows that nobody can ever answer are most of them, where most parcels go to people of whom nothing is known. */
    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void onlyWhoCanBeToldIsAskedAndWhatStaysUnansweredGoesButForItsNumber(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            orderOf(hub, "A-1", "C-1", "\"Ada\",\"email\":\"ada@home.example\"", NUMBER);
            orderOf(hub, "A-2", "C-2", "\"Bob\"", "RR000000014CA");
            for (String number : List.of(NUMBER, "RR000000014CA")) {
                hub.core
                        .parcels()
                        .record(
                                number,
                                new ReportedEvent(
                                        EventKind.DELIVERED, hub.now(), Optional.empty(), Optional.empty(), "d"));
            }
            hub.core.care().look();
            assertThat(deliveries(hub).asked()).isEqualTo(1);

            hub.pass(Duration.ofDays(402));
            hub.core.care().prune();
            assertThat(rows(hub, "feedback")).isZero();
            assertThat(deliveries(hub)).isEqualTo(new Satisfaction(About.DELIVERY, 1, 0, 0, 0));

            hub.pass(Duration.ofDays(400));
            hub.core.care().prune();
            assertThat(rows(hub, "feedback_unanswered")).isZero();
        }
    }

    private static long rows(TestHub hub, String table) {
        return hub.store.transactions().<Long>read(tx -> tx.sql("SELECT COUNT(*) FROM " + table)
                .query(Long.class)
                .single());
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void answerIsFoundByTheBeginningsOfItsWords(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            Answers answers = hub.core.care().answers();
            Answer kept = answers.put(
                    new Answer("redirect", "fr", "Changer d'adresse après l'envoi", "Au comptoir.", 0, 0, hub.now()),
                    Optional.empty(),
                    ANA);
            assertThat(found(answers, "ADRESSE apres", Optional.empty())).containsExactly(kept);
            assertThat(found(answers, "adr% _", Optional.empty())).containsExactly(kept);
            assertThat(found(answers, "dresse", Optional.empty())).isEmpty();
            assertThat(found(answers, "adresse", Optional.of("en"))).isEmpty();
            assertThatThrownBy(() -> answers.put(kept, Optional.of(7), ANA))
                    .hasMessage("answer \"redirect\" is not as it was: expected its newest version");
            Cases cases = hub.core.care().cases();
            Case opened =
                    cases.open(opening(hub.core, CaseKind.REQUEST, "1"), ANA).opened();
            CaseChange byAnswer = new CaseChange(
                    Optional.of(CaseState.RESOLVED),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("redirect"),
                    false,
                    Optional.empty());
            cases.change(opened.number(), 1, byAnswer, ANA);
            assertThat(answers.find("redirect").orElseThrow().used()).isOne();
        }
    }

    private static List<Answer> found(Answers answers, String text, Optional<String> language) {
        return answers.search(text, language, Optional.empty(), 10);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void answersComeInPagesWhatHelpedMostFirst(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            Answers answers = hub.core.care().answers();
            for (int i = 0; i < 7; i++) {
                answers.put(new Answer("key-" + i, "en", "Title", "Text", 0, 0, hub.now()), Optional.empty(), ANA);
            }
            boolean unused = hub.store.transactions().write(tx -> {
                AnswersTable.use(tx, "key-5");
                return true;
            });
            List<String> keys = new ArrayList<>();
            Optional<Answers.Cursor> after = Optional.empty();
            for (int page = 0; page < 4; page++) {
                List<Answer> found = answers.search("", Optional.empty(), after, 2);
                found.forEach(answer -> keys.add(answer.key()));
                Answer last = found.get(found.size() - 1);
                after = Optional.of(new Answers.Cursor(last.used(), last.key()));
            }
            assertThat(keys).containsExactly("key-5", "key-0", "key-1", "key-2", "key-3", "key-4", "key-6");
        }
    }

    @Test
    void everyMoveThatTheTableDoesNotHaveIsRefused() {
        CaseProgress begun = CaseProgress.begun(
                "desk",
                DueTimes.of(
                        CareRules.usual(ZoneId.of("UTC")).target(CaseKind.REQUEST, Optional.empty(), Optional.empty()),
                        TestHub.START));
        WorkHours hours = CareRules.usualHours(ZoneId.of("UTC"));
        for (CaseState from : CaseState.values()) {
            for (CaseState to : CaseState.values()) {
                CaseProgress at = new CaseProgress(
                        from,
                        "desk",
                        begun.due(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Escalation.NONE,
                        Optional.empty(),
                        Optional.of("key"));
                if (from == to || from.next().contains(to)) {
                    assertThat(at.moved(to, hours, TestHub.START).state()).isEqualTo(to);
                } else {
                    assertThatThrownBy(() -> at.moved(to, hours, TestHub.START))
                            .as(from + " to " + to)
                            .isInstanceOf(CareRefusedException.class);
                }
            }
        }
        assertThat(List.of(CaseState.values())).allMatch(state -> !state.next().contains(CaseState.NEW));
    }
}
