package io.tagline.journeys.chaos;

import io.tagline.journeys.Project;
import io.tagline.journeys.chaos.RecordingBroker.Arrival;
import io.tagline.simulator.LoadRun;
import io.tagline.simulator.ReadLoad;
import io.tagline.simulator.ReaderOptions;
import io.tagline.simulator.SimulatedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The shipped agent under {@code strace} while many tags pass: what it asked of its disk, and what it published meanwhile. */
final class TracedAgent {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int READS_PER_SECOND = 1_200;
    private static final int TAGS = 4_000;

    /** What the journal writes, but for its lock and its reserve, which hold nothing. */
    private static final List<String> FILES = List.of(
            "journal.db",
            "journal.db-wal",
            "journal.new.db",
            "journal.new.db-wal",
            "journal.salvaged.db",
            "journal.salvaged.db-wal",
            "journal.mark",
            "journal.mark.part");

    private TracedAgent() {}

    /**
     * What was seen of a run.
     *
     * @param journalFolder the folder that the acts are about
     */
    record Evidence(Path journalFolder, List<DiskAct> acts, List<Arrival> arrivals) {
        Evidence {
            acts = List.copyOf(acts);
            arrivals = List.copyOf(arrivals);
        }
    }

    /**
     * Runs an agent in a folder until it has published for so long, then kills it.
     *
     * @param folder empty
     */
    static Evidence run(Path folder, Duration publishing) throws IOException, InterruptedException {
        Path data = Files.createDirectory(folder.toRealPath().resolve("data"));
        Path trace = folder.resolve("trace.txt");
        try (RecordingBroker broker = RecordingBroker.start();
                SimulatedReader reader =
                        SimulatedReader.start(ReaderOptions.defaults().onPort(InetAddress.getLoopbackAddress(), 0))) {
            Files.writeString(folder.resolve("agent.yaml"), settings(data, broker, reader));
            Process agent = start(folder, data, trace);
            try {
                await("the reader reads", reader::isActive);
                try (LoadRun load = reader.load(new ReadLoad(READS_PER_SECOND, TAGS, List.of(1, 2), 3, 50))) {
                    await("scans are published", () -> !broker.arrivals().isEmpty());
                    TimeUnit.NANOSECONDS.sleep(publishing.toNanos());
                    if (!load.isRunning()) {
                        throw new IllegalStateException("the load ended before its time: was the agent lost?");
                    }
                }
            } finally {
                agent.descendants().forEach(ProcessHandle::destroyForcibly);
                agent.waitFor();
            }
            return new Evidence(data, DiskTrace.read(trace), broker.arrivals());
        }
    }

    private static Process start(Path folder, Path data, Path trace) throws IOException {
        List<String> command = new ArrayList<>(DiskTrace.COMMAND);
        command.addAll(List.of("-o", trace.toString(), "-P", data.toString()));
        for (String name : FILES) {
            command.addAll(List.of("-P", data.resolve(name).toString()));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx48m",
                "-Xss512k",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Project.jar("edge-agent/agent/target/tagline-agent.jar").toString(),
                "run",
                "--config",
                folder.resolve("agent.yaml").toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("agent.log").toFile())
                .start();
    }

    private static String settings(Path data, RecordingBroker broker, SimulatedReader reader) throws IOException {
        return """
                site: ott-1
                agent: gw-1
                data-dir: %s
                mqtt: { url: "tcp://127.0.0.1:%d" }
                http: { port: %d }
                readers:
                  - { id: dock-a, host: 127.0.0.1, port: %d, profile: portal-dense }
                portals:
                  - id: door-1
                    antennas: [ { reader: dock-a, antenna: 1, side: inside }, { reader: dock-a, antenna: 2, side: outside } ]
                """
                .formatted(
                        data,
                        broker.address().getPort(),
                        Project.freePort(),
                        reader.address().getPort());
    }

    private static void await(String what, java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }
}
