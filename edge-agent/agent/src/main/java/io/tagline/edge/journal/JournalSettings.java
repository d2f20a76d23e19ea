package io.tagline.edge.journal;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the journal is and how much it may keep.
 *
 * @param dir folder of its files; made if missing
 * @param maxBytes the most that all its files may take together
 * @param keepReceipted how long a scan stays after the hub's receipt, so that a hub restored from a backup can ask again;
 *     counted in time that the agent runs, which no step of the clock can shorten
 */
public record JournalSettings(Path dir, long maxBytes, Duration keepReceipted) {
    /** Below this the write-ahead log and the reserve leave too little for scans. */
    public static final long LEAST_BYTES = 16L * 1024 * 1024;

    /** A day without the hub at 200 scans/s: 17.3 million of 55 bytes (measured), with as much again for longer EPCs. */
    public static final long DEFAULT_BYTES = 2L * 1024 * 1024 * 1024;

    /** A week, so that yesterday's backup and a long weekend fit. */
    public static final Duration KEEP_RECEIPTED = Duration.ofDays(7);

    /** @throws IllegalArgumentException naming the setting, its value and what was expected */
    public JournalSettings {
        if (maxBytes < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "journal max-bytes " + maxBytes + ": expected at least " + LEAST_BYTES + " (16 MiB)");
        }
        if (keepReceipted.isNegative()) {
            throw new IllegalArgumentException(
                    "journal keep-receipted " + keepReceipted + ": expected a duration of 0 or more");
        }
    }

    Path database() {
        return dir.resolve("journal.db");
    }

    /** The file that holds space for a full disk. */
    public Path reserve() {
        return dir.resolve("journal.reserve");
    }

    /** Identities and reserved numbers, for when the database can not be read. */
    Path mark() {
        return dir.resolve("journal.mark");
    }

    Path lock() {
        return dir.resolve("journal.lock");
    }
}
