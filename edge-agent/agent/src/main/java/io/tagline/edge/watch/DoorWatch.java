package io.tagline.edge.watch;

import io.tagline.edge.health.Problem;
import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.reader.TagRead;
import io.tagline.epc.Epc;
import io.tagline.wire.KnownProblem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * Looks for readers, antennas and portals that are there and yet do not work, by the traffic at the doors: a reader that is connected and
 * reads nothing, an antenna that hears nothing of what the one beside it hears, a portal to which tags come and through which none
 * passes. Confined to the thread {@code portals}, but for {@link #problems()}.
 */
public final class DoorWatch {
    /** Half an hour, an hour of traffic; both measured in slots of a minute. */
    private static final int LEAST_ANTENNA_SLOTS = 30;

    private static final int LEAST_READER_SLOTS = 60;

    /** An antenna that heard less than this may be one that is not meant to. */
    private static final int USED_TO_READ = 10;

    private static final int MOST_PASSED = 2_000;

    private final PortalMap portals;
    private final WatchSettings settings;
    private final Predicate<ReaderId> isReading;
    private final LongFunction<Instant> wall;
    private final Ear[] antennas;
    private final Map<ReaderId, Ear> readers = new LinkedHashMap<>();
    private final Map<PortalId, Door> doors = new LinkedHashMap<>();
    private final Map<Epc, Long> passed = new LinkedHashMap<>();
    private boolean started;
    private long slotEnd;
    private volatile List<Problem> problems = List.of();

    /** What hears: an antenna, or all of a reader. */
    private static final class Ear {
        final Rhythm rhythm;
        boolean heard;
        boolean everHeard;
        boolean heardNew;
        long quietSince;
        long lastTick;

        Ear(Rhythm rhythm) {
            this.rhythm = rhythm;
        }

        void hear(long tick, boolean isNew) {
            heard = true;
            everHeard = true;
            heardNew |= isNew;
            lastTick = Math.max(lastTick, tick);
        }
    }

    private static final class Door {
        final Arrivals arrivals = new Arrivals();
        final Undecided undecided;
        boolean heardNew;

        Door(WatchSettings settings) {
            undecided = new Undecided(
                    settings.undecidedTags(), settings.undecidedFor().toNanos());
        }
    }

    /**
     * @param isReading whether this reader's link is up, as health has it; one that is away is no silent one
     * @param wall the wall time of a moment of elapsed time, for details
     */
    public DoorWatch(
            PortalMap portals, WatchSettings settings, Predicate<ReaderId> isReading, LongFunction<Instant> wall) {
        this.portals = portals;
        this.settings = settings;
        this.isReading = isReading;
        this.wall = wall;
        int perDay = (int) Math.max(1, 86_400_000 / settings.slot().toMillis());
        antennas = new Ear[portals.antennas().size()];
        for (PortalAntenna antenna : portals.antennas()) {
            antennas[antenna.index()] = new Ear(new Rhythm(perDay, LEAST_ANTENNA_SLOTS));
            readers.computeIfAbsent(antenna.reader(), made -> new Ear(new Rhythm(perDay, LEAST_READER_SLOTS)));
            doors.computeIfAbsent(antenna.portal(), made -> new Door(settings));
        }
    }

    /** What antennas of portals heard, as it goes to the detector. */
    public void heard(List<TagRead> report) {
        for (TagRead read : report) {
            PortalAntenna at = read.at();
            Door door = doors.get(at.portal());
            Ear reader = readers.get(at.reader());
            if (door != null && reader != null) {
                boolean isNew = door.arrivals.isNew(read.epc(), read.tickNanos());
                door.heardNew |= isNew;
                antennas[at.index()].hear(read.tickNanos(), isNew);
                reader.hear(read.tickNanos(), isNew);
            }
        }
    }

    /** A tag passed. */
    public void passed(PortalId where, Epc epc, long tick) {
        passed.remove(epc);
        passed.put(epc, tick);
        if (passed.size() > MOST_PASSED) {
            passed.remove(passed.keySet().iterator().next());
        }
        doors.forEach((portal, door) -> {
            if (portal.equals(where)) {
                door.undecided.passedHere();
            }
            door.undecided.passed(epc);
        });
    }

    /** A visit of a tag to a portal ended, and it could not be told that it passed. */
    public void undecided(PortalId portal, Epc epc, long tick) {
        Door door = doors.get(portal);
        Long passedAt = passed.get(epc);
        boolean heardInPassing = passedAt != null && tick - passedAt < Arrivals.AWAY_NANOS;
        if (door != null && !heardInPassing) {
            door.undecided.came(epc, tick);
        }
    }

    /** Time passes; to be told at least once in a slot. */
    public void elapse(long nowTick) {
        if (!started) {
            started = true;
            slotEnd = nowTick + settings.slot().toNanos();
            readers.values().forEach(reader -> reader.quietSince = nowTick);
        }
        if (nowTick - slotEnd >= 0) {
            endSlot(nowTick);
            slotEnd = nowTick + settings.slot().toNanos();
        }
    }

    /** What stands as of the last slot. Safe for any thread. */
    public List<Problem> problems() {
        return problems;
    }

    private void endSlot(long nowTick) {
        List<Problem> found = new ArrayList<>();
        readers.forEach((id, reader) -> {
            boolean othersHeard = readers.values().stream().anyMatch(other -> other != reader && other.heardNew);
            if (!isReading.test(id) || reader.heard) {
                reader.quietSince = nowTick;
            }
            if (isReading.test(id)) {
                reader.rhythm.slot(othersHeard, reader.heard);
                if (isSilent(reader, nowTick)) {
                    found.add(noReads(id, reader));
                }
            }
        });
        for (PortalAntenna at : portals.antennas()) {
            Ear antenna = antennas[at.index()];
            Door door = doors.get(at.portal());
            if (door != null && isReading.test(at.reader())) {
                antenna.rhythm.slot(door.heardNew, antenna.heard);
                if (isUnusual(antenna)
                        && antenna.rhythm.heardSlots() >= USED_TO_READ
                        && found.stream().noneMatch(problem -> problem.subject()
                                .equals(at.reader().value()))) {
                    found.add(silent(at, antenna));
                }
            }
        }
        doors.forEach((portal, door) -> {
            if (door.undecided.isFault(nowTick)) {
                found.add(noPassages(portal, door));
            }
            door.heardNew = false;
        });
        for (Ear antenna : antennas) {
            antenna.heard = false;
        }
        readers.values().forEach(reader -> {
            reader.heard = false;
            reader.heardNew = false;
        });
        problems = List.copyOf(found);
    }

    private boolean isSilent(Ear reader, long nowTick) {
        return nowTick - reader.quietSince >= settings.noReadsAfter().toNanos() || isUnusual(reader);
    }

    private boolean isUnusual(Ear ear) {
        long learnt = settings.learning().toMillis() / settings.slot().toMillis();
        return settings.compare() && ear.rhythm.slots() >= learnt && ear.rhythm.isFault();
    }

    private Problem noReads(ReaderId id, Ear reader) {
        String why = isUnusual(reader)
                ? "other readers heard tags come in " + reader.rhythm.run()
                        + " minutes since, where it was never silent for more than " + reader.rhythm.usual()
                : "expected one within " + settings.noReadsAfter().toMinutes() + " minutes (watch.no-reads-after)";
        return new Problem(
                KnownProblem.READER_NO_READS.code(),
                id.value(),
                id + ": connected, and no read " + since(reader) + "; " + why);
    }

    private Problem silent(PortalAntenna at, Ear antenna) {
        String name = at.reader() + " antenna " + at.antenna();
        return new Problem(
                KnownProblem.ANTENNA_SILENT.code(),
                name,
                name + ", " + at.portal() + " " + at.side().code() + ": no read " + since(antenna)
                        + "; the others of its portal heard tags come in " + antenna.rhythm.run()
                        + " minutes since, where it never missed more than "
                        + antenna.rhythm.usual());
    }

    private static Problem noPassages(PortalId portal, Door door) {
        return new Problem(
                KnownProblem.PORTAL_NO_PASSAGES.code(),
                portal.value(),
                portal + ": " + door.undecided.tags()
                        + " tags came within a day, heard well, and hardly any was seen to pass");
    }

    private String since(Ear ear) {
        return ear.everHeard ? "since " + wall.apply(ear.lastTick).truncatedTo(ChronoUnit.SECONDS) : "since the start";
    }
}
