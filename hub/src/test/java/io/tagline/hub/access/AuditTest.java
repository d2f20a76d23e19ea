package io.tagline.hub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.hub.access.AuditChain.Anchor;
import io.tagline.hub.access.AuditChain.Verdict;
import io.tagline.hub.store.DataRefusedException;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

/** That nobody can change what the audit log says, or take a line out, without its being found; on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class AuditTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Viewer REP = new Viewer("zoe", Set.of(Role.REP), Optional.empty());

    private final TestDatabase database;

    @TempDir
    Path folder;

    private Store store;

    AuditTest(TestDatabase database) {
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
    void chainOfWhatWasWrittenHolds() {
        write(1, 1500);

        Verdict verdict = verify(Optional.empty());
        assertThat(verdict.fault()).isEmpty();
        assertThat(verdict.rows()).isEqualTo(1500);
        assertThat(of("customer:7"))
                .containsExactly(new AuditEntry(
                        NOW.plusSeconds(7),
                        "zoe",
                        "rep",
                        "customer.viewed",
                        "customer:7",
                        "naïve\u00A0✓ \uD83D\uDCE6"));
    }

    @Test
    void firstRowThatWasChangedIsNamed() {
        write(1, 10);
        run("UPDATE audit SET who = 'somebody' WHERE seq IN (4, 8)");

        Verdict verdict = verify(Optional.empty());

        assertThat(verdict.rows()).isEqualTo(3);
        assertThat(verdict.fault().orElseThrow()).startsWith("row 4 of 2026-11-22T08:00:04Z was changed");
    }

    @Test
    void rowThatWasTakenOutIsNamed() {
        write(1, 10);
        run("DELETE FROM audit WHERE seq = 5");

        assertThat(verify(Optional.empty()).fault()).contains("row 5 is missing: expected it before row 6");
    }

    @Test
    void endThatWasCutOffIsFound() {
        write(1, 10);
        run("DELETE FROM audit WHERE seq > 7");

        assertThat(verify(Optional.empty()).fault()).contains("rows 8 to 10 are missing from the end: expected them");
    }

    /** Whoever can do that can write to every table; only what is kept elsewhere tells. */
    @Test
    void chainThatWasWrittenAnewIsFoundByTheAnchor() {
        write(1, 10);
        Anchor kept = store.transactions().read(AuditChain::end);
        assertThat(verify(Optional.of(kept)).fault()).isEmpty();
        run("DELETE FROM audit");
        run("DELETE FROM audit_chain");
        write(2, 12);

        assertThat(verify(Optional.empty()).fault()).isEmpty();
        assertThat(verify(Anchor.parse(kept.toString())).fault().orElseThrow())
                .startsWith("row 10 is not the one that was there");
        run("DELETE FROM audit WHERE seq > 8");
        run("DELETE FROM audit_chain");
        assertThat(verify(Optional.of(kept)).fault()).isPresent();
    }

    @Test
    void whatIsOldIsLetGoAndTheRestStillHolds() {
        write(1, 10);

        long gone = AuditChain.prune(store.transactions(), REP, NOW.plusSeconds(5), NOW);

        assertThat(gone).isEqualTo(4);
        assertThat(verify(Optional.empty()).fault()).isEmpty();
        assertThat(verify(Optional.empty()).rows()).isEqualTo(7);
        assertThat(of("audit:4")).extracting(AuditEntry::action).containsExactly("audit.pruned");
    }

    /** Years of it at once would hold up everything that is audited; 500 at a time may be cut short between any two. */
    @Test
    void manyRowsGoInShortWritesAndWhatWasCutShortIsDoneAgain() {
        write(1, 1_300);
        run("CREATE TABLE pin (seq BIGINT REFERENCES audit (seq))");
        run("INSERT INTO pin VALUES (800)");

        assertThatThrownBy(() -> AuditChain.prune(store.transactions(), REP, NOW.plusSeconds(1_300), NOW))
                .isInstanceOf(DataRefusedException.class);
        assertThat(verify(Optional.empty()).fault()).isEmpty();
        assertThat(verify(Optional.empty()).rows())
                .as("the first 500 are gone, and it says so")
                .isEqualTo(801);

        run("DROP TABLE pin");
        assertThat(AuditChain.prune(store.transactions(), REP, NOW.plusSeconds(1_300), NOW))
                .isEqualTo(799);
        assertThat(verify(Optional.empty()).fault()).isEmpty();
        assertThat(verify(Optional.empty()).rows()).isEqualTo(3);
    }

    @Test
    void deedThatWasRolledBackIsNotInTheLog() {
        assertThatThrownBy(() -> store.transactions().write(tx -> {
                    Audit.record(tx, REP, "customer.viewed", "customer:1", "", NOW);
                    throw new IllegalStateException("on second thoughts");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(verify(Optional.empty()).rows()).isZero();
    }

    @Test
    void manyWritersMakeOneChain() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> running = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            running.add(threads.submit(() -> {
                for (int i = 0; i < 20; i++) {
                    write(i, i);
                }
            }));
        }
        for (Future<?> writer : running) {
            writer.get(30, TimeUnit.SECONDS);
        }
        threads.shutdown();

        assertThat(verify(Optional.empty())).satisfies(verdict -> {
            assertThat(verdict.fault()).isEmpty();
            assertThat(verdict.rows()).isEqualTo(80);
        });
    }

    @Test
    void nameIsNoSubjectAndASentenceNoAction() {
        assertThatThrownBy(() -> write("looked at it", "customer:1")).hasMessageContaining("expected a dotted verb");
        assertThatThrownBy(() -> write("customer.viewed", "Ada Example")).hasMessageContaining("expected kind:id");
    }

    private List<AuditEntry> of(String subject) {
        return store.transactions().read(tx -> Audit.of(tx, subject, 5));
    }

    private void write(String action, String subject) {
        int unused = store.transactions().write(tx -> {
            Audit.record(tx, REP, action, subject, "", NOW);
            return 0;
        });
    }

    private void write(int from, int to) {
        int unused = store.transactions().write(tx -> {
            for (int i = from; i <= to; i++) {
                Audit.record(
                        tx,
                        REP,
                        "customer.viewed",
                        "customer:" + i,
                        // a control character, which neither database would give back
                        "naïve\u00A0✓\0\uD83D\uDCE6",
                        NOW.plusSeconds(i));
            }
            return to;
        });
    }

    private Verdict verify(Optional<Anchor> anchor) {
        return store.transactions().read(tx -> AuditChain.verify(tx, anchor));
    }

    private void run(String sql) {
        int unused = store.transactions().write(tx -> tx.execute(sql));
    }
}
