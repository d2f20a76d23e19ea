package io.tagline.edge.reader;

import io.tagline.edge.health.Counter;
import io.tagline.edge.health.Counters;
import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.time.ClockOffset;
import io.tagline.edge.time.ReaderClock;
import io.tagline.epc.Epc;
import io.tagline.epc.IdentityException;
import io.tagline.llrp.ReaderTime;
import io.tagline.llrp.TagField;
import io.tagline.llrp.TagReportCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns one reader's reports into reads at antennas of portals, with the time at which the antenna saw the tag. What belongs to
 * no portal is counted and goes no further. Confined to the reader's thread.
 */
final class ReadMapper {

    private static final Logger log = LoggerFactory.getLogger(ReadMapper.class);

    private static final int CENTI = 100;

    /**
     * A reader that gathers tells of a whole passage by one antenna at once, with the number of its observations; they count as
     * reads, all at its last, up to what any decision needs. A bound, since some count on for as long as they run.
     */
    private static final int MOST_OBSERVATIONS = 20;

    /** More antennas than any reader has. */
    private static final int MOST_LOGGED = 64;

    // for the life of the agent
    private final ReaderId reader;
    private final PortalMap portals;
    private final @Nullable PortalAntenna only;
    private final Set<Integer> unmappedLogged = new HashSet<>();
    private final Counter reads;
    private final Counter unmapped;
    private final Counter refused;

    // for this connection: a reader's clocks may be others after it was restarted
    private ReaderClock utc = new ReaderClock();
    private ReaderClock uptime = new ReaderClock();

    // for this report: columns, since the newest stamp has to be known before any read can be dated
    private final List<PortalAntenna> antennas = new ArrayList<>();
    private final List<Epc> epcs = new ArrayList<>();
    private float[] rssiDbm = new float[128];
    private long[] stamps = new long[128];
    private int[] observations = new int[128];

    ReadMapper(ReaderId reader, PortalMap portals, Counters counters) {
        this.reader = reader;
        this.portals = portals;
        this.only = portals.only(reader);
        this.reads = counters.counter("tagline_reads_total", "Reads of tags at antennas of portals");
        this.unmapped = counters.counter(
                "tagline_reads_unmapped_total",
                "Reads at antennas that belong to no portal, or without an antenna number");
        this.refused = counters.counter(
                "tagline_reads_refused_total", "Reads that could not be understood: a report that breaks off, no EPC");
    }

    /** A new connection: what was learned of the reader's clocks is forgotten. */
    void connected() {
        utc = new ReaderClock();
        uptime = new ReaderClock();
    }

    /**
     * The reader's clock as an event shows it; the greeting of each connection comes before any report.
     *
     * @return when the reader stamped the event, on the agent's elapsed time; {@code receiveTick} if that can't be told
     */
    long learn(ReaderTime time, long receiveTick) {
        return switch (time.kind()) {
            case UTC -> utc.observe(time.micros(), receiveTick);
            case UPTIME -> uptime.observe(time.micros(), receiveTick);
            case NONE -> receiveTick;
        };
    }

    /** As {@link #learn}, of the greeting: the reader can't have taken its stamp before we dialled. */
    long learnGreeting(ReaderTime time, long dialledTick, long receiveTick) {
        return time.kind() == ReaderTime.Kind.UTC
                ? utc.observeAnswer(time.micros(), dialledTick, receiveTick)
                : learn(time, receiveTick);
    }

    /** How far the reader's clock is off, if it has one that shows the time of day. */
    Optional<ClockOffset> offset() {
        return utc.offset();
    }

    /**
     * The reads of a report.
     *
     * @param receiveTick when it came from the socket, elapsed time
     */
    List<TagRead> map(TagReportCursor report, long receiveTick) {
        antennas.clear();
        epcs.clear();
        boolean isUtc = true;
        long newest = 0;
        while (report.next()) {
            PortalAntenna at = place(report);
            if (at == null) {
                unmapped(report.antenna());
                continue;
            }
            int row = antennas.size();
            if (!addEpc(report)) {
                continue;
            }
            antennas.add(at);
            room(row);
            rssiDbm[row] = rssiDbm(report);
            observations[row] = Math.max(1, Math.min(report.tagSeenCount(), MOST_OBSERVATIONS));
            isUtc = !report.has(TagField.LAST_SEEN_UPTIME) && !report.has(TagField.FIRST_SEEN_UPTIME);
            stamps[row] = stamp(report);
            newest = Math.max(newest, stamps[row]);
        }
        refused.add(report.refusedTags());
        reads.add(antennas.size());
        ReaderClock clock = isUtc ? utc : uptime;
        long newestTick = newest > 0 ? clock.observeReport(newest, receiveTick) : receiveTick;
        List<TagRead> mapped = new ArrayList<>(antennas.size());
        for (int row = 0; row < antennas.size(); row++) {
            boolean dated = stamps[row] > 0 && !clock.isBeforeLastReport(stamps[row]);
            long tick = dated ? newestTick - (newest - stamps[row]) * 1_000 : receiveTick;
            TagRead read = new TagRead(antennas.get(row), epcs.get(row), rssiDbm[row], tick);
            for (int observation = 0; observation < observations[row]; observation++) {
                mapped.add(read);
            }
        }
        return mapped;
    }

    /** A reader with one antenna may leave out its number, since there is nothing to tell apart. */
    private @Nullable PortalAntenna place(TagReportCursor report) {
        return report.has(TagField.ANTENNA) ? portals.at(reader, report.antenna()) : only;
    }

    private void unmapped(int antenna) {
        unmapped.increment();
        // once an antenna: whoever numbered the antennas by hand has to hear which number the reader gives them
        if (unmappedLogged.size() < MOST_LOGGED && unmappedLogged.add(antenna)) {
            log.atWarn()
                    .addKeyValue("reader", reader.value())
                    .addKeyValue("antenna", antenna == 0 ? "without number" : antenna)
                    .log("reads at an antenna that no portal of the settings names are left out");
        }
    }

    private boolean addEpc(TagReportCursor report) {
        if (report.epcBits() == 0) {
            refused.increment(); // an unwritten tag: there is nothing to know it by
            return false;
        }
        try {
            return epcs.add(Epc.of(report.buffer(), report.epcOffset(), report.epcBits()));
        } catch (IdentityException e) {
            refused.increment();
            return false;
        }
    }

    private static float rssiDbm(TagReportCursor report) {
        return report.has(TagField.IMPINJ_PEAK_RSSI)
                ? (float) report.impinjPeakRssiCentiDbm() / CENTI
                : report.peakRssiDbm();
    }

    /** Microseconds on the reader's own clock; 0 when the report has no time. */
    private static long stamp(TagReportCursor report) {
        long stamp = anyStamp(report);
        return ReaderClock.plausible(stamp) ? stamp : 0;
    }

    private static long anyStamp(TagReportCursor report) {
        if (report.has(TagField.LAST_SEEN_UTC)) {
            return report.lastSeenUtcMicros();
        } else if (report.has(TagField.FIRST_SEEN_UTC)) {
            return report.firstSeenUtcMicros();
        } else if (report.has(TagField.LAST_SEEN_UPTIME)) {
            return report.lastSeenUptimeMicros();
        }
        return report.firstSeenUptimeMicros();
    }

    private void room(int row) {
        if (row == stamps.length) {
            stamps = Arrays.copyOf(stamps, row * 2);
            rssiDbm = Arrays.copyOf(rssiDbm, row * 2);
            observations = Arrays.copyOf(observations, row * 2);
        }
    }
}
