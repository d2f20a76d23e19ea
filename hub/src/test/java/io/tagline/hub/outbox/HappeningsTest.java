package io.tagline.hub.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.hub.TestHub;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.tracking.EventKind;
import io.tagline.wire.Direction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** That nobody who acts on what happened misses any of it, on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class HappeningsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final UUID JOURNAL = UUID.fromString("018f0000-0000-7000-8000-0000000000aa");
    private static final String EPC = "3034257BF7194E4000001A85";

    private final TestDatabase database;

    @TempDir
    Path folder;

    private Store store;

    HappeningsTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        store = Store.open(database.fresh(folder));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void consumerGetsEachOnceInOrderAndARepeatIsNothingNew() {
        append(happening("a"), happening("b"));
        append(happening("b"), happening("c"));

        List<Numbered> first = after("notify", 2);
        assertThat(first).extracting(n -> n.happening().subject()).containsExactly("case:a", "case:b");
        advance("notify", first.get(1).seq());
        assertThat(after("notify", 10)).extracting(Numbered::happening).containsExactly(happening("c"));
        advance("notify", first.get(0).seq());
        assertThat(after("notify", 10)).as("it never goes back").hasSize(1);
        assertThat(after("crm", 10)).as("another has its own place").hasSize(3);
    }

    @Test
    void whatIsRolledBackNeverHappened() {
        assertThatThrownBy(() -> store.transactions().write(tx -> {
                    Happenings.append(tx, happening("a"));
                    throw new IllegalStateException("on second thoughts");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(after("notify", 10)).isEmpty();
    }

    /** With numbers from a sequence a slow transaction would come in behind a consumer's back. */
    @Test
    void consumerThatReadsWhileOthersCommitMissesNothing() throws Exception {
        int writers = 4;
        int each = 25;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        CountDownLatch begin = new CountDownLatch(1);
        List<Future<?>> running = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            int number = writer;
            running.add(threads.submit(() -> {
                begin.await();
                for (int i = 0; i < each; i++) {
                    append(happening(number + "-" + i));
                }
                return null;
            }));
        }
        begin.countDown();
        List<String> seen = new ArrayList<>();
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (seen.size() < writers * each && System.nanoTime() < deadline) {
            for (Numbered next : after("notify", 7)) {
                seen.add(next.happening().subject());
                advance("notify", next.seq());
            }
        }
        for (Future<?> writer : running) {
            writer.get(30, TimeUnit.SECONDS);
        }
        threads.shutdown();

        assertThat(seen).hasSize(writers * each).doesNotHaveDuplicates();
    }

    @Test
    void oldOnesGoOnceEverybodyIsPastThem() {
        append(happening("a"), happening("b"));
        advance("notify", 1);
        Instant later = NOW.plus(Happenings.KEPT).plusSeconds(1);

        prune(Happenings.MOST, later);
        assertThat(after("new", 10)).extracting(n -> n.happening().subject()).containsExactly("case:b");

        advance("notify", 2);
        prune(Happenings.MOST, NOW.plusSeconds(1));
        assertThat(after("new", 10)).as("not before a week").hasSize(1);
        prune(Happenings.MOST, later);
        assertThat(after("new", 10)).isEmpty();
        assertThat(missed("notify")).isZero();
    }

    @Test
    void consumerThatIsFarBehindIsToldHowManyItMissed() {
        append(happening("a"), happening("b"), happening("c"));
        advance("crm", 1);

        prune(1, NOW);

        assertThat(after("crm", 10)).extracting(n -> n.happening().subject()).containsExactly("case:c");
        assertThat(missed("crm")).isEqualTo(1);
        assertThat(store.transactions().<Long>read(tx -> Happenings.waiting(tx, "crm")))
                .isEqualTo(1);
    }

    @Test
    void ordersAndScansSayWhatChangedAndNothingWhereNothingDid() throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            hub.order("A-1", "RB123456785GB=" + EPC);
            List<Happening> put = all(hub.store);
            assertThat(put)
                    .extracting(Happening::kind)
                    .containsExactlyInAnyOrder(Kind.CUSTOMER_CHANGED, Kind.ORDER_CHANGED, Kind.EVENT_RECORDED);
            assertThat(put)
                    .filteredOn(h -> h.kind() == Kind.ORDER_CHANGED)
                    .extracting(Happening::subject)
                    .containsExactly("order:shop/A-1");

            hub.order("A-1", "RB123456785GB=" + EPC);
            assertThat(all(hub.store)).as("the same again").hasSize(put.size());

            var message = TestHub.message(JOURNAL, TestHub.scan(1, "door-1", EPC, Direction.IN, TestHub.START));
            hub.accept(message);
            hub.accept(message);
            List<Happening> scanned =
                    all(hub.store).subList(put.size(), all(hub.store).size());
            assertThat(scanned).extracting(Happening::kind).containsExactly(Kind.EVENT_RECORDED, Kind.STATUS_CHANGED);
            assertThat(scanned.get(1).subject()).isEqualTo("status:" + EventKind.ARRIVED.code());
            assertThat(scanned.get(1).parcel())
                    .isEqualTo(scanned.get(0).parcel())
                    .isPresent();
        }
    }

    private static Happening happening(String id) {
        return Happening.of(Kind.CASE_CHANGED, Optional.empty(), Optional.empty(), "case:" + id, "1", NOW);
    }

    private void append(Happening... happenings) {
        int unused = store.transactions().write(tx -> {
            for (Happening happening : happenings) {
                Happenings.append(tx, happening);
            }
            return happenings.length;
        });
    }

    private List<Numbered> after(String consumer, int limit) {
        return store.transactions().read(tx -> Happenings.after(tx, consumer, limit));
    }

    private static List<Happening> all(Store store) {
        return store.transactions().read(tx -> Happenings.after(tx, "test", 1000)).stream()
                .map(Numbered::happening)
                .toList();
    }

    private void advance(String consumer, long seq) {
        long unused = store.transactions().write(tx -> {
            Happenings.advance(tx, consumer, seq);
            return seq;
        });
    }

    private void prune(long most, Instant now) {
        long unused = store.transactions().write(tx -> {
            HappeningsTable.Numbers numbers = HappeningsTable.own(tx, 0);
            Pruning.prune(tx, numbers, most, now);
            return numbers.next();
        });
    }

    private long missed(String consumer) {
        return store.transactions().read(tx -> Happenings.missed(tx, consumer));
    }
}
