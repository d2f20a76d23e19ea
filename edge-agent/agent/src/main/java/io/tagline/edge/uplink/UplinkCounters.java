package io.tagline.edge.uplink;

import io.tagline.edge.health.Counter;
import io.tagline.edge.health.Counters;

/** What the uplink counts. */
record UplinkCounters(
        Counter connections,
        Counter failures,
        Counter batches,
        Counter scans,
        Counter resent,
        Counter refused,
        Counter receipts,
        Counter badReceipts) {
    static UplinkCounters in(Counters counters) {
        return new UplinkCounters(
                counters.counter("tagline_uplink_connections_total", "Connections made to the broker."),
                counters.counter("tagline_uplink_failures_total", "Connections lost or not made."),
                counters.counter("tagline_uplink_batches_total", "Messages of scans sent."),
                counters.counter("tagline_uplink_scans_total", "Scans sent, each time that it was."),
                counters.counter("tagline_uplink_timeouts_total", "Times that a receipt did not come in time."),
                counters.counter("tagline_uplink_refused_total", "Publishes that the broker refused."),
                counters.counter("tagline_uplink_receipts_total", "Receipts of the hub."),
                counters.counter("tagline_uplink_bad_receipts_total", "Receipts that could not be read."));
    }
}
