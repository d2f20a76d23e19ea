package io.tagline.hub.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.wire.Direction;
import io.tagline.wire.Manifest;
import io.tagline.wire.Manifest.Expected;
import io.tagline.wire.Manifest.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one agent is told of what others expect. */
final class SiteLoadsTest {
    private static final Instant AT = Instant.parse("2026-11-22T08:00:00Z");

    @Test
    void whatBelongsToAnotherAgentsDoorIsRefusedAsLongAsItIsNotMuch() {
        assertThat(told(part("here", Direction.OUT, 0, 1), part("there", Direction.OUT, 10, SiteLoads.MOST_WRONG_DOOR)))
                .hasSize(SiteLoads.MOST_WRONG_DOOR)
                .containsEntry(epc(10), new Refusal("P10", Refusal.WRONG_DOOR));
        assertThat(told(
                        part("here", Direction.OUT, 0, 1),
                        part("there", Direction.OUT, 10, SiteLoads.MOST_WRONG_DOOR + 1)))
                .as("all of it or nothing")
                .isEmpty();
        assertThat(told(
                        part("here", Direction.OUT, 0, Manifest.MOST_PARCELS - 1),
                        part("there", Direction.OUT, Manifest.MOST_PARCELS, 2)))
                .as("no room")
                .isEmpty();
    }

    /** A parcel that is to leave by another door may come in by this one. */
    @Test
    void aDoorForTheOtherWayIsNoWrongDoor() {
        assertThat(told(part("here", Direction.IN, 0, 1), part("there", Direction.OUT, 10, 1)))
                .isEmpty();
        assertThat(told(part("here", Direction.IN, 0, 1), part("there", Direction.UNKNOWN, 10, 1)))
                .hasSize(1);
    }

    @Test
    void whatIsExpectedOrRefusedHereStaysSo() {
        SiteLoads.Part there = part("there", Direction.OUT, 0, 2);
        SiteLoads.Part here = new SiteLoads.Part(
                load("here", Direction.OUT),
                List.of(new Expected(epc(0), "P0")),
                Map.of(epc(1), new Refusal("P1", "stolen")));
        assertThat(told(here, there)).isEqualTo(Map.of(epc(1), new Refusal("P1", "stolen")));
    }

    /** The agent says itself which of its doors a parcel belongs to. */
    @Test
    void aDoorOfTheSameAgentIsItsOwnToTell() {
        SiteLoads loads =
                new SiteLoads(List.of(part("here", Direction.OUT, 0, 1), part("there", Direction.OUT, 10, 1)));
        Map<String, Manifest.Portal> told = loads.told(Set.of("here", "there", "closed"));
        assertThat(told).containsOnlyKeys("here", "there");
        assertThat(told.values())
                .allSatisfy(portal -> assertThat(portal.refuse()).isEmpty());
    }

    private static Map<String, Refusal> told(SiteLoads.Part... parts) {
        Map<String, Manifest.Portal> portals = new SiteLoads(List.of(parts)).told(Set.of("here"));
        assertThat(portals).containsOnlyKeys("here");
        return portals.values().iterator().next().refuse();
    }

    private static SiteLoads.Part part(String portal, Direction direction, int from, int count) {
        List<Expected> expected = IntStream.range(from, from + count)
                .mapToObj(i -> new Expected(epc(i), "P" + i))
                .toList();
        return new SiteLoads.Part(load(portal, direction), expected, Map.of());
    }

    private static OpenLoad load(String portal, Direction direction) {
        return new OpenLoad("ott-1", portal, "L-" + portal, direction, AT, AT, 1);
    }

    private static String epc(int i) {
        return "3034%020X".formatted(i);
    }
}
