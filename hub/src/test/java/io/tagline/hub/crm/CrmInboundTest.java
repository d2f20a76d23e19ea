package io.tagline.hub.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagline.hub.access.Audit;
import io.tagline.hub.access.AuditEntry;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.crm.fake.MemoryPeer;
import io.tagline.hub.crm.peer.ModelTraits.Keys;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes in from a CRM, what a person has to decide, and what a comparison of both sides finds. */
final class CrmInboundTest {
    private static final Viewer OPERATOR = new Viewer("olga", Set.of(Role.OPERATIONS), Optional.empty());
    private static final InboundSetup PULLS = new InboundSetup(Duration.ofMillis(20), true, Duration.ZERO, true);

    private final MemoryPeer peer =
            new MemoryPeer(1, Duration.ofMillis(30)).model(TestShop.ACCOUNT, Keys.SEARCHABLE, 20, true);

    @TempDir
    Path folder;

    private final List<String> deaths = new CopyOnWriteArrayList<>();
    private Store store;
    private TestShop shop;
    private Optional<Crm> running = Optional.empty();

    @BeforeEach
    void open() {
        store = Store.open(TestDatabase.SQLITE.fresh(folder));
        shop = new TestShop(store.transactions(), "fake");
        shop.owner("phone", Owner.BOTH);
        shop.owner("note", Owner.CRM);
    }

    @AfterEach
    void close() {
        running.ifPresent(Crm::close);
        store.close();
    }

    private Crm start() {
        return start(PULLS);
    }

    private Crm start(InboundSetup pulls) {
        CrmSetup setup = new CrmSetup(
                "fake", false, false, Set.of(), new CrmLimits(100_000, Duration.ofSeconds(1), 4), Duration.ofMillis(5));
        InstantSource clock = InstantSource.system();
        Crm started = Crm.start(
                store.transactions(),
                List.of(new CrmConnection(setup, peer, shop, Introduction::logIn, pulls)),
                new KeptConflicts(clock),
                shop,
                new SimpleMeterRegistry(),
                clock,
                deaths::add);
        running = Optional.of(started);
        return started;
    }

    /** All that happened here is there, and all that happened there was read. */
    private void awaitLevel() {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> {
                    long clock = peer.clock();
                    store.transactions().read(tx -> {
                        assertThat(Happenings.waiting(tx, "crm:fake")).isZero();
                        assertThat(OperationsTable.countOpen(tx, "fake", 1)).isZero();
                        assertThat(InboxTable.waiting(tx, "fake")).isZero();
                        assertThat(CursorsTable.place(tx, "fake", TestShop.ACCOUNT))
                                .contains(String.valueOf(clock));
                        return null;
                    });
                });
    }

    private String idOf(UUID customer) {
        return peer.rows(TestShop.ACCOUNT, "c-" + customer).get(0).remoteId();
    }

    private String reason() {
        return store.transactions()
                .read(tx -> StatesTable.find(tx, "fake").orElseThrow().reason().orElse(""));
    }

    private static Value text(String text) {
        return new Value.Text(text);
    }

    @Test
    void whatIsChangedThereComesHereAndIsNotSentBack() {
        start();
        UUID customer = shop.customer("C");
        awaitLevel();
        int written = peer.stored().size();
        peer.edit(idOf(customer), "phone", text("their phone"));
        peer.edit(idOf(customer), "note", text("their note"));
        await().untilAsserted(() -> assertThat(shop.get(customer, "note")).isEqualTo("their note"));
        awaitLevel();
        assertThat(shop.get(customer, "phone")).isEqualTo("their phone");
        assertThat(peer.stored()).hasSize(written);
    }

    @Test
    void aCrmThatSaysThatSomethingChangedIsAskedAtOnce() {
        Crm crm = start(new InboundSetup(Duration.ofHours(1), true, Duration.ZERO, true));
        UUID customer = shop.customer("C");
        await().untilAsserted(() ->
                assertThat(peer.rows(TestShop.ACCOUNT, "c-" + customer)).hasSize(1));
        await().until(() -> store.transactions()
                .read(tx -> CursorsTable.place(tx, "fake", TestShop.ACCOUNT).isPresent()));
        peer.edit(idOf(customer), "phone", text("their phone"));
        await().during(Duration.ofMillis(400))
                .until(() -> !shop.get(customer, "phone").equals("their phone"));
        crm.changed("fake");
        await().atMost(Duration.ofSeconds(5))
                .until(() -> shop.get(customer, "phone").equals("their phone"));
    }

    @Test
    void whatCanNotBeReadKeepsNothingFromGoingThereAndComesInOnceItCan() {
        start();
        UUID customer = shop.customer("C");
        awaitLevel();
        peer.garbles(true);
        peer.edit(idOf(customer), "phone", text("their phone"));
        shop.set(customer, "name", "ours");
        await().until(() ->
                peer.rows(TestShop.ACCOUNT, "c-" + customer).get(0).fields().containsValue(text("ours")));
        await().until(() -> reason().contains(TestShop.ACCOUNT + ": IllegalStateException"));
        peer.garbles(false);
        await().untilAsserted(() -> assertThat(shop.get(customer, "phone")).isEqualTo("their phone"));
        assertThat(deaths).isEmpty();
    }

    @Test
    void whatIsTheirsAndChangedHereIsAskedAboutAndGoesThereIfAPersonSaysSo() {
        Crm crm = start();
        UUID customer = shop.customer("C");
        awaitLevel();
        shop.set(customer, "note", "ours");
        await().untilAsserted(
                        () -> assertThat(crm.conflicts().countOpen("fake")).isEqualTo(1));
        ConflictView conflict =
                crm.conflicts().open("fake", Optional.empty(), 10).get(0);
        assertThat(conflict.owner()).isEqualTo(Owner.CRM);
        assertThat(conflict.ours()).isEqualTo(text("ours"));
        assertThat(conflict.theirs()).isEqualTo(text(""));
        assertThat(crm.conflicts().decide("fake", conflict.id(), ConflictDesk.Choice.OURS, OPERATOR))
                .isTrue();
        assertThat(crm.conflicts().decide("fake", conflict.id(), ConflictDesk.Choice.OURS, OPERATOR))
                .isFalse();
        awaitLevel();
        assertThat(peer.rows(TestShop.ACCOUNT).get(0).fields()).containsEntry("note", text("ours"));
        assertThat(crm.conflicts().countOpen("fake")).isZero();
        assertThat(store.transactions().read(tx -> Audit.of(tx, "crm:fake/" + conflict.id(), 10)).stream()
                        .map(AuditEntry::action))
                .containsExactly("crm.conflict-decided");
    }

    @Test
    void whatIsOursAndChangedThereIsAskedAbout() {
        Crm crm = start();
        UUID customer = shop.customer("C");
        awaitLevel();
        peer.edit(idOf(customer), "name", text("theirs"));
        await().untilAsserted(
                        () -> assertThat(crm.conflicts().countOpen("fake")).isEqualTo(1));
        ConflictView conflict =
                crm.conflicts().open("fake", Optional.empty(), 10).get(0);
        assertThat(conflict.owner()).isEqualTo(Owner.HUB);
        // whatever else is sent meanwhile, and whoever has all of it sent again
        shop.phone(customer, "another");
        awaitLevel();
        crm.desk().sync("fake", OPERATOR);
        await().until(() -> crm.desk().status("fake").orElseThrow().syncs().stream()
                .allMatch(sync -> sync.endedAt().isPresent()));
        crm.desk().replayFrom("fake", Instant.now().minusSeconds(600), OPERATOR);
        awaitLevel();
        assertThat(peer.rows(TestShop.ACCOUNT).get(0).fields())
                .containsEntry("phone", text("another"))
                .containsEntry("name", text("theirs"));
        assertThat(crm.conflicts().countOpen("fake")).isEqualTo(1);
        assertThatThrownBy(() -> crm.conflicts().decide("fake", conflict.id(), ConflictDesk.Choice.THEIRS, OPERATOR))
                .hasMessageContaining("field \"name\" is the hub's own: expected ours");
        assertThat(crm.conflicts().decide("fake", conflict.id(), ConflictDesk.Choice.OURS, OPERATOR))
                .isTrue();
        awaitLevel();
        assertThat(peer.rows(TestShop.ACCOUNT).get(0).fields()).containsEntry("name", text("C0"));
        assertThat(crm.conflicts().countOpen("fake")).isZero();
    }

    @Test
    void whatCanNotBeIsReportedAndTheRestComesIn() {
        Crm crm = start();
        UUID customer = shop.customer("C");
        awaitLevel();
        peer.edit(idOf(customer), "note", text("bad note"));
        peer.edit(idOf(customer), "phone", text("their phone"));
        await().untilAsserted(
                        () -> assertThat(crm.conflicts().refused("fake", 10)).hasSize(1));
        awaitLevel();
        assertThat(shop.get(customer, "phone")).isEqualTo("their phone");
        assertThat(shop.get(customer, "note")).isEmpty();
        assertThat(crm.conflicts().refused("fake", 10))
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo("note: expected something good"));
        peer.edit(idOf(customer), "note", text("good note"));
        await().untilAsserted(() -> assertThat(shop.get(customer, "note")).isEqualTo("good note"));
        awaitLevel();
        assertThat(crm.conflicts().refused("fake", 10)).isEmpty();
    }

    @Test
    void aCustomerWhoIsMadeThereBecomesOurs() {
        start();
        awaitHello();
        peer.make(TestShop.ACCOUNT, "", new TreeMap<>(Map.of("note", text("made there"), "phone", text("1"))));
        awaitLevel();
        long links = store.transactions().read(tx -> LinksTable.count(tx, "fake", TestShop.ACCOUNT));
        assertThat(links).isEqualTo(1);
        awaitLevel();
        assertThat(peer.rows(TestShop.ACCOUNT)).as("it is not made again").hasSize(1);
    }

    private void awaitHello() {
        UUID unused = shop.customer("hello");
        awaitLevel();
        peer.forget(row -> true);
        store.transactions().write(tx -> tx.execute("DELETE FROM crm_links"));
    }

    @Test
    void aComparisonFindsWhatIsLostDoubleAndDifferentAndPutsRightWhatIsOurs() {
        Crm crm = start();
        List<UUID> customers = shop.customers(5, "C");
        awaitLevel();
        peer.make(TestShop.ACCOUNT, "c-" + customers.get(0), new TreeMap<>());
        peer.make(TestShop.ACCOUNT, "c-nobody", new TreeMap<>());
        String lost = idOf(customers.get(1));
        peer.forget(row -> row.remoteId().equals(lost));
        crm.conflicts().reconcile("fake", OPERATOR);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        crm.conflicts().reconciliations("fake", 1).get(0).endedAt())
                .isPresent());
        ReconciliationView found = crm.conflicts().reconciliations("fake", 1).get(0);
        assertThat(found.theirs()).isEqualTo(6);
        assertThat(found.ours()).isEqualTo(5);
        assertThat(found.duplicates()).isEqualTo(1);
        assertThat(found.missingHere()).isEqualTo(1);
        assertThat(found.missingThere()).isEqualTo(1);
        assertThat(found.repaired()).isEqualTo(1);
        assertThat(found.examples()).contains("missing-there c-" + customers.get(1));
        awaitLevel();
        assertThat(peer.rows(TestShop.ACCOUNT, "c-" + customers.get(1))).hasSize(1);
    }

    /** All of them would be missing there, and written again, each day. */
    @Test
    void aCrmThatCanNotBeReadIsNotCompared() throws Exception {
        peer.blind();
        Crm crm = start();
        List<UUID> unused = shop.customers(5, "C");
        await().until(() -> peer.stored().size() == 5);
        crm.conflicts().reconcile("fake", OPERATOR);
        Thread.sleep(1_000);
        assertThat(crm.conflicts().reconciliations("fake", 1)).isEmpty();
        assertThat(peer.stored()).hasSize(5);
    }
}
