package io.tagline.wire;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How an agent is, every 10 s: for the fleet page, and for the hub to see what a journal holds.
 *
 * @param at when it was measured, by the gateway's clock
 * @param version of the agent
 * @param uptimeSeconds since the agent started
 * @param counters totals since the agent started, by metric name (see the agent's {@code /metrics})
 * @param problems what is wrong by the agent's own word; agents before 0.2 do not say
 */
public record Health(
        Instant at,
        String version,
        long uptimeSeconds,
        List<ReaderHealth> readers,
        List<PortalHealth> portals,
        JournalHealth journal,
        ClockHealth clock,
        DiskHealth disk,
        Map<String, Long> counters,
        List<Problem> problems) {
    /** The most readers, portals and counters in a message, each. */
    public static final int MOST = 1_000;

    /** The most problems in a message; an agent with more names the first. */
    public static final int MOST_PROBLEMS = 50;

    public Health {
        readers = List.copyOf(readers);
        portals = List.copyOf(portals);
        counters = Map.copyOf(counters);
        problems = List.copyOf(problems);
        if (readers.size() > MOST || portals.size() > MOST || counters.size() > MOST) {
            throw new IllegalArgumentException("health: " + readers.size() + " readers, " + portals.size()
                    + " portals, " + counters.size() + " counters: expected at most " + MOST + " of each");
        }
        if (problems.size() > MOST_PROBLEMS) {
            throw new IllegalArgumentException(
                    "health: " + problems.size() + " problems: expected at most " + MOST_PROBLEMS);
        }
    }

    /** Health of an agent that names no problems. */
    public Health(
            Instant at,
            String version,
            long uptimeSeconds,
            List<ReaderHealth> readers,
            List<PortalHealth> portals,
            JournalHealth journal,
            ClockHealth clock,
            DiskHealth disk,
            Map<String, Long> counters) {
        this(at, version, uptimeSeconds, readers, portals, journal, clock, disk, counters, List.of());
    }

    /**
     * One reader.
     *
     * @param state stable code of the link state, e.g. {@code reading}, {@code in-use-elsewhere}
     * @param detail what an operator should know, one line, may be empty
     * @param since when this state began
     * @param reads since the agent started
     * @param lastReadAt time of the newest read
     * @param clock the reader's own clock, if it shows the time of day; agents before 0.2 do not say
     */
    public record ReaderHealth(
            String id,
            String state,
            String detail,
            Instant since,
            long reads,
            Optional<Instant> lastReadAt,
            Optional<ReaderClock> clock) {
        /** A reader of whose clock nothing is known. */
        public ReaderHealth(
                String id, String state, String detail, Instant since, long reads, Optional<Instant> lastReadAt) {
            this(id, state, detail, since, reads, lastReadAt, Optional.empty());
        }
    }

    /**
     * A reader's clock against the gateway's.
     *
     * @param aheadMs how far it is ahead, milliseconds; negative if behind
     * @param errorMs the most that {@code aheadMs} is off
     */
    public record ReaderClock(long aheadMs, int errorMs) {}

    /** One portal: scans since the agent started, and the newest. */
    public record PortalHealth(String id, long scans, Optional<Instant> lastScanAt) {}

    /**
     * The journal.
     *
     * @param id UUID of the journal
     * @param firstSeq lowest sequence number that it still holds, 0 if it holds none
     * @param lastSeq highest sequence number ever given, 0 if none
     * @param pending scans without the hub's receipt, those of {@code earlier} included
     * @param oldestPendingAt time of the oldest of those
     * @param bytes size on disk
     * @param quotaBytes size that it may grow to
     * @param earlier journals whose scans are in the same file, oldest first; agents before 0.2 do not say
     */
    public record JournalHealth(
            UUID id,
            long firstSeq,
            long lastSeq,
            long pending,
            Optional<Instant> oldestPendingAt,
            long bytes,
            long quotaBytes,
            List<EarlierJournal> earlier) {
        /** The most earlier journals in a message; an agent with more names the newest. */
        public static final int MOST_EARLIER = 16;

        public JournalHealth {
            earlier = List.copyOf(earlier);
            if (earlier.size() > MOST_EARLIER) {
                throw new IllegalArgumentException(
                        "health: " + earlier.size() + " earlier journals: expected at most " + MOST_EARLIER);
            }
        }

        /** A journal whose file never had another id. */
        public JournalHealth(
                UUID id,
                long firstSeq,
                long lastSeq,
                long pending,
                Optional<Instant> oldestPendingAt,
                long bytes,
                long quotaBytes) {
            this(id, firstSeq, lastSeq, pending, oldestPendingAt, bytes, quotaBytes, List.of());
        }
    }

    /**
     * What a gateway still holds of a journal that goes on under another id, after damage or a copy.
     *
     * @param firstSeq lowest sequence number that it may still hold
     * @param lastSeq highest sequence number ever given
     * @param pending its scans without the hub's receipt
     */
    public record EarlierJournal(UUID id, long firstSeq, long lastSeq, long pending) {}

    /** The gateway's clock: quality and estimated error in milliseconds. */
    public record ClockHealth(ClockQuality quality, int errorMs) {}

    /** The file system that holds the journal, bytes. */
    public record DiskHealth(long freeBytes, long totalBytes) {}

    /**
     * Something that is wrong.
     *
     * @param name stable, of lower-case letters, digits and hyphens, without ids in it, e.g. {@code journal-full}; those that are
     *     known are in {@link KnownProblem}, a newer agent may have others
     * @param detail what an operator should know, one line, may be empty; says which reader, where there are several
     * @param since when it began, by the gateway's clock
     */
    public record Problem(String name, String detail, Instant since) {
        /** Longer details are cut. */
        public static final int LONGEST_DETAIL = 500;

        public Problem {
            if (!AgentAddress.isId(name)) {
                throw new IllegalArgumentException(
                        "problem \"" + Excerpt.of(name) + "\": expected lower-case letters, digits and hyphens");
            }
            detail = detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL);
        }
    }
}
