package io.tagline.llrp.command;

import io.tagline.llrp.TagReportCursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What to ask of a reader. The agent reads it from a profile in YAML; the reader link sends it on every connection.
 *
 * <p>{@link #basic()} asks for nothing optional, so that it fits every LLRP reader: all antennas at the power and in the mode that
 * the reader was left in, every read reported at once.
 *
 * @param antennas the antennas to read on, from 1; empty for all
 * @param transmitPowerDbm dBm by antenna, or under 0 for all others; an antenna without one keeps the reader's own. The reader gets
 *     the strongest level of its table that is not above it
 * @param session Gen2 session, 0 to 3
 * @param tagPopulation tags expected in the field at once, 1 to 65,535
 * @param modeIndex the reader's RF mode, as numbered in its own table
 * @param tari nanoseconds of Gen2's reference interval, 0 for what the mode says
 * @param reportEveryTags a report as soon as so many tags are read, 1 to 65,535
 * @param reportPeriod the longest that a read waits for its report when {@code reportEveryTags} is not reached; zero for no limit.
 *     The reader then ends its inventory in this rhythm and is started anew each time, so it costs reads below about a second
 * @param pcBits ask for the tags' protocol-control words
 * @param keepalive the rhythm in which the reader shows that it lives; three are missed before the link is given up
 * @param extensions what to use of the vendors' own
 * @param searchMode for Impinj readers, others are not sent it
 * @param trigger the input that starts and ends reading; empty to read all the time
 */
public record ReaderProfile(
        List<Integer> antennas,
        Map<Integer, Double> transmitPowerDbm,
        OptionalInt session,
        OptionalInt tagPopulation,
        OptionalInt modeIndex,
        OptionalInt tari,
        int reportEveryTags,
        Duration reportPeriod,
        boolean pcBits,
        Duration keepalive,
        Set<VendorExtension> extensions,
        Optional<SearchMode> searchMode,
        Optional<GpiTrigger> trigger) {

    /** The one ROSpec that we ever add; Impinj readers hold no more than one. */
    public static final int ROSPEC_ID = 1;

    public static final Duration DEFAULT_KEEPALIVE = Duration.ofSeconds(5);

    public ReaderProfile {
        antennas = List.copyOf(antennas);
        transmitPowerDbm = Map.copyOf(transmitPowerDbm);
        extensions = Set.copyOf(extensions);
        List<String> problems = new ArrayList<>();
        antennas.forEach(antenna -> range(problems, "antenna", antenna, 1, 65_535));
        if (Set.copyOf(antennas).size() < antennas.size()) {
            problems.add("antennas are " + antennas + "; expected each once");
        }
        transmitPowerDbm.forEach((antenna, dbm) -> {
            range(problems, "antenna with a transmit power", antenna, 0, 65_535);
            if (!(dbm >= -20 && dbm <= 40)) {
                problems.add("transmit power of antenna " + antenna + " is " + dbm + " dBm; expected -20 to 40");
            }
        });
        session.ifPresent(value -> range(problems, "session", value, 0, 3));
        tagPopulation.ifPresent(value -> range(problems, "tag population", value, 1, 65_535));
        modeIndex.ifPresent(value -> range(problems, "mode index", value, 0, 65_535));
        tari.ifPresent(value -> range(problems, "tari", value, 0, 65_535));
        if (tari.isPresent() && modeIndex.isEmpty()) {
            problems.add("tari is given without a mode index; expected both or the mode index alone");
        }
        range(problems, "report every tags", reportEveryTags, 1, 65_535);
        if (!reportPeriod.isZero()) {
            range(problems, "report period in ms", reportPeriod.toMillis(), 50, 3_600_000);
        }
        if (searchMode.isPresent() && searchMode.get() == SearchMode.TAG_FOCUS && session.orElse(0) != 1) {
            problems.add("search mode is tag-focus without session 1; expected session 1, the only one that it has");
        }
        if (!reportPeriod.isZero() && trigger.isPresent()) {
            // the period ends the inventory, and only the input would start it again
            problems.add("report period is given together with a trigger; expected one of them");
        }
        range(problems, "keepalive in ms", keepalive.toMillis(), 100, 3_600_000);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    private static void range(List<String> problems, String what, long value, long from, long to) {
        if (value < from || value > to) {
            problems.add(what + " is " + value + "; expected " + from + " to " + to);
        }
    }

    /** All antennas, every read at once, a keepalive each 5 s, nothing optional. */
    public static ReaderProfile basic() {
        return new ReaderProfile(
                List.of(),
                Map.of(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                1,
                Duration.ZERO,
                false,
                DEFAULT_KEEPALIVE,
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same with another keepalive. */
    public ReaderProfile withKeepalive(Duration other) {
        return new ReaderProfile(
                antennas,
                transmitPowerDbm,
                session,
                tagPopulation,
                modeIndex,
                tari,
                reportEveryTags,
                reportPeriod,
                pcBits,
                other,
                extensions,
                searchMode,
                trigger);
    }

    /** The same on other antennas. */
    public ReaderProfile withAntennas(List<Integer> others) {
        return new ReaderProfile(
                others,
                transmitPowerDbm,
                session,
                tagPopulation,
                modeIndex,
                tari,
                reportEveryTags,
                reportPeriod,
                pcBits,
                keepalive,
                extensions,
                searchMode,
                trigger);
    }

    /** The same, started and ended by an input. */
    public ReaderProfile withTrigger(GpiTrigger input) {
        return new ReaderProfile(
                antennas,
                transmitPowerDbm,
                session,
                tagPopulation,
                modeIndex,
                tari,
                reportEveryTags,
                reportPeriod,
                pcBits,
                keepalive,
                extensions,
                searchMode,
                Optional.of(input));
    }

    boolean wants(VendorExtension extension, ReaderCapabilities reader) {
        return extensions.contains(extension) && extension.isFor(reader);
    }

    /** Whether this profile asks the reader for something of its vendor's own. */
    public boolean wantsExtensionsOf(ReaderCapabilities reader) {
        return wantsSearchModeOf(reader) || extensions.stream().anyMatch(extension -> extension.isFor(reader));
    }

    boolean wantsSearchModeOf(ReaderCapabilities reader) {
        return searchMode.isPresent() && reader.manufacturer() == TagReportCursor.IMPINJ;
    }
}
