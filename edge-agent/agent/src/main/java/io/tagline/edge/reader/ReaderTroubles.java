package io.tagline.edge.reader;

import io.tagline.edge.health.Counter;
import io.tagline.edge.health.Counters;
import io.tagline.edge.health.Problem;
import io.tagline.edge.health.ReaderReport;
import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.time.Ticker;
import io.tagline.llrp.ReaderEvent;
import io.tagline.llrp.ReaderEvent.AntennaChanged;
import io.tagline.llrp.ReaderEvent.BufferFilling;
import io.tagline.llrp.ReaderEvent.BufferOverflowed;
import io.tagline.llrp.ReaderEvent.ReaderFault;
import io.tagline.wire.KnownProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a reader complains of itself, as states that begin and end: an antenna without its cable, a buffer that fills up, a fault.
 * Reads that the reader lost for want of room are a gap with a beginning and an end ({@link ReadGap}). Told by the reader's thread,
 * asked by any.
 */
final class ReaderTroubles {
    private static final Logger log = LoggerFactory.getLogger(ReaderTroubles.class);

    /** LLRP has a warning for a buffer that fills and none for one that empties; one that goes on filling is said again. */
    static final Duration FILLING_LASTS = Duration.ofMinutes(1);

    /** A reader says once what it met, and not when that is over. */
    static final Duration FAULT_LASTS = Duration.ofMinutes(10);

    /** So that whoever comes in the morning hears of last night. */
    static final Duration GAP_LASTS = Duration.ofDays(1);

    private static final int HALF = 50;

    private record Fault(String words, int antenna, long tick) {}

    private record Filling(int percent, long tick) {}

    private final ReaderId reader;
    private final PortalMap portals;
    private final ReaderReport health;
    private final Ticker ticker;
    private final Counter overflows;
    private final Counter faults;

    /** When the reader said so, by number. */
    private final Map<Integer, Long> disconnected = new ConcurrentHashMap<>();

    private volatile @Nullable Filling filling;
    private volatile @Nullable Fault fault;
    private volatile ReadGap gap = ReadGap.NONE;

    ReaderTroubles(ReaderId reader, PortalMap portals, ReaderReport health, Ticker ticker, Counters counters) {
        this.reader = reader;
        this.portals = portals;
        this.health = health;
        this.ticker = ticker;
        this.overflows = counters.counter(
                "tagline_reader_overflows_total", "Times that a reader lost reads since its memory was full.");
        this.faults = counters.counter("tagline_reader_faults_total", "Faults that readers reported of themselves.");
    }

    /** A new connection: its reports come at once, or the reader would not have greeted us. */
    void connected() {
        filling = null;
    }

    /** @param tick when the reader stamped it, elapsed time */
    void event(ReaderEvent event, long tick) {
        if (event instanceof AntennaChanged antenna) {
            changed(antenna, tick);
        } else if (event instanceof BufferFilling level) {
            filling = level.percent() < HALF ? null : new Filling(level.percent(), ticker.nanos());
        } else if (event instanceof ReaderFault words) {
            faults.increment();
            fault = new Fault(words.words(), words.antenna(), ticker.nanos());
        } else if (event instanceof BufferOverflowed) {
            overflows.increment();
            gap = gap.overflow(tick);
        }
    }

    /** Reads came, which ends a gap, and shows that an antenna is there after all. */
    void heard(List<TagRead> reads) {
        ReadGap before = gap;
        ReadGap now = before.heard(reads);
        gap = now;
        if (now.ended() && !before.ended()) {
            log.atWarn()
                    .addKeyValue("reader", reader.value())
                    .addKeyValue("portals", places())
                    .addKeyValue("from", health.at(now.fromTick()))
                    .addKeyValue("to", health.at(now.toTick()))
                    .addKeyValue("times", now.times())
                    .log("the reader's memory ran over: reads are missing");
        }
        if (!disconnected.isEmpty()) {
            for (TagRead read : reads) {
                Long since = disconnected.get(read.at().antenna());
                if (since != null && read.tickNanos() - since > 0) {
                    disconnected.remove(read.at().antenna());
                }
            }
        }
    }

    private void changed(AntennaChanged antenna, long tick) {
        if (antenna.connected()) {
            disconnected.remove(antenna.antenna());
        } else if (portals.at(reader, antenna.antenna()) != null) {
            disconnected.put(antenna.antenna(), tick);
        }
        log.atInfo()
                .addKeyValue("reader", reader.value())
                .addKeyValue("antenna", antenna.antenna())
                .addKeyValue("connected", antenna.connected())
                .log("the reader says that an antenna was plugged or unplugged");
    }

    /** What stands now. Safe for any thread. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        disconnected.keySet().stream().sorted().forEach(antenna -> antennaProblem(antenna)
                .ifPresent(problems::add));
        Filling level = filling;
        if (level != null && isWithin(FILLING_LASTS, level.tick)) {
            problems.add(problem(
                    KnownProblem.READER_BUFFER_FILLING,
                    reader + ": its memory for reads is " + level.percent + " % full; beyond 100 % reads are lost"));
        }
        ReadGap lost = gap;
        if (lost.times() > 0 && isWithin(GAP_LASTS, lost.toTick())) {
            problems.add(problem(
                    KnownProblem.READS_LOST,
                    reader + ": its memory ran over, " + lost.times() + " times since the start; reads at " + places()
                            + " are missing, lately from " + health.at(lost.fromTick()) + " to "
                            + (lost.ended() ? health.at(lost.toTick()) : "now")));
        }
        Fault last = fault;
        if (last != null && isWithin(FAULT_LASTS, last.tick)) {
            problems.add(problem(
                    KnownProblem.READER_FAULT,
                    reader + (last.antenna == 0 ? "" : " antenna " + last.antenna) + " says: " + last.words));
        }
        return problems;
    }

    private Optional<Problem> antennaProblem(int antenna) {
        PortalAntenna at = portals.at(reader, antenna);
        return at == null
                ? Optional.empty()
                : Optional.of(new Problem(
                        KnownProblem.ANTENNA_DISCONNECTED.code(),
                        name(at),
                        name(at) + ", " + at.portal() + " " + at.side().code()
                                + ": the reader says that its cable is off"));
    }

    /** How an antenna is called wherever it is a subject of problems. */
    static String name(PortalAntenna at) {
        return at.reader() + " antenna " + at.antenna();
    }

    private Problem problem(KnownProblem known, String detail) {
        return new Problem(known.code(), reader.value(), detail);
    }

    private boolean isWithin(Duration limit, long tick) {
        return ticker.nanos() - tick <= limit.toNanos();
    }

    private String places() {
        return portals.antennas().stream()
                .filter(antenna -> antenna.reader().equals(reader))
                .map(PortalAntenna::portal)
                .map(PortalId::value)
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
