package io.tagline.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes on around a reader: doors, tags that move or stand at them, inputs and cables. The same scenario with the same
 * seed gives the same reads. {@link ScenarioScript} makes one from text.
 */
public final class Scenario {
    /** Gen2 in dense-reader mode reads some hundreds of tags a second; portals are planned with about this many. */
    public static final int DEFAULT_READS_PER_SECOND = 400;

    private final long seed;
    private final int readsPerSecond;
    private final Duration every;
    private final List<Door> doors;
    private final List<ParcelWalk> walks;
    private final List<Happening> happenings;

    Scenario(
            long seed,
            int readsPerSecond,
            Duration every,
            List<Door> doors,
            List<ParcelWalk> walks,
            List<Happening> happenings) {
        this.seed = seed;
        this.readsPerSecond = readsPerSecond;
        this.every = every;
        this.doors = List.copyOf(doors);
        this.walks = List.copyOf(walks);
        this.happenings = List.copyOf(happenings);
        for (ParcelWalk walk : walks) {
            if (doors.stream().noneMatch(door -> door.name().equals(walk.door()))) {
                throw new IllegalArgumentException("walk of " + walk.epcHex() + " uses door \"" + walk.door()
                        + "\"; the scenario has "
                        + doors.stream().map(Door::name).toList());
            }
        }
    }

    /** Doors with nobody there yet. */
    public static Scenario of(Door... doors) {
        return new Scenario(0, DEFAULT_READS_PER_SECOND, Duration.ZERO, List.of(doors), List.of(), List.of());
    }

    /** The same, with another walk. */
    public Scenario with(ParcelWalk walk) {
        List<ParcelWalk> more = new ArrayList<>(walks);
        more.add(walk);
        return new Scenario(seed, readsPerSecond, every, doors, more, happenings);
    }

    /** The same, with other noise. */
    public Scenario withSeed(long anotherSeed) {
        return new Scenario(anotherSeed, readsPerSecond, every, doors, walks, happenings);
    }

    /** The same, beginning anew after so long; zero: played once. */
    public Scenario repeatedEvery(Duration period) {
        return new Scenario(seed, readsPerSecond, period, doors, walks, happenings);
    }

    /** The same, with another capacity of the radio, shared by all tags in the field. */
    public Scenario withReadsPerSecond(int capacity) {
        return new Scenario(seed, capacity, every, doors, walks, happenings);
    }

    /** The same, with tags that have nothing to do with parcels: parked ones and strays at a door, made up from the seed. */
    public Scenario withBystanders(String door, int parked, int strays, Duration howLong) {
        List<ParcelWalk> more = new ArrayList<>(walks);
        more.addAll(Bystanders.at(door, parked, strays, howLong, seed));
        return new Scenario(seed, readsPerSecond, every, doors, more, happenings);
    }

    public long seed() {
        return seed;
    }

    public int readsPerSecond() {
        return readsPerSecond;
    }

    /** Zero: played once. */
    public Duration every() {
        return every;
    }

    public List<Door> doors() {
        return doors;
    }

    public List<ParcelWalk> walks() {
        return walks;
    }

    List<Happening> happenings() {
        return happenings;
    }
}
