package io.tagline.hub.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.crm.fake.MemoryPeer;
import io.tagline.hub.crm.peer.ModelTraits.Keys;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.store.Uuids;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One thing stands, and the rest goes on; what stands goes on as a person said, and no longer. */
final class CrmStandstillTest {
    private static final Viewer OPERATOR = new Viewer("olga", Set.of(Role.OPERATIONS), Optional.empty());
    private static final Duration MOST = Duration.ofMinutes(2);

    private final MemoryPeer peer = new MemoryPeer(1, Duration.ofMillis(30))
            .model(TestShop.ACCOUNT, Keys.SEARCHABLE, 20, true)
            .model(TestShop.ORDER, Keys.SEARCHABLE, 20, true)
            .model(TestShop.ENTRY, Keys.SEARCHABLE, 20, true);

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
        running.ifPresent(Crm::close);
        store.close();
    }

    private Crm start(boolean dryRun, Set<Entity> firstSync) {
        return start(new CrmSetup(
                "fake",
                dryRun,
                false,
                firstSync,
                new CrmLimits(100_000, Duration.ofSeconds(1), 4),
                Duration.ofMillis(5)));
    }

    private Crm start(CrmSetup setup) {
        running.ifPresent(Crm::close);
        Crm started = Crm.start(
                store.transactions(),
                List.of(new CrmConnection(setup, peer, shop)),
                new KeptConflicts(InstantSource.system()),
                shop,
                new SimpleMeterRegistry(),
                InstantSource.system(),
                why -> {});
        running = Optional.of(started);
        return started;
    }

    private Crm start() {
        return start(false, Set.of());
    }

    /** Of each lane all has gone that can. */
    private void awaitStill() {
        await().atMost(MOST).pollInterval(Duration.ofMillis(20)).until(() -> store.transactions()
                .read(tx ->
                        Happenings.waiting(tx, "crm:fake") == 0 && OperationsTable.countMoving(tx, "fake", 1) == 0));
    }

    private List<OperationView> parked(Crm crm) {
        return crm.desk().operations("fake", OperationState.PARKED, 0, 200);
    }

    private String there(UUID customer, String field) {
        List<MemoryPeer.Row> rows = peer.rows(TestShop.ACCOUNT, "c-" + customer);
        return rows.size() == 1 && rows.get(0).fields().get(field) instanceof Value.Text text ? text.text() : "";
    }

    private boolean isThere(UUID customer) {
        return !peer.rows(TestShop.ACCOUNT, "c-" + customer).isEmpty();
    }

    @Test
    void aRecordThatShutsTheDoorOnAllIsParkedAndTheOthersGo() {
        peer.shutsOut(write -> write.fields().containsValue(new Value.Text("poison0")));
        Crm crm = start();
        UUID bad = shop.customer("poison");
        List<UUID> good = shop.customers(10, "C");
        await().atMost(MOST)
                .until(() ->
                        good.stream().allMatch(this::isThere) && parked(crm).size() == 1);
        assertThat(isThere(bad)).isFalse();
        assertThat(parked(crm)).singleElement().extracting(OperationView::code).isEqualTo(Optional.of("closed"));
        assertThat(crm.desk().status("fake").orElseThrow().trouble()).isEmpty();
    }

    @Test
    void aRecordThatIsNeverAnsweredIsParkedAndTheOthersGo() {
        peer.answersNothingTo(write -> write.fields().containsValue(new Value.Text("poison0")));
        Crm crm = start(new CrmSetup(
                "fake", false, false, Set.of(), new CrmLimits(100_000, Duration.ofSeconds(1), 4), Duration.ofNanos(1)));
        UUID bad = shop.customer("poison");
        List<UUID> good = shop.customers(10, "C");
        await().atMost(MOST)
                .until(() ->
                        good.stream().allMatch(this::isThere) && parked(crm).size() == 1);
        assertThat(isThere(bad)).isFalse();
        assertThat(parked(crm)).singleElement().extracting(OperationView::code).isEqualTo(Optional.of("no-answer"));
    }

    @Test
    void aRecordThatChangesBackIsNoRepeatOfWhatItWas() {
        List<UUID> sent = new CopyOnWriteArrayList<>();
        peer.refuses(write -> !sent.add(write.operation()));
        start();
        UUID customer = shop.customer("C");
        awaitStill();
        shop.phone(customer, "1");
        awaitStill();
        shop.phone(customer, "2");
        awaitStill();
        shop.phone(customer, "1");
        awaitStill();
        assertThat(there(customer, "phone")).isEqualTo("1");
        assertThat(sent).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void whatADryRunHasMadeAllGoesWhenItIsOver() {
        start(true, Set.of());
        List<UUID> customers = shop.customers(2_500, "C");
        awaitStill();
        assertThat(peer.rows(TestShop.ACCOUNT)).isEmpty();
        start();
        awaitStill();
        assertThat(customers).allMatch(this::isThere);
    }

    @Test
    void aNewPayersLaneOvertakesNothingOfTheOldOnes() {
        peer.refuses(write -> write.fields().get("name") instanceof Value.Text text
                && text.text().startsWith("bad"));
        Crm crm = start();
        UUID first = shop.customer("A");
        UUID second = shop.customer("B");
        UUID order = shop.order(first);
        shop.event(order, 1);
        awaitStill();
        shop.rename(first, "bad");
        shop.event(order, 2);
        shop.event(order, 3);
        awaitStill();
        shop.change(tx -> tx.execute(
                "UPDATE shop_orders SET customer = ? WHERE id = ?", Uuids.bytes(second), Uuids.bytes(order)));
        shop.event(order, 4);
        awaitStill();
        parked(crm).forEach(operation -> crm.desk().skip("fake", operation.key(), "is another by now", OPERATOR));
        awaitStill();
        shop.event(order, 5);
        awaitStill();
        List<Integer> entries = new ArrayList<>();
        peer.stored().stream()
                .filter(row -> row.model().equals(TestShop.ENTRY))
                .forEach(row -> entries.add(TestShop.n(row.fields())));
        assertThat(entries).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void whatAPersonHasSentInsteadIsOverWhenTheRecordChanges() {
        peer.refuses(write -> write.fields().get("phone") instanceof Value.Text text
                && text.text().startsWith("bad"));
        Crm crm = start();
        UUID customer = shop.customer("A");
        awaitStill();
        shop.phone(customer, "bad 1");
        awaitStill();
        UUID key = parked(crm).get(0).key();
        assertThat(crm.desk().edit("fake", key, Map.of("phone", "bad 2"), OPERATOR))
                .isTrue();
        awaitStill();
        shop.phone(customer, "right");
        awaitStill();
        assertThat(parked(crm)).isEmpty();
        assertThat(there(customer, "phone")).isEqualTo("right");

        shop.phone(customer, "bad 3");
        awaitStill();
        assertThat(crm.desk().edit("fake", key, Map.of("phone", "bad 4"), OPERATOR))
                .isTrue();
        awaitStill();
        assertThat(crm.desk().edit("fake", key, Map.of("phone", "this once"), OPERATOR))
                .isTrue();
        awaitStill();
        assertThat(there(customer, "phone")).isEqualTo("this once");
        shop.rename(customer, "B");
        awaitStill();
        assertThat(parked(crm)).as("the record as it stands is refused again").hasSize(1);
    }

    @Test
    void whatAPersonDeletedThereStaysAwayUntilAPersonHereWantsItBack() {
        Crm crm = start();
        UUID customer = shop.customer("A");
        awaitStill();
        Instant before = Instant.now().minusSeconds(60);
        peer.delete(peer.rows(TestShop.ACCOUNT).get(0).remoteId());
        shop.rename(customer, "B");
        awaitStill();
        shop.phone(customer, "1");
        awaitStill();
        assertThat(isThere(customer)).isFalse();
        UUID key = parked(crm).get(0).key();
        assertThat(crm.desk().skip("fake", key, "they know", OPERATOR)).isTrue();
        shop.phone(customer, "2");
        awaitStill();
        assertThat(isThere(customer)).isFalse();
        assertThat(parked(crm)).isEmpty();
        crm.desk().replayFrom("fake", before, OPERATOR);
        await().atMost(MOST).until(() -> there(customer, "phone").equals("2"));
    }

    @Test
    void aFirstSyncGoesOnThoughMuchOfItIsRefused() {
        peer.refuses(write -> write.fields().get("name") instanceof Value.Text text
                && text.text().matches("Old [0-9]*[13579]"));
        shop.quietly(4_300, 0);
        Crm crm = start(false, Set.of(Entity.CUSTOMER));
        await().atMost(MOST).until(() -> crm.desk().status("fake").orElseThrow().syncs().stream()
                .allMatch(sync -> sync.endedAt().isPresent()));
        awaitStill();
        assertThat(peer.rows(TestShop.ACCOUNT)).hasSize(2_150);
    }
}
