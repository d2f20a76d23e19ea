package io.tagline.simulator;

/**
 * What the reader has done since it was switched on.
 *
 * @param reads that its radio made while a ROSpec was active
 * @param reportedTags entries of reports sent or waiting to be
 * @param lostTags entries that nobody will get: no client, or a full report buffer
 * @param connections clients that were greeted with success
 * @param refusedConnections clients that found the reader taken
 * @param keepalives sent
 * @param keepaliveAcks received
 */
public record ReaderCounters(
        long reads,
        long reportedTags,
        long lostTags,
        long connections,
        long refusedConnections,
        long keepalives,
        long keepaliveAcks) {

    /** Where they are counted. Guarded by the reader's lock. */
    static final class Tally {
        private long reads;
        private long reportedTags;
        private long lostTags;
        private long connections;
        private long refusedConnections;
        private long keepalives;
        private long keepaliveAcks;

        void read() {
            reads++;
        }

        void reported(int tags) {
            reportedTags += tags;
        }

        void lost(int tags) {
            lostTags += tags;
        }

        void connection() {
            connections++;
        }

        void refusedConnection() {
            refusedConnections++;
        }

        void keepalive() {
            keepalives++;
        }

        void keepaliveAck() {
            keepaliveAcks++;
        }

        ReaderCounters now() {
            return new ReaderCounters(
                    reads, reportedTags, lostTags, connections, refusedConnections, keepalives, keepaliveAcks);
        }
    }
}
