package io.tagline.journeys.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** An outcome as a table for people and as JSON for programs. */
final class ChaosReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String ROW = "%-24s %6s %9s %9s %6s %9s %10s %9s %9s %9s%n";

    private final Outcome outcome;

    ChaosReport(Outcome outcome) {
        this.outcome = outcome;
    }

    void print(PrintStream out) {
        out.printf(
                "%n" + ROW,
                "fault",
                "times",
                "accepted",
                "in hub",
                "lost",
                "destroyed",
                "duplicated",
                "altered",
                "longest",
                "median");
        outcome.lines().forEach(line -> row(out, line));
        row(out, outcome.total());
        out.printf(
                "%nseed %d, %.1f minutes; kill -9: agents %d, hub %d, broker %d; ended by themselves %d%n",
                outcome.seed(),
                outcome.minutes(),
                outcome.agentKills(),
                outcome.hubKills(),
                outcome.brokerKills(),
                outcome.endedByItself());
        out.printf(
                "timelines: %d parcels, %d events, %d out of order, %d not as without faults%n",
                outcome.parcels(), outcome.events(), outcome.outOfOrder(), outcome.differing());
        Truth truth = outcome.truth();
        out.printf(
                "walked with reader and agent undisturbed: %d, scanned %d; walked while something broke there: %d, scanned %d%n",
                truth.undisturbed(), truth.undisturbedSeen(), truth.disturbed(), truth.disturbedSeen());
        outcome.destroyedBy()
                .forEach((fault, scans) -> out.printf(
                        "destroyed, the only copy that there was, by %s: %d scans, each named by the fault itself%n",
                        fault, scans));
        outcome.skipped().forEach(each -> out.println("not done: " + each));
        outcome.findings().forEach(each -> out.println("finding: " + each));
        outcome.failures().forEach(each -> out.println("FAILED: " + each));
    }

    private static void row(PrintStream out, FaultTally line) {
        boolean done = line.times() > 0;
        out.printf(
                ROW,
                line.name(),
                line.times(),
                line.accepted,
                line.stored,
                line.lost,
                line.destroyed,
                line.doubled,
                line.altered,
                done ? "%.1f s".formatted(line.longestMs() / 1e3) : "",
                done ? "%.1f s".formatted(line.medianMs() / 1e3) : "");
    }

    void write(Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("seed", outcome.seed());
        root.put("minutes", outcome.minutes());
        root.put("passed", outcome.failures().isEmpty());
        root.putObject("kills")
                .put("agent", outcome.agentKills())
                .put("hub", outcome.hubKills())
                .put("broker", outcome.brokerKills());
        root.put("endedByThemselves", outcome.endedByItself());
        var faults = root.putArray("faults");
        outcome.lines().forEach(line -> put(faults.addObject(), line));
        put(root.putObject("total"), outcome.total());
        ObjectNode destroyedBy = root.putObject("destroyedBy");
        outcome.destroyedBy().forEach(destroyedBy::put);
        root.putObject("timelines")
                .put("parcels", outcome.parcels())
                .put("events", outcome.events())
                .put("outOfOrder", outcome.outOfOrder())
                .put("notAsWithoutFaults", outcome.differing());
        Truth truth = outcome.truth();
        root.putObject("crossings")
                .put("undisturbed", truth.undisturbed())
                .put("undisturbedScanned", truth.undisturbedSeen())
                .put("disturbed", truth.disturbed())
                .put("disturbedScanned", truth.disturbedSeen());
        var notDone = root.putArray("notDone");
        outcome.skipped().forEach(notDone::add);
        var findings = root.putArray("findings");
        outcome.findings().forEach(findings::add);
        var failures = root.putArray("failures");
        outcome.failures().forEach(failures::add);
        JSON.writeValue(file.toFile(), root);
    }

    private static void put(ObjectNode node, FaultTally line) {
        node.put("fault", line.name())
                .put("times", line.times())
                .put("accepted", line.accepted)
                .put("inHub", line.stored)
                .put("lost", line.lost)
                .put("destroyed", line.destroyed)
                .put("duplicated", line.doubled)
                .put("altered", line.altered)
                .put("longestCatchUpMs", line.longestMs())
                .put("medianCatchUpMs", line.medianMs())
                .put("notBackInTime", line.notBack());
    }
}
