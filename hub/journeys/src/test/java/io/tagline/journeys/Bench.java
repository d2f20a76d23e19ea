package io.tagline.journeys;

import io.tagline.journeys.WholeLine.Parcel;
import io.tagline.simulator.LoadRun;
import io.tagline.simulator.ReadLoad;
import io.tagline.wire.Direction;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Figures of the whole product, run by scripts/bench: {@code latency}, {@code transport}, {@code pipeline}, {@code memory}, {@code flood}, {@code light}, {@code dock}, {@code pages}, {@code seen}, {@code phone}. */
final class Bench {
    private static final int PASSAGES = 40;
    private static final int LEAST_READS = 50_000;
    private static final int FLOOD_SECONDS = 60;

    private Bench() {}

    public static void main(String[] names) throws Exception {
        for (String name : names) {
            Path folder = Files.createTempDirectory("tagline-bench");
            try {
                switch (name) {
                    case "latency" -> latency(folder);
                    case "transport" -> transport(folder);
                    case "pipeline" -> pipeline(folder);
                    case "memory" -> memory(folder);
                    case "flood" -> flood(folder);
                    case "light" -> LightBench.run(folder);
                    case "dock" -> DockBench.run(folder);
                    case "pages" -> PageBench.run(folder);
                    case "seen" -> SeenBench.run(folder);
                    case "phone" -> PhoneBench.run(folder);
                    default -> throw new IllegalArgumentException("no measurement \"" + name + "\"");
                }
            } finally {
                delete(folder);
            }
        }
        System.exit(0);
    }

    /** From the reader's last read of a passage to the event on an open page. */
    private static void latency(Path folder) throws Exception {
        try (WholeLine line = new WholeLine(folder)) {
            line.startHub();
            line.startAgent();
            HttpClient http = HttpClient.newHttpClient();
            double[] millis = new double[PASSAGES];
            double[] crossing = new double[PASSAGES];
            for (int i = 0; i < PASSAGES; i++) {
                Parcel parcel = Parcel.number(1000 + i);
                try (OpenPage page = new OpenPage(http, java.net.URI.create(line.order(parcel)))) {
                    page.settle();
                    long crossed = passThroughDoor(line, parcel);
                    long lastRead = System.nanoTime();
                    long shown = page.await();
                    millis[i] = Math.max(0, (shown - lastRead) / 1e6);
                    crossing[i] = (shown - crossed) / 1e6;
                }
            }
            System.out.println("latency: last read to event on an open page: " + Percentiles.of(millis)
                    + " (goal p95 <= 1500 ms)");
            System.out.println("latency: door line to event on an open page: " + Percentiles.of(crossing));
        }
    }

    /** From a decided passage to the event on an open page: journal, uplink, broker, intake, page. */
    private static void transport(Path folder) throws Exception {
        try (WholeLine line = new WholeLine(folder);
                Program hub = line.startHub();
                DecidedPassages passages = new DecidedPassages(folder, line.brokerAddress())) {
            HttpClient http = HttpClient.newHttpClient();
            double[] millis = new double[PASSAGES];
            for (int i = 0; i < PASSAGES && hub.alive(); i++) {
                Parcel parcel = Parcel.number(2000 + i);
                try (OpenPage page = new OpenPage(http, java.net.URI.create(line.order(parcel)))) {
                    page.settle();
                    long now = passages.pass("door-1", parcel.epcHex(), Direction.IN);
                    millis[i] = (page.await() - now) / 1e6;
                }
            }
            System.out.println("latency: decided passage to event on an open page, the transport part: "
                    + Percentiles.of(Arrays.copyOfRange(millis, 1, millis.length)) + " (goal p95 <= 250 ms)");
        }
    }

    /** Reads of a parcel carried in through door 1 at 1.5 m/s, from 3 m outside to 3 m inside; gives the moment at which it was on the line. */
    private static long passThroughDoor(WholeLine line, Parcel parcel) throws InterruptedException {
        int steps = 80;
        long crossed = 0;
        for (int i = 0; i < steps; i++) {
            double metres = 3 - (i + 0.5) / steps * 6;
            boolean outside = i % 2 == 0;
            double away = outside ? metres - 0.6 : metres + 0.6;
            int rssiDbm = (int) Math.round(-45 - 3 * away * away);
            if (rssiDbm > -75) {
                line.reader().read(parcel.epcHex(), outside ? 2 : 1, rssiDbm);
            }
            if (i == steps / 2) {
                crossed = System.nanoTime();
            }
            Thread.sleep(50);
        }
        return crossed;
    }

    /** Reads a second that the agent takes from the socket to scans in its journal, on one core. */
    private static void pipeline(Path folder) throws Exception {
        try (WholeLine line = new WholeLine(folder)) {
            Program agent = line.startAgent();
            pinToOneCore(agent);
            // 2,000 tags that go out and in again and again, two seconds at each side
            ReadLoad walking = new ReadLoad(2 * LEAST_READS, 2_000, List.of(1, 2), 2 * LEAST_READS / 1_000, 50);
            try (LoadRun load = line.reader().load(walking)) {
                load.isRunning();
                Thread.sleep(12_000);
                double[] rates = new double[5];
                for (int i = 0; i < rates.length; i++) {
                    long before = line.agentMetric("tagline_reads_total");
                    long start = System.nanoTime();
                    Thread.sleep(2_000);
                    rates[i] = (line.agentMetric("tagline_reads_total") - before) * 1e9 / (System.nanoTime() - start);
                }
                Arrays.sort(rates);
                long scans = line.agentMetric("tagline_journal_scans_total");
                double cpu = agent.cpuSeconds();
                System.out.printf(
                        Locale.ROOT,
                        "pipeline: %.0f reads/s of %d offered, median of 5 (%.0f to %.0f), %d scans in the journal, %.1f s of one"
                                + " core in 22 s (goal >= %d reads/s)%n",
                        rates[2],
                        2 * LEAST_READS,
                        rates[0],
                        rates[4],
                        scans,
                        cpu,
                        LEAST_READS);
            }
        }
    }

    /** Processor time that a process has used. */
    private static void pinToOneCore(Program agent) throws IOException, InterruptedException {
        int status = new ProcessBuilder("taskset", "-acp", "0", Long.toString(agent.pid()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0) {
            System.out.println("pipeline: taskset is not there; the agent runs on all cores");
        }
    }

    /** A minute of more reads than any depot has: every one that the socket took is heard, and memory stays where it is. */
    private static void flood(Path folder) throws Exception {
        try (WholeLine line = new WholeLine(folder)) {
            Program agent = line.startAgent();
            long most = 0;
            long queued = 0;
            LoadRun load = line.reader().load(new ReadLoad(LEAST_READS, 2_000, List.of(1, 2), 100, 50));
            try (load) {
                for (int second = 0; second < FLOOD_SECONDS; second++) {
                    Thread.sleep(1_000);
                    most = Math.max(most, agent.residentKilobytes());
                    queued = Math.max(queued, line.agentMetric("tagline_reads_queued"));
                }
            }
            // the door's bystanders are read meanwhile, and on and on
            long sent = load.acceptedReads() + line.reader().counters().reportedTags();
            long heard = 0;
            for (int i = 0; i < 30 && heard < sent; i++) {
                Thread.sleep(1_000);
                heard = line.agentMetric("tagline_reads_total");
            }
            System.out.printf(
                    Locale.ROOT,
                    "flood: %d reads in %d s (offered %d), %d lost (goal 0); at most %d queued (bound %d);"
                            + " RSS at most %.0f MB (goal <= 128 MB)%n",
                    sent,
                    FLOOD_SECONDS,
                    FLOOD_SECONDS * LEAST_READS,
                    Math.max(0, sent - heard),
                    queued,
                    10_050,
                    most / 1024.0);
        }
    }

    /** Resident memory of an agent with one reader at 500 reads/s. */
    private static void memory(Path folder) throws Exception {
        try (WholeLine line = new WholeLine(folder)) {
            line.startHub();
            Program agent = line.startAgent();
            try (LoadRun load = line.reader().load(ReadLoad.of(500, 200))) {
                Thread.sleep(30_000);
                long kilobytes = agent.residentKilobytes();
                long jar = Files.size(Project.jar("edge-agent/agent/target/tagline-agent.jar"));
                System.out.printf(
                        Locale.ROOT,
                        "memory: RSS %.0f MB at %d reads accepted in 30 s (goal <= 110 MB); jar %.1f MB (goal <= 25 MB)%n",
                        kilobytes / 1024.0,
                        load.acceptedReads(),
                        jar / 1e6);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> inner = files.sorted(Comparator.reverseOrder()).toList();
            for (Path each : inner) {
                Files.deleteIfExists(each);
            }
        }
    }
}
