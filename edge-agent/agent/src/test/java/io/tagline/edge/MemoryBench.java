package io.tagline.edge;

import io.tagline.simulator.LoadRun;
import io.tagline.simulator.ReadLoad;
import io.tagline.simulator.ReaderOptions;
import io.tagline.simulator.SimulatedReader;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Resident memory of the packaged agent without its hub: four readers of 1,000 reads/s each, whose 2,000 tags go out and in
 * again and again, so that the journal grows. Arguments: the agent's jar, seconds, folder (one with a journal begins with it).
 */
public final class MemoryBench {
    private static final int READERS = 4;
    private static final int READS_PER_SECOND = 1_000;
    private static final int TAGS = 500;
    private static final int SAMPLE_MS = 5_000;

    private MemoryBench() {}

    public static void main(String[] args) throws Exception {
        long seconds = args.length > 1 ? Long.parseLong(args[1]) : 300;
        Path dir = args.length > 2 ? Path.of(args[2]) : Files.createTempDirectory("tagline-memory");
        List<SimulatedReader> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(SimulatedReader.start(ReaderOptions.defaults()
                    .onPort(InetAddress.getLoopbackAddress(), 0)
                    .withAntennas(2)));
        }
        Files.writeString(dir.resolve("agent.yaml"), settings(dir, readers));
        long start = System.nanoTime();
        Process agent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx48m",
                        "-Xss512k",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-jar",
                        args[0],
                        "run",
                        "--config",
                        dir.resolve("agent.yaml").toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("agent.log").toFile())
                .start();
        List<LoadRun> loads = new ArrayList<>();
        try {
            while (agent.isAlive() && !readers.stream().allMatch(SimulatedReader::isActive)) {
                Thread.sleep(20);
            }
            System.out.printf("memory: all readers read %.1f s after the start%n", (System.nanoTime() - start) / 1e9);
            for (SimulatedReader reader : readers) {
                loads.add(reader.load(
                        new ReadLoad(READS_PER_SECOND, TAGS, List.of(1, 2), 2 * READS_PER_SECOND / TAGS, 50)));
            }
            long most = 0;
            for (long until = System.nanoTime() + seconds * 1_000_000_000L;
                    System.nanoTime() < until && agent.isAlive(); ) {
                Thread.sleep(SAMPLE_MS);
                most = Math.max(most, agent.isAlive() ? kilobytes(agent.pid()) : 0);
            }
            long reads = loads.stream().mapToLong(LoadRun::acceptedReads).sum();
            System.out.printf(
                    "memory: %s after %d s offline at %d reads/s offered; %,d reads taken; journal %,d bytes; RSS at most"
                            + " %.0f MB (goal <= 128)%n",
                    agent.isAlive() ? "alive" : "DEAD",
                    seconds,
                    READERS * READS_PER_SECOND,
                    reads,
                    Files.size(dir.resolve("journal.db")),
                    most / 1024.0);
        } finally {
            agent.destroy();
            agent.waitFor();
        }
        System.exit(0);
    }

    private static long kilobytes(long pid) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(-1);
    }

    private static String settings(Path dir, List<SimulatedReader> readers) {
        // nobody listens on port 9 of loopback: the hub is away
        var text = new StringBuilder("site: ott-1\nagent: gw-1\ndata-dir: " + dir
                + "\nmqtt: { url: \"tcp://127.0.0.1:9\" }\nhttp: { port: 0 }\nreaders:\n");
        for (int i = 0; i < readers.size(); i++) {
            text.append("  - { id: dock-%d, host: 127.0.0.1, port: %d, profile: portal-dense }%n"
                    .formatted(i, readers.get(i).address().getPort()));
        }
        text.append("portals:\n");
        for (int i = 0; i < readers.size(); i++) {
            text.append(
                    "  - { id: door-%d, antennas: [ { reader: dock-%d, antenna: 1, side: inside }, { reader: dock-%d, antenna: 2, side: outside } ] }%n"
                            .formatted(i, i, i));
        }
        return text.toString();
    }
}
