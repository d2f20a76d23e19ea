package io.tagline.edge;

import io.tagline.simulator.ReaderOptions;
import io.tagline.simulator.SimulatedReader;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Resident memory of the packaged agent without its hub: four readers of 1,000 reads/s each, whose tags pass in groups, each tag
 * once, so that the journal grows by 100 scans/s. Arguments: the agent's jar, seconds, folder (one with a journal begins with it).
 */
public final class MemoryBench {
    private static final int READERS = 4;
    private static final int READS_PER_SECOND = 1_000;
    private static final int GROUP = 50;
    private static final int READS_AT_A_SIDE = 20;
    private static final int OUTSIDE = 2;
    private static final int INSIDE = 1;
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
        try {
            while (agent.isAlive() && !readers.stream().allMatch(SimulatedReader::isActive)) {
                Thread.sleep(20);
            }
            System.out.printf("memory: all readers read %.1f s after the start%n", (System.nanoTime() - start) / 1e9);
            var reads = new AtomicLong();
            for (int i = 0; i < readers.size(); i++) {
                SimulatedReader reader = readers.get(i);
                int first = i << 24;
                Thread tags = new Thread(() -> pass(reader, first, reads), "tags-" + i);
                tags.setDaemon(true);
                tags.start();
            }
            long most = 0;
            for (long until = System.nanoTime() + seconds * 1_000_000_000L;
                    System.nanoTime() < until && agent.isAlive(); ) {
                Thread.sleep(SAMPLE_MS);
                most = Math.max(most, agent.isAlive() ? kilobytes(agent.pid()) : 0);
            }
            System.out.printf(
                    "memory: %s after %d s offline at %d reads/s wanted; %,d reads sent; journal %,d bytes; RSS at most"
                            + " %.0f MB (goal <= 128)%n",
                    agent.isAlive() ? "alive" : "DEAD",
                    seconds,
                    READERS * READS_PER_SECOND,
                    reads.get(),
                    Files.size(dir.resolve("journal.db")) + Files.size(dir.resolve("journal.db-wal")),
                    most / 1024.0);
        } finally {
            agent.destroy();
            agent.waitFor();
        }
        System.exit(0);
    }

    /** Groups of tags go from the outside to the inside, one group after the other, each tag read as often at each side. */
    private static void pass(SimulatedReader reader, int first, AtomicLong reads) {
        long begin = System.nanoTime();
        long sent = 0;
        try {
            for (int group = 0; ; group++) {
                for (int read = 0; read < 2 * READS_AT_A_SIDE; read++) {
                    for (int tag = 0; tag < GROUP; tag++) {
                        String epc = String.format("3034%020X", first + (long) group * GROUP + tag);
                        if (reader.read(epc, read < READS_AT_A_SIDE ? OUTSIDE : INSIDE, -50)) {
                            reads.incrementAndGet();
                        }
                    }
                    sent += GROUP;
                    long due = begin + sent * 1_000_000_000L / READS_PER_SECOND;
                    Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
