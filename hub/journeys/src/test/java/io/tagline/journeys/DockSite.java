package io.tagline.journeys;

import io.tagline.simulator.ReaderOptions;
import io.tagline.simulator.SimulatedReader;
import io.tagline.simulator.dock.Dock;
import io.tagline.simulator.dock.DockPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A simulated dock with a reader and a stack light at each door, and an agent as it is shipped, with neither hub nor broker. Both
 * processes read the same monotonic clock of the machine, so what the agent says of a passage can be laid beside what the readers sent
 * and what their outputs did.
 */
final class DockSite implements AutoCloseable {
    /** Outputs at each reader. */
    static final int GREEN = 1;

    static final int RED = 2;

    private static final Duration START = Duration.ofSeconds(60);
    private static final Pattern PASSED = Pattern.compile("portal=(\\S+) epc=(\\S+) direction=(\\S+) atTick=(-?\\d+)"
            + " lastTick=(-?\\d+) decidedTick=(-?\\d+) upon=(\\S+) passed");

    private final Path folder;
    private final Dock dock;
    private final List<SimulatedReader> readers = new ArrayList<>();
    private final ConcurrentSkipListSet<Long> reports = new ConcurrentSkipListSet<>();

    /** What the agent's log says of a passage; ticks are {@link System#nanoTime}. */
    record Decided(
            int door, String epc, boolean out, long atTick, long lastTick, long decidedTick, boolean uponReport) {}

    DockSite(Path folder, int doors, long seed) throws IOException {
        this.folder = folder;
        dock = Dock.open(
                DockPlan.usual()
                        .doors(IntStream.rangeClosed(1, doors)
                                .mapToObj(n -> new DockPlan.Site("door-" + n, "dock-" + n, 1))
                                .toList()),
                seed,
                System.nanoTime());
        for (int door = 1; door <= doors; door++) {
            SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
            readers.add(reader);
            reader.onReport(reports::add);
            reader.standAt(dock, "dock-" + door);
        }
        Files.writeString(folder.resolve("agent.yaml"), settings());
    }

    Dock dock() {
        return dock;
    }

    List<SimulatedReader> readers() {
        return readers;
    }

    Path dataDir() {
        return folder.resolve("agent");
    }

    /** Starts the agent and waits until all its readers read. */
    Program startAgent() throws IOException {
        List<String> command = new ArrayList<>(Program.command(
                Program.thisJavaHome(),
                48,
                Project.jar("edge-agent/agent/target/tagline-agent.jar"),
                "run",
                "--config",
                folder.resolve("agent.yaml").toString()));
        command.add(1, "-Dorg.slf4j.simpleLogger.log.io.tagline.edge.PortalPipeline=trace");
        Program agent = Program.start("agent", folder.resolve("agent.log"), Map.of(), command);
        WholeLine.await(START, "agent reads", agent, () -> readers.stream().allMatch(SimulatedReader::isActive));
        return agent;
    }

    /** When the last report of any reader went out before the decision: the one that the detector was woken by. */
    long reportBefore(long decidedTick) {
        Long sent = reports.floor(decidedTick);
        return sent == null ? decidedTick : sent;
    }

    /** When a lamp of a door was switched on after a decision, within a second; the decision's own time plus a second if it was not. */
    long litAfter(Decided passage) {
        SimulatedReader reader = readers.get(passage.door());
        long start = System.nanoTime() - reader.sinceStart().toNanos();
        return reader.gpoWrites().stream()
                .filter(write -> write.high())
                .mapToLong(write -> start + write.sinceStart().toNanos())
                .filter(tick -> tick > passage.decidedTick())
                .map(tick -> Math.min(tick, passage.decidedTick() + 1_000_000_000L))
                .findFirst()
                .orElse(passage.decidedTick() + 1_000_000_000L);
    }

    /** Every passage that the agent decided, in order. */
    static List<Decided> decided(String log) {
        List<Decided> decided = new ArrayList<>();
        Matcher lines = PASSED.matcher(log);
        while (lines.find()) {
            decided.add(new Decided(
                    Integer.parseInt(lines.group(1).substring("door-".length())) - 1,
                    lines.group(2).toUpperCase(Locale.ROOT),
                    lines.group(3).equalsIgnoreCase("out"),
                    Long.parseLong(lines.group(4)),
                    Long.parseLong(lines.group(5)),
                    Long.parseLong(lines.group(6)),
                    lines.group(7).equals("report")));
        }
        return decided;
    }

    private String settings() throws IOException {
        Map<String, StringBuilder> parts = new HashMap<>();
        for (String part : List.of("readers", "portals", "signals")) {
            parts.put(part, new StringBuilder());
        }
        for (int i = 0; i < readers.size(); i++) {
            int n = i + 1;
            int port = readers.get(i).address().getPort();
            parts.computeIfAbsent("readers", key -> new StringBuilder())
                    .append("  - { id: dock-%d, host: 127.0.0.1, port: %d, profile: portal-dense }\n"
                            .formatted(n, port));
            parts.computeIfAbsent("portals", key -> new StringBuilder())
                    .append("  - id: door-%d\n    antennas: [ %s ]\n".formatted(n, antennas(n)));
            parts.computeIfAbsent("signals", key -> new StringBuilder())
                    .append(
                            """
                              - portal: door-%d
                                backend: gpo
                                reader: dock-%d
                                lamps: { green: %d, red: %d }
                                patterns: { expected: green 400ms, not-expected: red 400ms, wrong-door: red 400ms }
                            """
                                    .formatted(n, n, GREEN, RED));
        }
        return """
                site: ott-1
                agent: gw-1
                data-dir: agent
                mqtt: { url: "tcp://127.0.0.1:%d" }
                http: { port: 0 }
                readers:
                %sportals:
                %ssignals:
                %s"""
                .formatted(Project.freePort(), parts.get("readers"), parts.get("portals"), parts.get("signals"));
    }

    private static String antennas(int door) {
        return IntStream.rangeClosed(1, DockPlan.ANTENNAS_PER_DOOR)
                .mapToObj(antenna -> "{ reader: dock-%d, antenna: %d, side: %s }"
                        .formatted(door, antenna, antenna % 2 == 1 ? "inside" : "outside"))
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() throws IOException {
        for (SimulatedReader reader : readers) {
            reader.close();
        }
    }
}
