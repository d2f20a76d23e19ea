package io.tagline.hub.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagline.hub.access.Audit;
import io.tagline.hub.access.AuditEntry;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.crm.fake.MemoryPeer;
import io.tagline.hub.crm.peer.ModelTraits.Keys;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.TestDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see and do while a CRM is kept in step. */
final class CrmEngineTest {
    private static final CrmLimits LIMITS = new CrmLimits(100_000, Duration.ofSeconds(1), 4);
    private static final Viewer OPERATOR = new Viewer("olga", Set.of(Role.OPERATIONS), Optional.empty());

    private final MemoryPeer peer = new MemoryPeer(1, Duration.ofMillis(30))
            .model(TestShop.ACCOUNT, Keys.SEARCHABLE, 20, true)
            .model(TestShop.ORDER, Keys.SEARCHABLE, 20, true)
            .model(TestShop.ENTRY, Keys.SEARCHABLE, 20, true);

    private final List<Conflicts.Conflict> conflicts = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    private Store store;
    private TestShop shop;
    private Optional<Crm> running = Optional.empty();

    @BeforeEach
    void open() {
        store = Store.open(TestDatabase.SQLITE.fresh(folder));
        shop = new TestShop(store.transactions(), "fake");
    }

    @AfterEach
    void close() {
        stop();
        store.close();
    }

    private CrmDesk start() {
        return start(false, Set.of(), LIMITS);
    }

    private CrmDesk start(boolean dryRun, Set<Entity> firstSync, CrmLimits limits) {
        stop();
        CrmSetup setup = new CrmSetup("fake", dryRun, false, firstSync, limits, Duration.ofMillis(5));
        Crm started = Crm.start(
                store.transactions(),
                List.of(new CrmConnection(setup, peer, shop)),
                (tx, crm, conflict) -> conflicts.add(conflict),
                shop,
                new SimpleMeterRegistry(),
                InstantSource.system(),
                why -> {});
        running = Optional.of(started);
        return started.desk();
    }

    private void stop() {
        running.ifPresent(Crm::close);
        running = Optional.empty();
    }

    private CrmStatus status() {
        return running.orElseThrow().desk().status("fake").orElseThrow();
    }

    /** A machine that does much else at the same time is slow, no more. */
    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60));
    }

    private void awaitDone() {
        soon().untilAsserted(() -> {
            assertThat(status().behind()).isZero();
            assertThat(status().open()).isZero();
        });
    }

    private void awaitParked(int count) {
        soon().untilAsserted(() -> {
            assertThat(status().behind()).isZero();
            assertThat(status().parked()).isEqualTo(count);
        });
    }

    private OperationView parked() {
        return running.orElseThrow()
                .desk()
                .operations("fake", OperationState.PARKED, 0, 10)
                .get(0);
    }

    private List<String> audited(String subject) {
        return store.transactions().read(tx -> Audit.of(tx, subject, 10)).stream()
                .map(AuditEntry::action)
                .toList();
    }

    @Test
    void whatIsRefusedBlocksItsOwnCustomerOnlyAndGoesOnWhenAnOperatorReplaysIt() {
        peer.refuses(write -> write.fields().get("name") instanceof Value.Text name
                && name.text().startsWith("Bad"));
        CrmDesk desk = start();
        UUID bad = shop.order(shop.customer("Bad "));
        UUID good = shop.order(shop.customer("Good "));
        shop.event(bad, 1);
        shop.event(good, 1);
        awaitParked(1);
        soon().untilAsserted(() -> assertThat(peer.rows(TestShop.ENTRY)).hasSize(1));
        assertThat(status().open()).isEqualTo(3);
        assertThat(parked().code()).contains("BAD_VALUE");
        assertThat(parked().fields()).containsEntry("name", new Value.Text("Bad 0"));

        int requests = peer.writeRequests();
        shop.event(bad, 2);
        soon().untilAsserted(() -> assertThat(status().open()).isEqualTo(4));
        assertThat(peer.writeRequests())
                .as("what was refused is not sent again as it is")
                .isEqualTo(requests);

        peer.refuses(write -> false);
        assertThat(desk.replay("fake", parked().key(), OPERATOR)).isTrue();
        awaitDone();
        assertThat(peer.rows(TestShop.ENTRY)).hasSize(3);
        assertThat(peer.violations()).isEmpty();
    }

    @Test
    void whatWasPutRightHereGoesByItself() {
        peer.refuses(write -> write.fields().get("name") instanceof Value.Text name
                && name.text().startsWith("Bad"));
        start();
        UUID customer = shop.customer("Bad ");
        awaitParked(1);
        shop.rename(customer, "Better");
        awaitDone();
        assertThat(peer.rows(TestShop.ACCOUNT))
                .singleElement()
                .satisfies(row -> assertThat(row.fields().get("name")).isEqualTo(new Value.Text("Better")));
    }

    @Test
    void operatorEditsWhatIsParkedOnceAndItIsInTheAudit() {
        peer.refuses(write -> write.fields().get("name") instanceof Value.Text name
                && name.text().startsWith("Bad"));
        CrmDesk desk = start();
        UUID customer = shop.customer("Bad ");
        awaitParked(1);
        UUID key = parked().key();
        assertThatThrownBy(() -> desk.edit("fake", key, Map.of("nam", "x"), OPERATOR))
                .hasMessage("field \"nam\": expected one of lane, name, note, phone, of at most 4000 signs");
        assertThat(desk.edit("fake", key, Map.of("name", "Good after all"), OPERATOR))
                .isTrue();
        awaitDone();
        assertThat(peer.rows(TestShop.ACCOUNT))
                .singleElement()
                .satisfies(row -> assertThat(row.fields().get("name")).isEqualTo(new Value.Text("Good after all")));
        assertThat(audited("crm:fake/" + key)).containsExactly("crm.operation-edited");
        shop.order(customer);
        awaitDone();
        assertThat(peer.rows(TestShop.ACCOUNT).get(0).fields().get("name"))
                .as("it stands until the customer changes here")
                .isEqualTo(new Value.Text("Good after all"));
    }

    @Test
    void whatIsSkippedIsLeftOutAndTheNextGoOn() {
        peer.refuses(write -> write.model().equals(TestShop.ENTRY)
                && new Value.Decimal(BigDecimal.ONE).equals(write.fields().get("n")));
        CrmDesk desk = start();
        UUID order = shop.order(shop.customer("C"));
        shop.event(order, 1);
        shop.event(order, 2);
        awaitParked(1);
        assertThat(desk.skip("fake", parked().key(), "the customer asked for it", OPERATOR))
                .isTrue();
        awaitDone();
        assertThat(peer.rows(TestShop.ENTRY)).hasSize(1);
        assertThat(desk.skip("fake", UUID.randomUUID(), "", OPERATOR)).isFalse();
    }

    @Test
    void whatHasNotChangedIsNotSent() {
        start();
        UUID customer = shop.customer("C");
        awaitDone();
        int writes = peer.writeRequests();
        shop.rename(customer, "C0");
        shop.rename(customer, "C0");
        awaitDone();
        assertThat(peer.writeRequests()).isEqualTo(writes);
        shop.rename(customer, "D");
        awaitDone();
        assertThat(peer.writeRequests()).isEqualTo(writes + 1);
    }

    @Test
    void dryRunWritesNothingShowsWhatItWouldAndLosesNothing() {
        CrmDesk desk = start(true, Set.of(), LIMITS);
        shop.event(shop.order(shop.customer("C")), 1);
        soon().untilAsserted(() -> assertThat(status().tried()).isEqualTo(3));
        assertThat(peer.writeRequests()).isZero();
        assertThat(desk.operations("fake", OperationState.TRIED, 0, 10))
                .extracting(view -> view.code().orElse(""), view -> view.model().orElse(""))
                .contains(tuple("would-create", "Order"));
        start();
        awaitDone();
        assertThat(peer.rows(TestShop.ENTRY)).hasSize(1);
        assertThat(status().tried()).isZero();
    }

    @Test
    void pausedSendsNothingAndStartedGoesOn() {
        CrmDesk desk = start();
        desk.pause("fake", OPERATOR);
        shop.customer("C");
        soon().untilAsserted(() -> assertThat(status().open()).isEqualTo(1));
        assertThat(status().paused()).isTrue();
        assertThat(status().changedBy()).contains("olga");
        assertThat(peer.writeRequests()).isZero();
        desk = start();
        soon().during(Duration.ofMillis(300)).until(() -> peer.writeRequests() == 0);
        desk.start("fake", OPERATOR);
        awaitDone();
        assertThat(audited("crm:fake")).containsExactly("crm.started", "crm.paused");
    }

    @Test
    void closedStandsStillVisiblyUntilItLetsUsInAgain() {
        peer.closed(true);
        start();
        shop.customers(20, "C");
        soon().untilAsserted(() -> assertThat(status().trouble()).contains("closed-credentials"));
        assertThat(status().reason()).contains("password is wrong");
        assertThat(peer.requests()).isLessThan(20);
        peer.closed(false);
        awaitDone();
        assertThat(status().trouble()).isEmpty();
        assertThat(peer.rows(TestShop.ACCOUNT)).hasSize(20);
    }

    @Test
    void whoeverIsToldWhenToComeBackDoesNotComeBefore() {
        peer.throttles(1, Optional.of(Duration.ofMillis(700)));
        start();
        shop.customers(50, "C");
        soon().untilAsserted(() -> assertThat(status().trouble()).contains("busy"));
        int asked = peer.requests();
        assertThat(asked).isLessThanOrEqualTo(LIMITS.concurrent());
        peer.throttles(0, Optional.empty());
        soon().during(Duration.ofMillis(400)).until(() -> peer.requests() == asked);
        awaitDone();
    }

    @Test
    void firstSyncGoesOnAfterAKillWithoutStartingOver() throws Exception {
        shop.quietly(1_000, 1);
        peer.latency(Duration.ofMillis(3));
        CrmSetup setup =
                new CrmSetup("fake", false, false, Set.of(Entity.CUSTOMER, Entity.ORDER), LIMITS, Duration.ofMillis(5));
        Life life = new Life(store.transactions(), setup, peer, shop, 1);
        for (int i = 0; i < 5; i++) {
            int before = peer.stored().size();
            soon().until(() -> peer.stored().size() > before + 100);
            life.kill();
            life = new Life(store.transactions(), setup, peer, shop, i);
        }
        CrmExactlyOnceTest.awaitQuiet(store, peer, life);
        life.end();
        assertThat(peer.rows(TestShop.ACCOUNT)).hasSize(1_000);
        assertThat(peer.rows(TestShop.ORDER)).hasSize(1_000);
        assertThat(peer.stored()).as("each was written once").hasSize(2_000);
        // 100 batches of writes and as many looks, and what a kill costs: not 2,000, and no second round
        assertThat(peer.requests()).isLessThan(600);
        List<SyncProgress> syncs = store.transactions().read(tx -> SyncsTable.of(tx, "fake"));
        assertThat(syncs).hasSize(2).allSatisfy(sync -> {
            assertThat(sync.planned()).isEqualTo(1_000);
            assertThat(sync.endedAt()).isPresent();
        });
    }

    @Test
    void whatTheCrmHasLostComesBackWhenItIsReplayedAndNothingComesTwice() {
        Instant begun = Instant.now();
        CrmDesk desk = start();
        UUID order = shop.order(shop.customer("C"));
        for (int n = 1; n <= 5; n++) {
            shop.event(order, n);
        }
        awaitDone();
        List<MemoryPeer.Row> entries = peer.rows(TestShop.ENTRY);
        peer.forget(row -> row.model().equals(TestShop.ORDER)
                || row.remoteId().equals(entries.get(3).remoteId())
                || row.remoteId().equals(entries.get(4).remoteId()));
        desk.replayFrom("fake", begun.minusSeconds(60), OPERATOR);
        soon().untilAsserted(() -> assertThat(peer.rows(TestShop.ENTRY)).hasSize(5));
        awaitDone();
        assertThat(peer.rows(TestShop.ENTRY)).hasSize(5);
        assertThat(peer.rows(TestShop.ORDER)).hasSize(1);
        assertThat(peer.rows(TestShop.ACCOUNT)).hasSize(1);
        assertThat(peer.rows(TestShop.ENTRY))
                .extracting(row -> TestShop.n(row.fields()))
                .isSorted();
    }

    @Test
    void whatIsTheirsIsSentOnceAndThenLeftAlone() {
        shop.owner("phone", Owner.CRM);
        start();
        UUID customer = shop.customer("C");
        awaitDone();
        MemoryPeer.Row row = peer.rows(TestShop.ACCOUNT).get(0);
        peer.edit(row.remoteId(), "phone", new Value.Text("theirs"));
        shop.phone(customer, "ours");
        shop.rename(customer, "D");
        awaitDone();
        assertThat(peer.rows(TestShop.ACCOUNT)).singleElement().satisfies(now -> {
            assertThat(now.fields().get("phone")).isEqualTo(new Value.Text("theirs"));
            assertThat(now.fields().get("name")).isEqualTo(new Value.Text("D"));
        });
    }

    @Test
    void whatBothHaveChangedIsWrittenOverByNobody() {
        shop.owner("phone", Owner.BOTH);
        start();
        UUID customer = shop.customer("C");
        awaitDone();
        String id = peer.rows(TestShop.ACCOUNT).get(0).remoteId();
        shop.phone(customer, "ours");
        awaitDone();
        assertThat(peer.rows(TestShop.ACCOUNT).get(0).fields().get("phone"))
                .as("only ours has changed")
                .isEqualTo(new Value.Text("ours"));
        peer.edit(id, "phone", new Value.Text("theirs"));
        shop.phone(customer, "ours again");
        shop.rename(customer, "D");
        awaitDone();
        assertThat(peer.rows(TestShop.ACCOUNT)).singleElement().satisfies(now -> {
            assertThat(now.fields().get("phone")).isEqualTo(new Value.Text("theirs"));
            assertThat(now.fields().get("name")).isEqualTo(new Value.Text("D"));
        });
        assertThat(conflicts).first().satisfies(conflict -> {
            assertThat(conflict.field()).isEqualTo("phone");
            assertThat(conflict.base()).contains(new Value.Text("ours"));
            assertThat(conflict.ours()).isEqualTo(new Value.Text("ours again"));
            assertThat(conflict.theirs()).isEqualTo(new Value.Text("theirs"));
        });
    }

    @Test
    void whatAPersonDeletedThereComesBackOnlyWhenAPersonSaysSo() {
        CrmDesk desk = start();
        UUID customer = shop.customer("C");
        awaitDone();
        peer.delete(peer.rows(TestShop.ACCOUNT).get(0).remoteId());
        shop.rename(customer, "D");
        awaitParked(1);
        assertThat(parked().code()).contains("gone");
        assertThat(desk.replay("fake", parked().key(), OPERATOR)).isTrue();
        awaitDone();
        assertThat(peer.rows(TestShop.ACCOUNT)).hasSize(1);
    }

    /** Else the happenings of millions of parcels wait for a CRM that nobody asks any more. */
    @Test
    void nothingIsKeptForACrmThatIsOutOfTheSettingsAndOneThatComesBackIsCompared() {
        start(false, Set.of(Entity.CUSTOMER), LIMITS);
        UUID customer = shop.customer("C");
        awaitDone();
        stop();
        shop.rename(customer, "Changed meanwhile");
        LeftCrms left = new LeftCrms(store.transactions(), List.of(), InstantSource.system());
        assertThat(left.turn()).isPositive();
        assertThat(consumers()).as("a slip in the settings loses nothing").contains("crm:fake");
        int unused = store.transactions()
                .write(tx -> tx.execute(
                        "UPDATE happenings SET at = at - ?", Duration.ofDays(8).toMillis()));
        assertThat(left.turn()).isPositive();
        assertThat(consumers()).doesNotContain("crm:fake");
        start(false, Set.of(Entity.CUSTOMER), LIMITS);
        soon().untilAsserted(() -> assertThat(
                        peer.rows(TestShop.ACCOUNT, "c-" + customer).get(0).fields())
                .containsEntry("name", new Value.Text("Changed meanwhile")));
    }

    private List<String> consumers() {
        return store.transactions().read(tx -> tx.sql("SELECT name FROM happening_consumers")
                .query(String.class)
                .list());
    }
}
