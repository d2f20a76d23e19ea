package io.tagline.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.edge.health.Problem;
import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.portal.Side;
import io.tagline.edge.reader.TagRead;
import io.tagline.epc.Epc;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Days and weeks of a depot with two doors, each with a reader of its own, on a clock turned by hand. */
class DoorWatchTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final int MINUTES_A_DAY = 24 * 60;

    private static final PortalId DOOR_1 = new PortalId("door-1");
    private static final PortalId DOOR_2 = new PortalId("door-2");
    private static final ReaderId DOCK_A = new ReaderId("dock-a");
    private static final ReaderId DOCK_B = new ReaderId("dock-b");
    private static final PortalAntenna INSIDE_1 = new PortalAntenna(DOOR_1, DOCK_A, 1, Side.INSIDE, 0);
    private static final PortalAntenna OUTSIDE_1 = new PortalAntenna(DOOR_1, DOCK_A, 2, Side.OUTSIDE, 1);
    private static final PortalAntenna INSIDE_2 = new PortalAntenna(DOOR_2, DOCK_B, 1, Side.INSIDE, 2);
    private static final PortalAntenna OUTSIDE_2 = new PortalAntenna(DOOR_2, DOCK_B, 2, Side.OUTSIDE, 3);

    private final Set<ReaderId> away = new HashSet<>();
    private final DoorWatch watch = watch(WatchSettings.defaults());
    private long minute;
    private long parcels;

    @Test
    void aDepotThatWorksByDayRaisesNothingThroughNightsAndWeekends() {
        for (int day = 0; day < 21; day++) {
            boolean closed = day % 7 >= 5;
            day(closed, closed);
        }
    }

    /** One door goes on at night, and the other is shut: after the first night that is known, and the first night is not judged. */
    @Test
    void aDoorThatIsShutEveryNightWhileItsNeighbourWorksIsNotNamed() {
        for (int day = 0; day < 10; day++) {
            for (int i = 0; i < MINUTES_A_DAY; i++) {
                if (isDay(i)) {
                    passes(INSIDE_1, OUTSIDE_1);
                }
                passes(INSIDE_2, OUTSIDE_2);
                minutePasses();
                assertThat(watch.problems()).as("day %d, minute %d", day, i).isEmpty();
            }
        }
    }

    @Test
    void aReaderThatReadsNothingOnAWorkingDayIsNamedWithinTwoHours() {
        days(2);
        for (int i = 0; i < MINUTES_A_DAY / 2; i++) {
            passes(INSIDE_1, OUTSIDE_1);
            passes(INSIDE_2, OUTSIDE_2);
            minutePasses();
        }
        int minutes = 0;
        while (watch.problems().isEmpty()) {
            passes(INSIDE_1, OUTSIDE_1);
            minutePasses();
            assertThat(++minutes).isLessThanOrEqualTo(120);
        }
        assertThat(watch.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.name()).isEqualTo("reader-no-reads");
            assertThat(problem.subject()).isEqualTo("dock-b");
            assertThat(problem.detail())
                    .startsWith("dock-b: connected, and no read since 2026-03-04T11:59:00Z; other readers heard tags");
        });
        passes(INSIDE_2, OUTSIDE_2);
        minutePasses();
        assertThat(watch.problems()).isEmpty();
    }

    /** That is another state, and it says more. */
    @Test
    void aReaderThatIsAwayIsNotSilent() {
        days(2);
        away.add(DOCK_B);
        for (int i = 0; i < MINUTES_A_DAY; i++) {
            passes(INSIDE_1, OUTSIDE_1);
            minutePasses();
            assertThat(watch.problems()).isEmpty();
        }
    }

    /** The last parcels of the day came to door 2 at 19:57 and to door 1 at 19:59; three days later both are named. */
    @Test
    void aReaderThatNobodyCanBeComparedWithIsNamedAfterItsLimit() {
        days(1);
        for (int i = 1; i <= 4 * MINUTES_A_DAY; i++) {
            minutePasses();
            int sinceTheLast = i + 4 * 60;
            if (sinceTheLast < 3 * MINUTES_A_DAY - 2) {
                assertThat(watch.problems()).as("minute %d", i).isEmpty();
            } else if (sinceTheLast >= 3 * MINUTES_A_DAY) {
                assertThat(names()).as("minute %d", i).containsExactly("reader-no-reads", "reader-no-reads");
            }
        }
    }

    @Test
    void anAntennaThatGoesDeafIsNamedWhileItsSisterHears() {
        days(2);
        for (int i = 0; i < MINUTES_A_DAY / 2; i++) {
            minutePasses();
        }
        int minutes = 0;
        while (watch.problems().isEmpty()) {
            passes(INSIDE_1);
            passes(INSIDE_2, OUTSIDE_2);
            minutePasses();
            assertThat(++minutes).isLessThanOrEqualTo(45);
        }
        assertThat(watch.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.name()).isEqualTo("antenna-silent");
            assertThat(problem.detail()).startsWith("dock-a antenna 2, door-1 outside: no read since 2026-03-03T");
        });
        passes(INSIDE_1, OUTSIDE_1);
        minutePasses();
        assertThat(watch.problems()).isEmpty();
    }

    /** All night one antenna hears the pallets that stand before it; the other one is not broken for all that. */
    @Test
    void palletsParkedBeforeOneAntennaSayNothingOfTheOther() {
        days(2);
        for (int i = 0; i < 2 * MINUTES_A_DAY; i++) {
            for (int pallet = 0; pallet < 30; pallet++) {
                hear(1_000_000 + pallet, INSIDE_1);
            }
            minutePasses();
            assertThat(watch.problems()).as("minute %d", i).isEmpty();
        }
    }

    @Test
    void aPortalToWhichManyTagsComeAndThroughWhichNonePassesIsNamed() {
        for (int i = 0; i < 60; i++) {
            long parcel = parcels++;
            hear(parcel, INSIDE_1);
            watch.undecided(DOOR_1, epc(parcel), tick());
            passes(INSIDE_2, OUTSIDE_2);
            minutePasses();
            assertThat(names()).as("minute %d", i).hasSize(i >= 39 ? 1 : 0);
        }
        assertThat(names()).containsExactly("portal-no-passages");
        assertThat(watch.problems().get(0).detail()).startsWith("door-1: 60 tags came within a day");

        for (int i = 0; i < 5; i++) {
            passes(INSIDE_1, OUTSIDE_1);
        }
        minutePasses();
        assertThat(watch.problems()).isEmpty();
    }

    /** A shut door beside a busy one hears all that passes there. */
    @Test
    void tagsThatPassTheDoorBesideAreNotThisOnes() {
        for (int i = 0; i < 600; i++) {
            long parcel = parcels;
            passes(INSIDE_2, OUTSIDE_2);
            watch.undecided(DOOR_1, epc(parcel), tick());
            minutePasses();
            assertThat(watch.problems()).isEmpty();
        }
    }

    /** Fifty parcels on one cart that turns back, and pallets at the edge of the field that are heard now and then. */
    @Test
    void oneCartThatTurnsBackAndTheSameTagsAgainAndAgainAreNoFault() {
        for (int i = 0; i < 50; i++) {
            watch.undecided(DOOR_1, epc(parcels++), tick());
        }
        for (int i = 0; i < 29; i++) {
            minutePasses();
            assertThat(watch.problems()).isEmpty();
        }
        passes(INSIDE_1, OUTSIDE_1);
        passes(INSIDE_1, OUTSIDE_1);
        for (int i = 0; i < MINUTES_A_DAY; i++) {
            watch.undecided(DOOR_1, epc(i % 7), tick());
            minutePasses();
            assertThat(watch.problems()).isEmpty();
        }
    }

    @Test
    void comparingAndCountingCanBeSwitchedOff() {
        DoorWatch off = watch(WatchSettings.of(Duration.ofDays(30), false, 0, Duration.ofSeconds(30)));
        for (int i = 0; i < 3 * MINUTES_A_DAY; i++) {
            off.heard(List.of(new TagRead(INSIDE_1, epc(parcels), -60, tick())));
            off.undecided(DOOR_1, epc(parcels++), tick());
            minute++;
            off.elapse(tick());
            assertThat(off.problems()).isEmpty();
        }
    }

    private DoorWatch watch(WatchSettings settings) {
        return new DoorWatch(
                new PortalMap(List.of(INSIDE_1, OUTSIDE_1, INSIDE_2, OUTSIDE_2)),
                settings,
                reader -> !away.contains(reader),
                START::plusNanos);
    }

    private void days(int count) {
        for (int day = 0; day < count; day++) {
            day(false, false);
        }
    }

    private void day(boolean firstClosed, boolean secondClosed) {
        for (int i = 0; i < MINUTES_A_DAY; i++) {
            if (isDay(i) && !firstClosed) {
                passes(INSIDE_1, OUTSIDE_1);
            }
            if (isDay(i) && !secondClosed && i % 3 == 0) {
                passes(INSIDE_2, OUTSIDE_2);
            }
            minutePasses();
            assertThat(watch.problems()).as("minute %d", i).isEmpty();
        }
    }

    private static boolean isDay(int minuteOfDay) {
        return minuteOfDay >= 6 * 60 && minuteOfDay < 20 * 60;
    }

    /** A new parcel, heard by these antennas; with both of a door it passes. */
    private void passes(PortalAntenna... heardBy) {
        long parcel = parcels++;
        hear(parcel, heardBy);
        if (heardBy.length == 2) {
            watch.passed(heardBy[0].portal(), epc(parcel), tick());
        }
    }

    private void hear(long parcel, PortalAntenna... heardBy) {
        for (PortalAntenna antenna : heardBy) {
            watch.heard(List.of(new TagRead(antenna, epc(parcel), -60, tick())));
        }
    }

    private void minutePasses() {
        watch.elapse(tick());
        minute++;
        watch.elapse(tick());
    }

    private List<String> names() {
        return watch.problems().stream().map(Problem::name).toList();
    }

    private long tick() {
        return Duration.ofMinutes(minute).toNanos();
    }

    private static Epc epc(long serial) {
        return Epc.parse("3034%020x".formatted(serial));
    }
}
