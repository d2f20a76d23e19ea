package io.tagline.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagline.hub.TestHub;
import io.tagline.hub.ledger.DeadLetters;
import io.tagline.hub.ledger.MessageBody;
import io.tagline.hub.ledger.RawMessage;
import io.tagline.hub.store.Pulse;
import io.tagline.hub.store.StoreTrouble;
import io.tagline.hub.store.StoreUnavailableException;
import io.tagline.hub.store.TestDatabase;
import io.tagline.wire.AgentStatus;
import io.tagline.wire.Direction;
import io.tagline.wire.Payload;
import io.tagline.wire.Scan;
import io.tagline.wire.ScanBatch;
import io.tagline.wire.SeqRange;
import io.tagline.wire.Topics;
import io.tagline.wire.WireCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the worker does when the store does not go along. */
final class IntakeWorkerTest {
    private static final UUID JOURNAL = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final Queue<AgentReceipt> receipts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private TestHub hub;
    private Arrivals arrivals;
    private IntakeWorker worker;
    private Thread thread;

    @BeforeEach
    void start() {
        hub = new TestHub(TestDatabase.SQLITE, folder);
        IntakeMeters meters = new IntakeMeters(new SimpleMeterRegistry());
        arrivals = new Arrivals(meters);
        HealthDesk desk = new HealthDesk(hub.store.transactions(), meters, hub::now);
        worker = new IntakeWorker(arrivals, hub.core.pipeline(), desk, meters, receipts::add);
        thread = new Thread(worker, "intake");
    }

    @AfterEach
    void stop() throws InterruptedException {
        worker.stop();
        thread.join(LIMIT.toMillis());
        hub.close();
    }

    @Test
    void messageThatTheStoreRefusesIsKeptAndTheOthersGoThrough() {
        run("CREATE TRIGGER poison BEFORE INSERT ON scans WHEN NEW.seq = 2 BEGIN SELECT RAISE(ABORT, 'poisoned'); END");
        arrive(1);
        arrive(2);
        arrive(3);

        thread.start();

        await().atMost(LIMIT).until(() -> acknowledged.get() == 3);
        assertThat(receipts)
                .flatExtracting(receipt -> receipt.receipt().committed())
                .containsExactlyInAnyOrder(new SeqRange(1, 1), new SeqRange(2, 2), new SeqRange(3, 3));
        var letters = hub.store.transactions().read(tx -> DeadLetters.newest(tx, 5));
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).reason()).startsWith("can't be stored: ").contains("poisoned");
        assertThat(ledger()).isEqualTo(2);
    }

    @Test
    void whileTheStoreIsAwayNothingIsAcknowledgedAndThenEverythingIs() throws InterruptedException {
        run("ALTER TABLE scans RENAME TO scans_away");
        arrive(1);
        thread.start();
        Thread.sleep(1_500);
        assertThat(acknowledged).hasValue(0);
        assertThat(receipts).isEmpty();

        run("ALTER TABLE scans_away RENAME TO scans");

        await().atMost(LIMIT).until(() -> acknowledged.get() == 1);
        assertThat(receipts).hasSize(1);
        long letters = hub.store.transactions().read(DeadLetters::count);
        assertThat(letters).isZero();
        assertThat(ledger()).isEqualTo(1);
    }

    /** A few bytes find room where a batch does not: reading, and a write in passing, go on as if nothing were wrong. */
    @Test
    void fullDiskIsSaidForAsLongAsABatchFindsNoRoomThoughSmallWritesGoThrough() throws Exception {
        Pulse pulse = new Pulse(hub.store.transactions());
        long pages = hub.store
                .transactions()
                .write(tx -> tx.sql("PRAGMA page_count").query(Long.class).single());
        pragma("max_page_count = " + pages);
        arrive(LongStream.rangeClosed(1, 100).toArray());
        thread.start();

        await().atMost(LIMIT).until(() -> worker.waitsFor().isPresent());
        for (int asked = 0; asked < 3; asked++) {
            assertThat(pulse.trouble().or(worker::waitsFor))
                    .map(StoreUnavailableException::trouble)
                    .contains(StoreTrouble.FULL);
        }
        assertThat(acknowledged).hasValue(0);

        pragma("max_page_count = " + (pages + 1_000));

        await().atMost(LIMIT).until(() -> acknowledged.get() == 1);
        assertThat(pulse.trouble().or(worker::waitsFor)).isEmpty();
        assertThat(ledger()).isEqualTo(100);
    }

    /** On the one connection that writes. */
    private void pragma(String setting) throws SQLException {
        try (Connection connection = hub.store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA " + setting);
        }
    }

    @Test
    void undecodableMessagesOfEachKindAreKeptWithTheirReason() {
        for (Topics.Kind kind : List.of(Topics.Kind.SCANS, Topics.Kind.HEALTH, Topics.Kind.STATUS)) {
            arrive(kind, "{}".getBytes(StandardCharsets.UTF_8));
        }

        thread.start();

        await().atMost(LIMIT).until(() -> acknowledged.get() == 3);
        var letters = hub.store.transactions().read(tx -> DeadLetters.newest(tx, 5));
        assertThat(letters)
                .extracting(letter -> letter.message().topic())
                .containsExactlyInAnyOrder(
                        "tagline/v1/ott-1/gw-1/scans", "tagline/v1/ott-1/gw-1/health", "tagline/v1/ott-1/gw-1/status");
    }

    @Test
    void faultInOneAgentsHealthStopsNobody() {
        run("CREATE TRIGGER poison BEFORE INSERT ON agents BEGIN SELECT RAISE(ABORT, 'poisoned'); END");
        arrive(Topics.Kind.STATUS, WireCodec.encode(AgentStatus.ONLINE).body());
        arrive(1);

        thread.start();

        await().atMost(LIMIT).until(() -> acknowledged.get() == 2);
        assertThat(thread.isAlive()).isTrue();
        assertThat(ledger()).isEqualTo(1);
        var letters = hub.store.transactions().read(tx -> DeadLetters.newest(tx, 5));
        assertThat(letters).singleElement().satisfies(letter -> assertThat(letter.reason())
                .startsWith("can't be taken: ")
                .contains("poisoned"));
    }

    private void arrive(long... seqs) {
        List<Scan> scans = LongStream.of(seqs)
                .mapToObj(seq -> TestHub.scan(seq, "door-1", "3034AAAA", Direction.IN, TestHub.START))
                .toList();
        Payload payload = WireCodec.encode(new ScanBatch(JOURNAL, scans));
        arrive(Topics.Kind.SCANS, payload.gzip() ? Payload.GZIP : "", payload.body());
    }

    private void arrive(Topics.Kind kind, byte[] body) {
        arrive(kind, "", body);
    }

    private void arrive(Topics.Kind kind, String encoding, byte[] body) {
        arrivals.put(new Arrival(
                new RawMessage(Topics.of(TestHub.OTTAWA, kind), encoding, new MessageBody(body)),
                Optional.of(new Topics.Parsed(TestHub.OTTAWA, kind)),
                false,
                System.nanoTime(),
                acknowledged::incrementAndGet));
    }

    private void run(String sql) {
        hub.store.transactions().write(tx -> tx.sql(sql).update());
    }

    private long ledger() {
        return hub.store.transactions().read(tx -> tx.sql("SELECT COUNT(*) FROM scans")
                .query(Long.class)
                .single());
    }
}
