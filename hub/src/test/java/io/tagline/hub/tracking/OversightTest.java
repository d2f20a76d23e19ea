package io.tagline.hub.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tagline.hub.tracking.TrackingEvent.Origin;
import io.tagline.hub.tracking.TrackingEvent.Passage;
import io.tagline.hub.tracking.TrackingEvent.Report;
import io.tagline.wire.ClockQuality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is derived of a parcel, and how what has come in since corrects it. */
class OversightTest {
    private static final ParcelId PARCEL = new ParcelId(new UUID(1, 2));
    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");
    private static final Route ROUTE = new Route(
            "ott-mtl",
            List.of(
                    new Stop("ott-1", Optional.empty(), Optional.of(Duration.ofHours(12))),
                    new Stop("mtl-1", Optional.of(Duration.ofHours(6)), Optional.of(Duration.ofHours(8)))));

    private final List<TrackingEvent> events = new ArrayList<>();
    private long seq;

    private TrackingEvent scan(EventKind kind, String site, Duration after) {
        Instant at = START.plus(after);
        seq++;
        TrackingEvent event = new TrackingEvent(
                EventId.ofPassage(at, PARCEL, kind, new UUID(7, 7), seq),
                PARCEL,
                kind,
                at,
                at,
                Optional.of(site),
                Optional.empty(),
                Optional.of(new Passage("door-1", 0.9, ClockQuality.SYNCED, Optional.empty(), new UUID(7, 7), seq)),
                Optional.empty());
        events.add(event);
        return event;
    }

    private Oversight.Findings look(Duration after, Optional<Instant> promised) {
        Expected expected = new Expected(Optional.of(ROUTE), promised, Duration.ofMinutes(10));
        Oversight.Findings findings = Oversight.look(PARCEL, events, expected, START.plus(after));
        events.addAll(findings.lacking());
        return findings;
    }

    private List<EventKind> found(Duration after) {
        return look(after, Optional.empty()).lacking().stream()
                .map(TrackingEvent::kind)
                .toList();
    }

    private List<EventKind> open() {
        var corrections = new java.util.HashMap<UUID, UUID>();
        events.forEach(event -> event.corrects().ifPresent(named -> corrections.put(event.id(), named)));
        var undone = Corrections.undone(corrections);
        return Exceptions.of(events.stream()
                .filter(event -> event.corrects().isEmpty() && !undone.contains(event.id()))
                .toList());
    }

    @Test
    void parcelSeenOffItsRouteIsMisSortedUntilItIsSeenOnItAgain() {
        scan(EventKind.DEPARTED, "ott-1", Duration.ofHours(1));
        scan(EventKind.ARRIVED, "tor-1", Duration.ofHours(4));

        Oversight.Findings findings = look(Duration.ofHours(5), Optional.empty());

        assertThat(findings.lacking())
                .extracting(TrackingEvent::kind, TrackingEvent::site)
                .containsExactly(tuple(EventKind.MIS_SORTED, Optional.of("tor-1")));
        assertThat(findings.lacking().get(0).report().orElseThrow().note())
                .contains("seen at tor-1, which is not on the route ott-1 > mtl-1");
        assertThat(open()).containsExactly(EventKind.MIS_SORTED);
        scan(EventKind.ARRIVED, "mtl-1", Duration.ofHours(6));
        assertThat(found(Duration.ofHours(6))).isEmpty();
        assertThat(open()).isEmpty();
    }

    @Test
    void parcelNotSeenWhereItIsExpectedIsMissingFromThenOnAndOnce() {
        scan(EventKind.DEPARTED, "ott-1", Duration.ofHours(1));

        Oversight.Findings early = look(Duration.ofHours(6), Optional.empty());
        assertThat(early.lacking()).isEmpty();
        assertThat(early.nextLook()).isEqualTo(START.plus(Duration.ofHours(7)));
        assertThat(found(Duration.ofHours(7))).containsExactly(EventKind.MISSING);
        assertThat(found(Duration.ofHours(9))).isEmpty();
    }

    @Test
    void scanThatComesInLateCorrectsWhatWasMissing() {
        scan(EventKind.DEPARTED, "ott-1", Duration.ofHours(1));
        found(Duration.ofHours(8));
        assertThat(open()).containsExactly(EventKind.MISSING);

        scan(EventKind.ARRIVED, "mtl-1", Duration.ofHours(5));

        assertThat(found(Duration.ofHours(9))).containsExactly(EventKind.CORRECTED);
        assertThat(open()).isEmpty();
    }

    @Test
    void parcelThatStaysTooLongIsSaidToDwellAndItsDelayShowsAtTheNextSite() {
        scan(EventKind.ARRIVED, "ott-1", Duration.ZERO);
        assertThat(found(Duration.ofHours(12))).containsExactly(EventKind.DWELLING);
        assertThat(found(Duration.ofHours(18))).containsExactly(EventKind.MISSING);
    }

    @Test
    void promisedDayThatPassesIsLateAndADeliveryThatComesToLightCorrectsIt() {
        Optional<Instant> promised = Optional.of(START.plus(Duration.ofHours(5)));
        scan(EventKind.ARRIVED, "mtl-1", Duration.ZERO);
        assertThat(look(Duration.ofHours(5), promised).lacking())
                .extracting(TrackingEvent::kind)
                .containsExactly(EventKind.LATE);

        scan(EventKind.DELIVERED, "mtl-1", Duration.ofHours(2));

        assertThat(look(Duration.ofHours(6), promised).lacking())
                .extracting(TrackingEvent::kind)
                .containsExactly(EventKind.CORRECTED);
    }

    @Test
    void departureIsCorrectedWhenTheParcelIsSeenInsideSoonAfter() {
        TrackingEvent left = scan(EventKind.DEPARTED, "ott-1", Duration.ofHours(1));
        scan(EventKind.ARRIVED, "ott-1", Duration.ofMinutes(64));

        List<TrackingEvent> lacking =
                look(Duration.ofHours(2), Optional.empty()).lacking();

        assertThat(lacking)
                .extracting(TrackingEvent::kind, TrackingEvent::corrects)
                .containsExactly(tuple(EventKind.CORRECTED, Optional.of(left.id())));
        assertThat(lacking.get(0).report().orElseThrow().note().orElseThrow())
                .startsWith("did not leave: seen inside ott-1");
        assertThat(found(Duration.ofHours(2))).isEmpty();
    }

    @Test
    void departureStandsAfterAllIfTheParcelWasElsewhereBetween() {
        scan(EventKind.DEPARTED, "ott-1", Duration.ofHours(1));
        scan(EventKind.ARRIVED, "ott-1", Duration.ofMinutes(68));
        look(Duration.ofHours(2), Optional.empty());

        // from a depot next door that was offline
        scan(EventKind.ARRIVED, "mtl-1", Duration.ofMinutes(64));

        assertThat(found(Duration.ofHours(2))).containsExactly(EventKind.CORRECTED);
        assertThat(found(Duration.ofHours(2))).isEmpty();
    }

    @Test
    void whatAPersonCorrectedIsLeftAlone() {
        scan(EventKind.DEPARTED, "ott-1", Duration.ofHours(1));
        TrackingEvent missing =
                look(Duration.ofHours(8), Optional.empty()).lacking().get(0);
        events.add(TrackingEvent.reported(
                PARCEL,
                EventKind.CORRECTED,
                START.plus(Duration.ofHours(9)),
                START,
                Optional.empty(),
                Optional.empty(),
                new Report(
                        Origin.REPORTED,
                        "desk-1",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(missing.id()),
                        Optional.of("it stands here"))));

        assertThat(found(Duration.ofHours(10))).isEmpty();
    }

    @Test
    void parcelThatCanBeFetchedByThePromisedDayIsNotLate() {
        Optional<Instant> promised = Optional.of(START.plus(Duration.ofHours(5)));
        scan(EventKind.READY_FOR_PICKUP, "mtl-1", Duration.ofHours(4));
        assertThat(look(Duration.ofHours(6), promised).lacking()).isEmpty();
        // fetched days later
        scan(EventKind.DELIVERED, "mtl-1", Duration.ofHours(60));
        assertThat(look(Duration.ofHours(61), promised).lacking())
                .extracting(TrackingEvent::kind)
                .doesNotContain(EventKind.LATE);
    }

    @Test
    void parcelThatCanBeFetchedTooLateIsLate() {
        Optional<Instant> promised = Optional.of(START.plus(Duration.ofHours(5)));
        scan(EventKind.READY_FOR_PICKUP, "mtl-1", Duration.ofHours(6));
        assertThat(look(Duration.ofHours(7), promised).lacking())
                .extracting(TrackingEvent::kind)
                .containsExactly(EventKind.LATE);
    }
}
