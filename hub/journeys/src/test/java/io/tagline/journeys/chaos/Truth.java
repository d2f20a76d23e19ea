package io.tagline.journeys.chaos;

import io.tagline.wire.Direction;
import io.tagline.wire.Scan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.UUID;

/**
 * What was walked, against what was scanned.
 *
 * @param undisturbed crossings during which nothing happened to reader and agent
 * @param undisturbedSeen those with a scan of their own in the right direction
 * @param disturbed the others: some of these nobody can have seen
 * @param disturbedSeen those of them with a scan in the right direction
 * @param missed undisturbed ones without
 */
record Truth(int undisturbed, int undisturbedSeen, int disturbed, int disturbedSeen, List<String> missed) {

    static Truth of(List<Crossing> crossings, Map<UUID, NavigableMap<Long, Scan>> ledger, List<Injection> injections) {
        Map<String, List<Scan>> byTag = new HashMap<>();
        ledger.values().forEach(scans -> scans.values().stream()
                .filter(scan -> !scan.portal().equals(AgentSite.LOAD_DOOR))
                .forEach(scan -> byTag.computeIfAbsent(scan.epc(), epc -> new ArrayList<>())
                        .add(scan)));
        int[] counts = new int[4];
        List<String> missed = new ArrayList<>();
        for (Crossing crossing : crossings) {
            boolean disturbed = injections.stream()
                    .anyMatch(each -> each.disturbsReading() && crossing.isDisturbedBy(each.fromMs(), each.backMs()));
            List<Scan> scans = byTag.getOrDefault(crossing.parcel().epcHex().toUpperCase(Locale.ROOT), List.of());
            boolean seen = scans.stream().anyMatch(scan -> isOf(scan, crossing));
            counts[(disturbed ? 2 : 0)]++;
            if (seen) {
                counts[disturbed ? 3 : 1]++;
            } else if (!disturbed) {
                missed.add(crossing + "; scans of its tag near it: "
                        + scans.stream()
                                .filter(scan -> crossing.includes(scan.at().toEpochMilli()))
                                .toList());
            }
        }
        return new Truth(counts[0], counts[1], counts[2], counts[3], List.copyOf(missed));
    }

    private static boolean isOf(Scan scan, Crossing crossing) {
        return scan.portal().equals(crossing.door())
                && scan.direction() == (crossing.in() ? Direction.IN : Direction.OUT)
                && crossing.includes(scan.at().toEpochMilli());
    }
}
