package io.tagline.journeys.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a run ended.
 *
 * @param lines of the table, one for each fault
 * @param destroyedBy how many scans are missing because a fault destroyed the only copy, by fault
 * @param agentKills how often an agent was killed; likewise hub and broker
 * @param endedByItself how often a program ended though nobody asked it to
 * @param events on all timelines
 * @param outOfOrder how many of them stand after a later one
 * @param differing parcels whose timeline is not that of the same scans without faults
 * @param findings what is wrong, in words
 */
record Outcome(
        long seed,
        double minutes,
        List<FaultTally> lines,
        FaultTally total,
        Map<String, Long> destroyedBy,
        int agentKills,
        int hubKills,
        int brokerKills,
        int endedByItself,
        int parcels,
        long events,
        long outOfOrder,
        int differing,
        Truth truth,
        List<String> skipped,
        List<String> findings) {

    /** What is not as promised; empty when all is well. */
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        check(failures, total.lost, "scans lost");
        check(failures, total.doubled, "scans doubled");
        check(failures, total.altered, "scans altered");
        check(failures, outOfOrder, "events out of order");
        check(failures, differing, "timelines not those of the same scans without faults");
        check(failures, total.notBack(), "times not everybody was back on line in time");
        check(failures, truth.missed().size(), "undisturbed crossings without their scan");
        if (total.accepted == 0) {
            failures.add("nothing was accepted: the run shows nothing");
        }
        return failures;
    }

    private static void check(List<String> failures, long count, String what) {
        if (count != 0) {
            failures.add(count + " " + what);
        }
    }
}
