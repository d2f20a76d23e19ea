package io.tagline.simulator.dock;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One dock that several readers stand at: all hear the same tags at the same time, and each its neighbours'. What is read in a turn
 * follows from the seed, the turn's time and what is about then; so the same trips give the same reads. Safe for any thread.
 */
public final class Dock {
    private static final double NANOS_PER_MICRO = 1_000;

    /** Chip NXP UCODE 8 or Impinj M700 on paper on goods: -22 dBm in the data sheet, less what a label loses. */
    private static final double TAG_NEEDS_DBM = -18;

    /** What a reader understands, e.g. Impinj R420: -84 dBm at its port. */
    private static final double READER_NEEDS_DBM = -82;

    private static final double SOFTNESS_DB = 0.8;

    /** Of answers that are strong enough; other readers and machines spoil some. */
    private static final double MOST_UNDERSTOOD = 0.94;

    private static final double RSSI_NOISE_DB = 1;
    private static final double FARTHEST_M = 10;
    private static final int TAGS_REMEMBERED = 100_000;

    private final long seed;
    private final List<DockDoor> doors;
    private final LinkBudget budget;
    private final Inventory inventory;
    private final Map<String, DockAntenna> antennas = new HashMap<>();
    private final long bornNanos;
    private final List<Trip> trips = new ArrayList<>();
    private final List<Crossing> truth = new ArrayList<>();
    private final List<Outage> outages = new ArrayList<>();

    private record Outage(String reader, int antenna, long fromMicros, long untilMicros) {}

    private Dock(List<DockDoor> doors, long seed, Inventory.Session session, long bornNanos) {
        this.doors = List.copyOf(doors);
        this.seed = seed;
        this.bornNanos = bornNanos;
        budget = new LinkBudget(doors, seed);
        inventory = new Inventory(session);
        for (DockDoor door : doors) {
            for (DockAntenna antenna : door.antennas()) {
                if (antennas.put(key(antenna.reader(), antenna.number()), antenna) != null) {
                    throw new IllegalArgumentException("antenna " + antenna.number() + " of reader " + antenna.reader()
                            + " hangs twice at the dock; expected once");
                }
            }
        }
    }

    /**
     * A dock with nobody there yet.
     *
     * @param nowNanos the present on {@link System#nanoTime}'s axis, or another that its readers share: its time 0
     */
    public static Dock open(List<DockDoor> doors, long seed, long nowNanos) {
        return new Dock(doors, seed, Inventory.Session.DUAL_TARGET, nowNanos);
    }

    /** One whose tags rest after each read, as a profile with session 1 and a single target makes them; shares nothing with this one. */
    public Dock withRestingTags() {
        return new Dock(doors, seed, Inventory.Session.SINGLE_TARGET_S1, bornNanos);
    }

    public List<DockDoor> doors() {
        return doors;
    }

    /** Microseconds on the dock's own time. */
    public long micros(long nanos) {
        return Math.round((nanos - bornNanos) / NANOS_PER_MICRO);
    }

    /** Something sets out, or is put there. */
    public synchronized void send(Trip trip) {
        trips.add(trip);
        truth.addAll(trip.crossings(doors));
        if (truth.size() > TAGS_REMEMBERED) {
            truth.subList(0, TAGS_REMEMBERED / 2).clear();
        }
    }

    /** An antenna hears nothing for a while, and its reader does not notice: a bad plug. */
    public synchronized void silence(String reader, int antenna, long fromMicros, long untilMicros) {
        outages.add(new Outage(reader, antenna, fromMicros, untilMicros));
    }

    /** Who crossed which door up to a time, in order of time; what is under way beyond it is not told. */
    public synchronized List<Crossing> truth(long untilMicros) {
        return truth.stream()
                .filter(crossing -> crossing.atMicros() <= untilMicros)
                .sorted(java.util.Comparator.comparingLong(Crossing::atMicros))
                .toList();
    }

    /** What one antenna of a reader reads while it has its turn. Turns come in order of time, or at most a minute out of it. */
    public synchronized List<DockRead> turn(String reader, int antenna, long fromMicros, long untilMicros) {
        DockAntenna here = antennas.get(key(reader, antenna));
        if (here == null || isSilent(reader, antenna, fromMicros)) {
            return List.of();
        }
        trips.removeIf(
                trip -> trip.startMicros() < fromMicros - 60_000_000L && !trip.isThereAt(fromMicros - 60_000_000L));
        SplittableRandom random = new SplittableRandom(
                seed * 0x9e37_79b9_7f4a_7c15L + fromMicros * 31 + reader.hashCode() * 17L + antenna);
        List<DockRead> reads = new ArrayList<>();
        for (Inventory.Answer answer : inventory.turn(inView(here, fromMicros), fromMicros, untilMicros, random)) {
            double rssi = answer.tag().rssiDbm() + RSSI_NOISE_DB * random.nextGaussian();
            reads.add(new DockRead(answer.atMicros(), answer.tag().epcHex(), antenna, rssi));
        }
        return reads;
    }

    private List<Inventory.Heard> inView(DockAntenna antenna, long micros) {
        List<Inventory.Heard> heard = new ArrayList<>();
        for (Trip trip : trips) {
            if (trip.isThereAt(micros)) {
                Place middle = trip.middleAt(micros);
                for (Item item : trip.items()) {
                    if (middle.plus(item.offset()).minus(antenna.at()).length() < FARTHEST_M) {
                        hear(antenna, trip, item, middle, heard);
                    }
                }
            }
        }
        return heard;
    }

    private void hear(DockAntenna antenna, Trip trip, Item item, Place middle, List<Inventory.Heard> heard) {
        LinkBudget.Levels levels = budget.of(antenna, trip, item, middle);
        double woken = soft(levels.atTagDbm() - TAG_NEEDS_DBM);
        // a chip without power takes no slot; one that is heard badly does
        if (woken > 0.02) {
            double chance = woken * soft(levels.rssiDbm() - READER_NEEDS_DBM) * MOST_UNDERSTOOD;
            heard.add(new Inventory.Heard(item.epcHex(), levels.rssiDbm(), chance));
        }
    }

    private static double soft(double marginDb) {
        return 1 / (1 + Math.exp(-marginDb / SOFTNESS_DB));
    }

    private boolean isSilent(String reader, int antenna, long micros) {
        outages.removeIf(outage -> outage.untilMicros() < micros - 60_000_000L);
        return outages.stream()
                .anyMatch(outage -> outage.reader().equals(reader)
                        && outage.antenna() == antenna
                        && outage.fromMicros() <= micros
                        && micros < outage.untilMicros());
    }

    private static String key(String reader, int antenna) {
        return reader + '/' + antenna;
    }
}
