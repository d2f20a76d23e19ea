package io.tagline.hub.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.Expected;
import io.tagline.hub.tracking.Oversight;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.Route;
import io.tagline.hub.tracking.Sighting;
import io.tagline.hub.tracking.SiteMap;
import io.tagline.hub.tracking.Stop;
import io.tagline.hub.tracking.Tracker;
import io.tagline.hub.tracking.TrackingEvent;
import io.tagline.hub.tracking.TrackingEvent.Origin;
import io.tagline.hub.tracking.TrackingEvent.Report;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.Direction;
import io.tagline.wire.Scan;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Law 5 with derived events and corrections. */
class CorrectedTimelineTest {
    private static final int RANDOM_SETS = 10_000;
    private static final int RANDOM_ARRIVALS = 500;
    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");
    private static final ParcelId PARCEL = new ParcelId(new UUID(1, 2));
    private static final UUID JOURNAL = new UUID(3, 4);
    private static final List<EventKind> KINDS = List.of(EventKind.values());
    private static final List<Direction> DIRECTIONS = List.of(Direction.values());
    private static final List<String> SITES = List.of("ott-1", "mtl-1", "tor-1");
    private static final Tracker TRACKER = new Tracker(new SiteMap(List.of(), ZoneId.of("UTC")));
    private static final Expected EXPECTED = new Expected(
            Optional.of(new Route(
                    "r",
                    List.of(
                            new Stop("ott-1", Optional.empty(), Optional.of(Duration.ofMinutes(40))),
                            new Stop("mtl-1", Optional.of(Duration.ofMinutes(30)), Optional.empty())))),
            Optional.of(START.plus(Duration.ofMinutes(70))),
            Duration.ofMinutes(10));

    private final long seed = Long.getLong("tagline.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** Corrections of corrections, of themselves and of nothing among them. */
    @Test
    void anyOrderAndAnyRepeatsOfEventsAndCorrectionsFoldAlike() {
        for (int set = 0; set < RANDOM_SETS; set++) {
            List<TrackingEvent> events = new ArrayList<>();
            int count = 1 + random.nextInt(14);
            for (int i = 0; i < count; i++) {
                events.add(event(i, events));
            }
            ParcelTimeline expected = ParcelTimeline.fold(events);
            assertThat(ParcelTimeline.fold(shuffledWithRepeats(events)))
                    .as("seed %d, set %d", seed, set)
                    .isEqualTo(expected);
        }
    }

    private TrackingEvent event(int i, List<TrackingEvent> before) {
        // few distinct times, so that many fall together
        Instant at = START.plusSeconds(random.nextInt(6));
        EventKind kind = random.nextInt(3) == 0 ? EventKind.CORRECTED : KINDS.get(random.nextInt(KINDS.size()));
        UUID named = before.isEmpty() || random.nextInt(8) == 0
                ? new UUID(0, i)
                : before.get(random.nextInt(before.size())).id();
        Optional<UUID> corrects = kind == EventKind.CORRECTED ? Optional.of(named) : Optional.empty();
        Report report =
                new Report(Origin.REPORTED, "ref-" + i, Optional.empty(), Optional.empty(), corrects, Optional.empty());
        return TrackingEvent.reported(
                PARCEL, kind, at, START.plusSeconds(100L + i), Optional.empty(), Optional.empty(), report);
    }

    private List<TrackingEvent> shuffledWithRepeats(List<TrackingEvent> events) {
        List<TrackingEvent> shuffled = new ArrayList<>(events);
        for (int i = random.nextInt(events.size() + 1); i > 0; i--) {
            shuffled.add(events.get(random.nextInt(events.size())));
        }
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    /** In one hub scans come in order, in the other they do not, and each looks whenever it likes. */
    @Test
    void whateverWasDerivedMeanwhileTheEndIsTheSame() {
        for (int run = 0; run < RANDOM_ARRIVALS; run++) {
            List<TrackingEvent> scans = new ArrayList<>();
            int count = 1 + random.nextInt(9);
            for (int seq = 1; seq <= count; seq++) {
                scans.add(scan(seq));
            }
            String expected = standing(arrived(scans));
            for (int hub = 0; hub < 3; hub++) {
                List<TrackingEvent> found = arrived(shuffledWithRepeats(scans));
                assertThat(standing(found)).as("seed %d, run %d", seed, run).isEqualTo(expected);
                assertThat(found).as("seed %d, run %d", seed, run).hasSizeLessThan(100);
            }
        }
    }

    private TrackingEvent scan(int seq) {
        // mostly at the first site, so that there are false departures
        String site = SITES.get(Math.max(0, random.nextInt(5) - 2));
        Instant at = START.plus(Duration.ofMinutes(random.nextInt(60)));
        Direction direction = DIRECTIONS.get(random.nextInt(DIRECTIONS.size()));
        Scan scan = new Scan(
                seq,
                "door-1",
                "3034257BF7194E4000000001",
                direction,
                at,
                at,
                at,
                9,
                OptionalDouble.empty(),
                0.9,
                ClockQuality.SYNCED,
                5);
        return TRACKER.interpret(Sighting.received(JOURNAL, site, scan, at.plusSeconds(60)), PARCEL, at);
    }

    private List<TrackingEvent> arrived(List<TrackingEvent> inThisOrder) {
        Set<TrackingEvent> known = new LinkedHashSet<>();
        for (TrackingEvent next : inThisOrder) {
            known.add(next);
            if (random.nextInt(2) == 0) {
                look(known, Duration.ofMinutes(random.nextInt(120)));
            }
        }
        // the end of the day: a look that finds nothing is the last
        for (int looks = 0; look(known, Duration.ofHours(4)); looks++) {
            assertThat(looks).as("seed %d: looks until nothing is found", seed).isLessThan(5);
        }
        return List.copyOf(known);
    }

    private static boolean look(Set<TrackingEvent> known, Duration after) {
        return known.addAll(Oversight.look(PARCEL, List.copyOf(known), EXPECTED, START.plus(after))
                .lacking());
    }

    private static String standing(List<TrackingEvent> events) {
        ParcelTimeline timeline = ParcelTimeline.fold(events);
        return timeline.status()
                + timeline.standing().stream()
                        .map(event -> "\n" + event.occurredAt() + " " + event.kind() + " " + event.site())
                        .collect(Collectors.joining());
    }
}
