package io.tagline.journeys;

import io.tagline.journeys.WholeLine.Parcel;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A parcel's page under load: timelines of 200 events in a database of a million parcels, 200 requests a second, 2,000 live pages open.
 * Times are taken at the client from the moment a request was due, so that a hub that stalls can't hide it.
 */
final class PageBench {
    private static final int LOOKED_AT = 250;
    private static final int EVENTS = 200;
    private static final int OTHERS = Integer.getInteger("tagline.bench.parcels", 1_000_000);
    private static final int LIVE = Integer.getInteger("tagline.bench.live", 2_000);
    private static final int PER_SECOND = Integer.getInteger("tagline.bench.rate", 200);
    private static final int SECONDS = 30;
    private static final int WARM_UP_SECONDS = 10;

    private PageBench() {}

    static void run(Path folder) throws Exception {
        long seed = Long.getLong("tagline.seed", System.nanoTime());
        System.out.println("seed " + seed);
        try (WholeLine line = new WholeLine(folder)) {
            Files.writeString(
                    folder.resolve("hub.yaml"),
                    "limits: { streams: %d, streams-per-address: %d }%n".formatted(LIVE + 10, LIVE + 10),
                    StandardOpenOption.APPEND);
            List<URI> pages = new ArrayList<>();
            Program hub = line.startHub();
            for (int i = 0; i < LOOKED_AT; i++) {
                pages.add(URI.create(line.order(Parcel.number(1 + i))));
            }
            hub.close();
            try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + line.hubDatabase())) {
                new Copies(database).fill(OTHERS, EVENTS, new Random(seed));
            }
            hub = line.startHub();
            HttpClient http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(20))
                    .build();
            AtomicInteger alive = new AtomicInteger();
            openLivePages(http, pages, alive);
            System.out.printf(
                    Locale.ROOT, "pages: %,d live pages open, %,d parcels%n", alive.get(), OTHERS + LOOKED_AT);
            load(http, pages, WARM_UP_SECONDS, new Random(seed + 1));
            double[] millis = load(http, pages, SECONDS, new Random(seed + 2));
            System.out.println("pages: timeline of " + EVENTS + " events at " + PER_SECOND + " requests/s with "
                    + alive.get() + " live pages: " + Percentiles.tail(millis) + " (goal p99 <= 20 ms)");
            String memory = Files.readAllLines(Path.of("/proc/" + hub.pid() + "/status")).stream()
                    .filter(each -> each.startsWith("VmRSS:"))
                    .findFirst()
                    .orElse("");
            System.out.println("pages: hub's " + memory);
        }
    }

    private static void openLivePages(HttpClient http, List<URI> pages, AtomicInteger alive)
            throws InterruptedException {
        for (int i = 0; i < LIVE; i++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(pages.get(i % pages.size()) + "/events"))
                    .header("Accept", "text/event-stream")
                    .build();
            CountDownLatch opened = new CountDownLatch(1);
            CompletableFuture<?> unused = http.sendAsync(request, info -> {
                        if (info.statusCode() == 200) {
                            alive.incrementAndGet();
                        }
                        opened.countDown();
                        return HttpResponse.BodySubscribers.discarding();
                    })
                    .whenComplete((response, failure) -> opened.countDown());
            opened.await();
        }
    }

    /** Milliseconds from when each request was due to the last byte of its answer. */
    private static double[] load(HttpClient http, List<URI> pages, int seconds, Random random) throws Exception {
        int count = PER_SECOND * seconds;
        double[] millis = new double[count];
        Map<String, Integer> failed = new ConcurrentHashMap<>();
        CountDownLatch open = new CountDownLatch(count);
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            int request = i;
            long due = began + i * 1_000_000_000L / PER_SECOND;
            LockSupport.parkNanos(due - System.nanoTime());
            CompletableFuture<?> unused = http.sendAsync(
                            HttpRequest.newBuilder(pages.get(random.nextInt(pages.size())))
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            BodyHandlers.discarding())
                    .whenComplete((response, failure) -> {
                        millis[request] = (System.nanoTime() - due) / 1e6;
                        String answer = failure != null ? failure.toString() : String.valueOf(response.statusCode());
                        if (!answer.equals("200")) {
                            failed.merge(answer, 1, Integer::sum);
                        }
                        open.countDown();
                    });
        }
        open.await();
        if (!failed.isEmpty()) {
            throw new AssertionError("of " + count + " requests failed: " + failed);
        }
        return millis;
    }

    /** Makes a small database large: copies of its newest parcel with its order and shipment, and long timelines. */
    private static final class Copies {
        private final Connection database;

        Copies(Connection database) {
            this.database = database;
        }

        void fill(int parcels, int events, Random random) throws SQLException {
            database.setAutoCommit(false);
            run("CREATE TEMP TABLE n AS WITH RECURSIVE up(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM up WHERE i < "
                    + parcels + ") SELECT i FROM up");
            copy("orders", "id = " + id('o') + ", reference = 'copy-' || n.i");
            copy("shipments", "id = " + id('s') + ", order_id = " + id('o'));
            copy(
                    "parcels",
                    "id = " + id('p') + ", order_id = " + id('o') + ", shipment = " + id('s')
                            + ", tracking_number = 'XX' || printf('%09d', n.i) || 'CA', link = 'copy-' || n.i, watch_at = NULL");
            timelines(events, random);
            database.commit();
            database.setAutoCommit(true);
            run("ANALYZE");
        }

        /** 16 bytes that nobody else has. */
        private static String id(char kind) {
            return "CAST('" + kind + "' || printf('%015d', n.i) AS BLOB)";
        }

        private void copy(String table, String changes) throws SQLException {
            List<String> columns = new ArrayList<>();
            List<String> values = new ArrayList<>();
            try (var statement = database.createStatement();
                    var rows = statement.executeQuery("SELECT name FROM pragma_table_info('" + table + "')")) {
                while (rows.next()) {
                    String column = rows.getString(1);
                    columns.add(column);
                    values.add(changed(column, changes));
                }
            }
            run("INSERT INTO " + table + " (" + String.join(", ", columns) + ") SELECT " + String.join(", ", values)
                    + " FROM n, (SELECT * FROM " + table + " ORDER BY rowid DESC LIMIT 1) t");
        }

        private static String changed(String column, String changes) {
            for (String change : changes.split(", (?=[a-z_]+ = )", -1)) {
                if (change.startsWith(column + " = ")) {
                    return change.substring(column.length() + 3);
                }
            }
            return "t." + column;
        }

        private void timelines(int events, Random random) throws SQLException {
            long start = System.currentTimeMillis() - Duration.ofDays(20).toMillis();
            List<byte[]> parcels = new ArrayList<>();
            try (var statement = database.createStatement();
                    var rows = statement.executeQuery("SELECT id FROM parcels WHERE link NOT LIKE 'copy-%'")) {
                while (rows.next()) {
                    parcels.add(rows.getBytes(1));
                }
            }
            try (var insert = database.prepareStatement(
                    """
                    INSERT INTO tracking_events (parcel, id, kind, occurred_at, recorded_at, site, place, portal, confidence, clock, journal, seq)
                    VALUES (?, ?, ?, ?, ?, 'ott-1', 'Ottawa, ON', 'door-2', 0.99, 'synced', ?, ?)
                    """)) {
                long seq = 1;
                byte[] journal = new byte[16];
                random.nextBytes(journal);
                for (byte[] parcel : parcels) {
                    for (int i = 0; i < events; i++) {
                        long at = start + i * 3_600_000L + random.nextInt(1_000);
                        byte[] event = new byte[16];
                        random.nextBytes(event);
                        for (int b = 0; b < 6; b++) {
                            event[b] = (byte) (at >>> (40 - 8 * b));
                        }
                        insert.setBytes(1, parcel);
                        insert.setBytes(2, event);
                        insert.setString(3, i % 2 == 0 ? "arrived" : "departed");
                        insert.setLong(4, at);
                        insert.setLong(5, at + 40);
                        insert.setBytes(6, journal);
                        insert.setLong(7, seq++);
                        insert.addBatch();
                    }
                    insert.executeBatch();
                }
            }
        }

        private void run(String sql) throws SQLException {
            try (var statement = database.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
