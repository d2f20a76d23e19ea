package io.tagline.journeys;

import io.tagline.journeys.WholeLine.Parcel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * A parcel's page under load: timelines of 200 events in a database of a million parcels, 200 requests a second, 2,000 live pages open.
 *
 * <p>Asked twice: cold, where every request is for a parcel that nobody has asked for, and warm, where requests are for any of the
 * parcels that somebody looks at. Times are told twice too: the server's own, from a request's first byte to the last of its answer
 * handed to the socket, and the client's from the moment a request was due, so that a hub that stalls can't hide it.
 */
final class PageBench {
    private static final int EVENTS = 200;
    private static final int PARCELS = Integer.getInteger("tagline.bench.parcels", 1_000_000);
    private static final int LIVE = Integer.getInteger("tagline.bench.live", 2_000);
    private static final int PER_SECOND = Integer.getInteger("tagline.bench.rate", 200);
    private static final int SECONDS = Integer.getInteger("tagline.bench.seconds", 30);
    private static final int WARM_UP_SECONDS = Integer.getInteger("tagline.bench.warm-up", 45);
    /** With long timelines: those of the live pages, and one for each cold request, twice over for the warm-up. */
    private static final int LOOKED_AT = 20_000;

    /** As a hub is started that serves more than a demo: with the second compiler. */
    private static final List<String> FLAGS = List.of(
            System.getProperty("tagline.bench.flags", "-XX:+UseSerialGC -Xmx1g").split(" "));

    private final WholeLine line;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    private final Random random;
    private int fresh = LIVE;

    private PageBench(WholeLine line, Random random) {
        this.line = line;
        this.random = random;
    }

    /** @param folder for one run; {@code -Dtagline.bench.folder} names one whose database is kept and used again */
    static void run(Path folder) throws Exception {
        String kept = System.getProperty("tagline.bench.folder");
        Path used = kept == null ? folder : Files.createDirectories(Path.of(kept));
        long seed = Long.getLong("tagline.seed", System.nanoTime());
        System.out.println("seed " + seed);
        try (WholeLine line = new WholeLine(used)) {
            line.hubSettings("limits: { streams: %d, streams-per-address: %d }%n".formatted(LIVE + 10, LIVE + 10));
            Path filled = used.resolve("filled-" + PARCELS);
            if (!Files.exists(filled)) {
                fill(line);
                Files.createFile(filled);
            }
            new PageBench(line, new Random(seed)).measure(used);
        }
    }

    private static void fill(WholeLine line) throws Exception {
        long began = System.nanoTime();
        Program hub = line.startHub();
        String unused = line.order(Parcel.number(1));
        hub.close();
        PageDatabase.fill(line.hubDatabase(), PARCELS, LOOKED_AT, EVENTS);
        System.out.printf(
                "pages: %,d parcels, %,d of them with %d events, %,d MB, in %d s%n",
                PARCELS,
                LOOKED_AT,
                EVENTS,
                Files.size(line.hubDatabase()) >> 20,
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }

    private void measure(Path folder) throws Exception {
        AccessLog log = new AccessLog(Files.createTempDirectory(folder, "access"));
        Program hub = line.startHub(FLAGS, log.environment());
        List<String> live = new ArrayList<>();
        for (int i = 1; i <= LIVE; i++) {
            live.add(PageDatabase.link(i));
        }
        PageLoad load = new PageLoad(http, PER_SECOND);
        System.out.printf("pages: %,d live pages open on as many parcels%n", load.openLive(uris(live)));
        double busy = hub.cpuSeconds();
        Thread.sleep(5_000);
        System.out.printf("pages: live pages alone take %.1f %% of a core%n", (hub.cpuSeconds() - busy) / 5 * 100);
        Collections.shuffle(live, random);
        load.run("warm-up", WARM_UP_SECONDS, any -> page(nextFresh()));
        for (String phase : List.of("cold", "warm")) {
            if (phase.equals("warm")) {
                load.run("warm-up", 1 + live.size() / PER_SECOND, i -> page(live.get(i % live.size())));
            }
            busy = hub.cpuSeconds();
            double[] millis = load.run(phase, SECONDS, phase.equals("cold") ? any -> page(nextFresh()) : anyOf(live));
            System.out.printf(
                    "pages: %s, %d requests/s for any of %,d parcels of %d events, %.0f %% of a core, %,d bytes each%n",
                    phase,
                    PER_SECOND,
                    phase.equals("cold") ? millis.length : live.size(),
                    EVENTS,
                    (hub.cpuSeconds() - busy) / SECONDS * 100,
                    load.bytesEach());
            System.out.println("pages: " + phase + ", from when it was due to the client: " + Percentiles.tail(millis));
        }
        System.out.println("pages: hub's VmRSS " + hub.residentKilobytes() / 1024 + " MB");
        hub.close();
        for (String phase : List.of("cold", "warm")) {
            System.out.println("pages: " + phase + ", server time: " + Percentiles.tail(log.millis(phase))
                    + " (goal p99 <= 20 ms)");
        }
    }

    private IntFunction<URI> anyOf(List<String> links) {
        return any -> page(links.get(random.nextInt(links.size())));
    }

    /** The next parcel that nobody has asked for; with a long run, the one asked for longest ago. */
    private String nextFresh() {
        fresh = fresh >= LOOKED_AT ? LIVE + 1 : fresh + 1;
        return PageDatabase.link(fresh);
    }

    private URI page(String link) {
        return line.address("/track/" + link);
    }

    private List<URI> uris(List<String> links) {
        return links.stream()
                .map(link -> line.address("/track/" + link + "/events"))
                .toList();
    }

    /** What the hub's web server writes of each request: the phase, as the client named it, and the microseconds. */
    private record AccessLog(Path folder) {
        Map<String, String> environment() {
            return Map.of(
                    "SERVER_TOMCAT_ACCESSLOG_ENABLED",
                    "true",
                    "SERVER_TOMCAT_ACCESSLOG_DIRECTORY",
                    folder.toAbsolutePath().toString(),
                    "SERVER_TOMCAT_ACCESSLOG_PATTERN",
                    "%{X-Phase}i %s %{us}T");
        }

        double[] millis(String phase) throws IOException {
            List<String> lines = new ArrayList<>();
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
            return lines.stream()
                    .filter(each -> each.startsWith(phase + " 200 "))
                    .mapToDouble(each -> Double.parseDouble(each.substring(each.lastIndexOf(' ') + 1)) / 1_000)
                    .toArray();
        }
    }
}
