package io.tagline.hub.bench;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagline.hub.HubCore;
import io.tagline.hub.TestHub;
import io.tagline.hub.intake.ScanMessage;
import io.tagline.hub.ledger.MessageBody;
import io.tagline.hub.ledger.RawMessage;
import io.tagline.hub.order.OrderReader;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.store.Uuids;
import io.tagline.wire.Direction;
import io.tagline.wire.Payload;
import io.tagline.wire.Scan;
import io.tagline.wire.ScanBatch;
import io.tagline.wire.WireCodec;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/**
 * Scans a second from MQTT payloads to the committed timeline, on each database, beside a bare JDBC batch insert of the same rows
 * into a table like the ledger's. One thread, transactions of 500 scans, everything bound; durable as in production.
 *
 * <p>{@code java -cp … io.tagline.hub.bench.IntakeBench [scans] [sqlite|postgresql]}
 */
public final class IntakeBench {
    private static final int PARCELS = 5_000;
    private static final int IN_A_MESSAGE = 50;
    private static final int MESSAGES_AT_ONCE = 10;
    private static final UUID JOURNAL = UUID.fromString("018f0000-0000-7000-8000-00000000be7c");

    private static final OperatingSystemMXBean OS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private IntakeBench() {}

    public static void main(String[] args) throws Exception {
        int scans = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        for (TestDatabase database : TestDatabase.values()) {
            if (args.length < 2 || database.name().equalsIgnoreCase(args[1])) {
                run(database, scans);
            }
        }
    }

    private static void run(TestDatabase database, int count) throws Exception {
        if (database == TestDatabase.POSTGRESQL) {
            TestDatabase.waitForTheDisk();
        }
        Path folder = Files.createTempDirectory("intake-bench");
        List<Scan> scans = scans(count);
        List<Payload> payloads = payloads(scans);
        double pipeline;
        double cpuMicros;
        try (Store store = Store.open(database.fresh(folder));
                HubCore core = HubCore.open(store, TestHub.SITES, InstantSource.system(), new SimpleMeterRegistry())) {
            bindParcels(core);
            // the first tenth warms up the code
            int warm = payloads.size() / 10;
            takeIn(core, payloads.subList(0, warm));
            int timed = (payloads.size() - warm) * IN_A_MESSAGE;
            long cpu = OS.getProcessCpuTime();
            long start = System.nanoTime();
            takeIn(core, payloads.subList(warm, payloads.size()));
            pipeline = rate(timed, start);
            cpuMicros = (OS.getProcessCpuTime() - cpu) / 1e3 / timed;
            long events = store.transactions().read(tx -> tx.sql("SELECT COUNT(*) FROM tracking_events")
                    .query(Long.class)
                    .single());
            if (events != count + PARCELS) {
                throw new IllegalStateException(events + " events: expected " + (count + PARCELS));
            }
        }
        double bare;
        try (Store store = Store.open(database.fresh(folder));
                Connection connection = store.dataSource().getConnection()) {
            bare = bareInsert(connection, scans);
        }
        System.out.printf(
                Locale.ROOT,
                "%-10s %,7.0f scans/s to the committed timeline, %.0f us CPU a scan in this process; "
                        + "bare JDBC batch insert %,7.0f rows/s; ratio %.2f; load %.1f%n",
                database,
                pipeline,
                cpuMicros,
                bare,
                pipeline / bare,
                OS.getSystemLoadAverage());
    }

    private static void bindParcels(HubCore core) throws Exception {
        for (int from = 0; from < PARCELS; from += 100) {
            String[] parcels = new String[100];
            for (int i = 0; i < parcels.length; i++) {
                parcels[i] = "BENCH" + (100_000 + from + i) + "=" + epc(from + i);
            }
            core.orders().put("bench", "B-" + from, OrderReader.read(TestHub.orderJson(parcels)));
        }
    }

    private static List<Scan> scans(int count) {
        Random random = new Random(20261122);
        Instant start = Instant.now().minusSeconds(3600);
        List<Scan> scans = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Direction direction = random.nextBoolean() ? Direction.IN : Direction.OUT;
            scans.add(TestHub.scan(
                    i + 1L, "door-" + (1 + i % 8), epc(random.nextInt(PARCELS)), direction, start.plusMillis(i)));
        }
        return scans;
    }

    private static String epc(int parcel) {
        return String.format(Locale.ROOT, "3034257BF7194E40%08X", parcel * 2_654_435_761L & 0xFFFF_FFFFL);
    }

    private static List<Payload> payloads(List<Scan> scans) {
        List<Payload> payloads = new ArrayList<>();
        for (int from = 0; from < scans.size(); from += IN_A_MESSAGE) {
            payloads.add(WireCodec.encode(new ScanBatch(JOURNAL, scans.subList(from, from + IN_A_MESSAGE))));
        }
        return payloads;
    }

    private static void takeIn(HubCore core, List<Payload> payloads) throws Exception {
        for (int from = 0; from < payloads.size(); from += MESSAGES_AT_ONCE) {
            List<ScanMessage> messages = new ArrayList<>();
            for (Payload payload : payloads.subList(from, Math.min(payloads.size(), from + MESSAGES_AT_ONCE))) {
                messages.add(new ScanMessage(
                        new RawMessage(
                                "tagline/v1/ott-1/gw-1/scans",
                                payload.gzip() ? Payload.GZIP : "",
                                new MessageBody(payload.body())),
                        TestHub.OTTAWA,
                        WireCodec.decodeScans(payload)));
            }
            core.pipeline().accept(messages);
        }
    }

    private static double bareInsert(Connection connection, List<Scan> scans) throws Exception {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    CREATE TABLE bare (journal BYTEA NOT NULL, seq BIGINT NOT NULL, portal TEXT NOT NULL, epc TEXT NOT NULL,
                      direction TEXT NOT NULL, at BIGINT NOT NULL, first_seen BIGINT NOT NULL, last_seen BIGINT NOT NULL,
                      reads INTEGER NOT NULL, peak_rssi_dbm DOUBLE PRECISION, confidence DOUBLE PRECISION NOT NULL,
                      clock TEXT NOT NULL, clock_error_ms INTEGER NOT NULL, PRIMARY KEY (journal, seq))
                    """);
        }
        connection.commit();
        byte[] journal = Uuids.bytes(JOURNAL);
        int warm = scans.size() / 10;
        long start = 0;
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO bare VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = 0; i < scans.size(); i++) {
                if (i == warm) {
                    start = System.nanoTime();
                }
                bind(insert, journal, scans.get(i));
                insert.addBatch();
                if ((i + 1) % (IN_A_MESSAGE * MESSAGES_AT_ONCE) == 0) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
            insert.executeBatch();
            connection.commit();
        }
        return rate(scans.size() - warm, start);
    }

    private static void bind(PreparedStatement insert, byte[] journal, Scan scan) throws Exception {
        insert.setBytes(1, journal);
        insert.setLong(2, scan.seq());
        insert.setString(3, scan.portal());
        insert.setString(4, scan.epc());
        insert.setString(5, scan.direction().code());
        insert.setLong(6, scan.at().toEpochMilli());
        insert.setLong(7, scan.firstSeen().toEpochMilli());
        insert.setLong(8, scan.lastSeen().toEpochMilli());
        insert.setInt(9, scan.reads());
        insert.setDouble(10, scan.peakRssiDbm().orElse(0));
        insert.setDouble(11, scan.confidence());
        insert.setString(12, scan.clock().code());
        insert.setInt(13, scan.clockErrorMs());
    }

    private static double rate(int scans, long startNanos) {
        return scans * 1e9 / (System.nanoTime() - startNanos);
    }
}
