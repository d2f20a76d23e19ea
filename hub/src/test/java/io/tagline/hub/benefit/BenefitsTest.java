package io.tagline.hub.benefit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.SharedHub;
import io.tagline.hub.TestHub;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.benefit.BenefitArea.Kind;
import io.tagline.hub.care.Case;
import io.tagline.hub.care.CaseChange;
import io.tagline.hub.care.CaseKind;
import io.tagline.hub.care.CaseOpening;
import io.tagline.hub.care.Channel;
import io.tagline.hub.care.Interaction;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.order.OrderReader;
import io.tagline.hub.promise.Money;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.timeline.EventView;
import io.tagline.hub.timeline.ReportedEvent;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.TrackingEvent;
import io.tagline.wire.Direction;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
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

/** Figures against the data that they are made of, in both databases. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class BenefitsTest {
    private static final UUID JOURNAL = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    private static final String READ = SharedHub.s10(61_000_001);
    private static final String TYPED = SharedHub.s10(61_000_002);
    private static final String NEVER_CAME = SharedHub.s10(61_000_003);
    private static final String EPC = "3034257BF7194E4000000061";
    private static final LocalDate SUNDAY = LocalDate.of(2026, 11, 22);
    private static final LocalDate MONDAY = SUNDAY.plusDays(1);
    private static final LocalDate TUESDAY = SUNDAY.plusDays(2);
    private static final BenefitArea OTTAWA = new BenefitArea(Kind.SITE, "ott-1");
    private static final Viewer ANALYST = new Viewer("ana", Set.of(Role.ANALYST), Optional.empty());

    private final TestDatabase database;

    @TempDir
    Path folder;

    private TestHub hub;

    BenefitsTest(TestDatabase database) {
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

    /** One read at the door and there in time, one that somebody had to type in and late, one that the sender never brought. */
    private void threeParcels() throws Exception {
        order("A-1", READ, ",\"epc\":\"" + EPC + "\"");
        order("A-2", TYPED, "");
        order("A-3", NEVER_CAME, "");
        hub.watch();
        Instant passed = hub.now();
        report(TYPED, EventKind.ACCEPTED, passed);
        hub.pass(Duration.ofSeconds(3));
        hub.accept(TestHub.message(JOURNAL, TestHub.scan(1, "door-1", EPC, Direction.IN, passed)));
        hub.watch();
        hub.pass(Duration.ofHours(26).minusSeconds(3));
        report(READ, EventKind.DELIVERED, hub.now());
        hub.pass(Duration.ofHours(22));
        report(TYPED, EventKind.DELIVERED, hub.now());
        hub.watch();
        hub.pass(Duration.ofDays(1));
    }

    private void order(String reference, String number, String more) throws Exception {
        String json =
                """
                {"customer":{"reference":"C-1","name":"Ada","segment":"gold"},"serviceLevel":"standard","promisedDate":"2026-11-23",
                 "shipments":[{"recipient":{"city":"Kingston","country":"CA","postalCode":"K7L 1A1"},
                 "parcels":[{"trackingNumber":"%s"%s}]}]}"""
                        .formatted(number, more);
        assertThat(hub.core.orders().put("shop", reference, OrderReader.read(json.getBytes(StandardCharsets.UTF_8))))
                .isNotNull();
    }

    private void report(String number, EventKind kind, Instant at) {
        ReportedEvent event = new ReportedEvent(kind, at, Optional.of("ott-1"), Optional.empty(), kind.code() + number);
        assertThat(hub.core.parcels().record(number, event)).isEqualTo(ReportedEvent.Outcome.RECORDED);
    }

    private void count() {
        while (hub.core.benefitCounter().look()) {
            // the next day
        }
    }

    private Measure measure(BenefitArea area, Figure figure, LocalDate day) {
        return hub.core
                .benefits()
                .report(area, Period.DAY, day, 1)
                .lines()
                .get(0)
                .measure(figure);
    }

    @Test
    void parcelThatCouldBeFetchedOnTheDayKeptItsPromise() throws Exception {
        order("A-1", TYPED, "");
        hub.watch();
        report(TYPED, EventKind.ACCEPTED, hub.now());
        hub.pass(Duration.ofHours(26));
        report(TYPED, EventKind.READY_FOR_PICKUP, hub.now());
        hub.pass(Duration.ofDays(3));
        report(TYPED, EventKind.DELIVERED, hub.now());
        hub.watch();
        hub.pass(Duration.ofDays(1));
        count();
        Measure onTime = measure(BenefitArea.ALL, Figure.ON_TIME, MONDAY);
        assertThat(onTime.measured()).isEqualTo(1);
        assertThat(onTime.hits()).isEqualTo(1);
    }

    @Test
    void figuresOfADayAreThoseOfItsParcels() throws Exception {
        threeParcels();
        count();
        assertThat(measure(BenefitArea.ALL, Figure.DELIVERY_TIME, MONDAY))
                .isEqualTo(Measure.time(Duration.ofHours(26)));
        assertThat(measure(OTTAWA, Figure.DELIVERY_TIME, TUESDAY)).isEqualTo(Measure.time(Duration.ofDays(2)));
        assertThat(measure(BenefitArea.ALL, Figure.INTAKE_LAG, SUNDAY)).isEqualTo(Measure.time(Duration.ofSeconds(3)));
        for (BenefitArea area : List.of(
                BenefitArea.ALL,
                new BenefitArea(Kind.PRODUCT, "standard"),
                new BenefitArea(Kind.SEGMENT, "gold"),
                new BenefitArea(Kind.REGION, "CA-K"))) {
            Measure onTime = measure(area, Figure.ON_TIME, MONDAY);
            assertThat(onTime.all()).as(area.toString()).isEqualTo(3);
            // what the sender never brought could not be in time
            assertThat(onTime.measured()).isEqualTo(2);
            assertThat(onTime.hits()).isEqualTo(1);
        }
        assertThat(measure(OTTAWA, Figure.MISSED_READS, MONDAY)).isEqualTo(Measure.hit(false));
        assertThat(measure(OTTAWA, Figure.MISSED_READS, TUESDAY)).isEqualTo(Measure.hit(true));
        BenefitReport week = hub.core.benefits().report(BenefitArea.ALL, Period.WEEK, TUESDAY, 1);
        assertThat(week.lines().get(0).days()).isEqualTo(new Days(MONDAY, MONDAY.plusDays(6)));
        assertThat(week.lines().get(0).measure(Figure.DELIVERY_TIME).value(Figure.Unit.TIME))
                .hasValue((double) Duration.ofHours(37).toMillis());
        assertThat(hub.core.benefits().areas()).contains(BenefitArea.ALL, OTTAWA);
    }

    @Test
    void theSameDataGiveTheSameFiguresAndACorrectionOthers() throws Exception {
        threeParcels();
        count();
        List<BenefitReport.Line> before = hub.core
                .benefits()
                .report(BenefitArea.ALL, Period.DAY, TUESDAY, 3)
                .lines();
        hub.core.benefits().recount(ANALYST, new Days(SUNDAY, TUESDAY));
        count();
        assertThat(hub.core
                        .benefits()
                        .report(BenefitArea.ALL, Period.DAY, TUESDAY, 3)
                        .lines())
                .isEqualTo(before);

        EventView delivered = hub.core.parcels().byTrackingNumber(READ).orElseThrow().events().stream()
                .filter(event -> event.kind() == EventKind.DELIVERED)
                .findFirst()
                .orElseThrow();
        ReportedEvent undo = new ReportedEvent(
                EventKind.CORRECTED,
                hub.now(),
                Optional.empty(),
                Optional.empty(),
                new TrackingEvent.Report(
                        TrackingEvent.Origin.REPORTED,
                        "undo",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(delivered.id()),
                        Optional.of("the wrong door")));
        assertThat(hub.core.parcels().record(READ, undo)).isEqualTo(ReportedEvent.Outcome.RECORDED);
        // nobody asks for it: a day of the last week is counted again within the hour
        hub.pass(Duration.ofMinutes(61));
        count();
        assertThat(measure(BenefitArea.ALL, Figure.DELIVERY_TIME, MONDAY)).isEqualTo(Measure.NONE);
        assertThat(measure(BenefitArea.ALL, Figure.ON_TIME, MONDAY).hits()).isZero();
    }

    @Test
    void aCaseSolvedAfterOneContactIsTheOnlyOneThatCountsAsSuch() throws Exception {
        order("A-1", READ, "");
        Case once = solved("once");
        hub.pass(Duration.ofHours(1));
        Case twice = opened("twice");
        hub.pass(Duration.ofHours(1));
        hub.core
                .care()
                .interactions()
                .record(new Interaction(
                        "desk",
                        "again",
                        Channel.PHONE,
                        Interaction.Direction.IN,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(twice.id()),
                        Optional.empty(),
                        hub.now(),
                        new Personal("And where is it now?")));
        Case solved =
                hub.core.care().cases().change(twice.number(), twice.version(), CaseChange.resolved("Found."), ANALYST);
        assertThat(List.of(once, solved))
                .allSatisfy(each -> assertThat(each.progress().resolvedAt()).isPresent());
        count();
        Measure measure = measure(BenefitArea.ALL, Figure.FIRST_CONTACT, SUNDAY);
        assertThat(measure.measured()).isEqualTo(2);
        assertThat(measure.hits()).isEqualTo(1);
        assertThat(measure(BenefitArea.ALL, Figure.SATISFACTION_CASE, SUNDAY).measured())
                .isZero();
    }

    private Case opened(String reference) {
        return hub.core
                .care()
                .cases()
                .open(
                        new CaseOpening(
                                "desk",
                                reference,
                                CaseKind.REQUEST,
                                Channel.PHONE,
                                "Where is it?",
                                "It should be here.",
                                Optional.empty(),
                                hub.core.parcels().byTrackingNumber(READ).map(found -> found.id()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        ANALYST)
                .opened();
    }

    private Case solved(String reference) {
        Case open = opened(reference);
        return hub.core.care().cases().change(open.number(), open.version(), CaseChange.resolved("Found."), ANALYST);
    }

    @Test
    void anAreaIsHeldAgainstItsOwnDaysOrElseThoseOfAll() throws Exception {
        threeParcels();
        count();
        Benefits benefits = hub.core.benefits();
        assertThat(benefits.report(OTTAWA, Period.DAY, TUESDAY, 1).baseline()).isEmpty();
        assertThat(benefits.setBaseline(ANALYST, BenefitArea.ALL, new Days(MONDAY, MONDAY)))
                .isEqualTo(Benefits.Outcome.CHANGED);
        BenefitReport held = benefits.report(OTTAWA, Period.DAY, TUESDAY, 1);
        assertThat(held.before().get(Figure.DELIVERY_TIME)).isEqualTo(Measure.time(Duration.ofHours(26)));
        assertThat(benefits.setBaseline(ANALYST, OTTAWA, new Days(TUESDAY, TUESDAY)))
                .isEqualTo(Benefits.Outcome.CHANGED);
        assertThat(benefits.report(OTTAWA, Period.DAY, TUESDAY, 1).before().get(Figure.DELIVERY_TIME))
                .isEqualTo(Measure.time(Duration.ofDays(2)));
        assertThat(benefits.dropBaseline(ANALYST, OTTAWA)).isEqualTo(Benefits.Outcome.CHANGED);
        assertThat(benefits.dropBaseline(ANALYST, OTTAWA)).isEqualTo(Benefits.Outcome.STALE);
    }

    @Test
    void costsCountInAPeriodWithTheDaysThatLieInIt() throws Exception {
        threeParcels();
        count();
        Benefits benefits = hub.core.benefits();
        Benefits.NewCost week = new Benefits.NewCost(
                "staff-47",
                CostKind.STAFF,
                BenefitArea.ALL,
                new Days(MONDAY, MONDAY.plusDays(6)),
                new Money(new BigDecimal("70.00"), Currency.getInstance("CAD")),
                "");
        assertThat(benefits.putCost(ANALYST, week, Optional.empty())).isEqualTo(Benefits.Outcome.ADDED);
        assertThat(benefits.putCost(ANALYST, week, Optional.empty())).isEqualTo(Benefits.Outcome.STALE);
        BenefitReport.Line monday =
                benefits.report(BenefitArea.ALL, Period.DAY, MONDAY, 1).lines().get(0);
        assertThat(monday.costs()).containsEntry("CAD", new BigDecimal("10.00"));
        assertThat(monday.perParcel("CAD")).contains(new BigDecimal("10.00"));
        assertThat(benefits.report(BenefitArea.ALL, Period.WEEK, MONDAY, 1)
                        .lines()
                        .get(0)
                        .perParcel("CAD"))
                .contains(new BigDecimal("35.00"));
        assertThat(benefits.deleteCost(ANALYST, "staff-47", 2)).isEqualTo(Benefits.Outcome.STALE);
        assertThat(benefits.deleteCost(ANALYST, "staff-47", 1)).isEqualTo(Benefits.Outcome.CHANGED);
        assertThat(benefits.cost("staff-47")).isEmpty();
    }
}
