package io.tagline.hub.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.crm.fake.MemoryPeer;
import io.tagline.hub.crm.peer.ModelTraits.Keys;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is erased here is nobody at the CRM, either, and nothing of them comes back. */
final class CrmErasureTest {
    private static final String THEIR_PHONE = "+1 613 555 0199";

    private final MemoryPeer peer = new MemoryPeer(1, Duration.ofMillis(30))
            .model(TestShop.ACCOUNT, Keys.SEARCHABLE, 20, true)
            .model(TestShop.ORDER, Keys.SEARCHABLE, 20, true)
            .model(TestShop.ENTRY, Keys.UNIQUE, 20, true);

    @TempDir
    Path folder;

    private Store store;
    private TestShop shop;
    private TurnByTurn crm;

    @BeforeEach
    void open() {
        store = Store.open(TestDatabase.SQLITE.fresh(folder));
        shop = new TestShop(store.transactions(), "fake");
        shop.owner("name", Owner.CRM);
        shop.owner("phone", Owner.BOTH);
        crm = new TurnByTurn(store, peer, shop);
    }

    @AfterEach
    void close() {
        crm.close();
        store.close();
    }

    private UUID anna() {
        UUID anna = shop.customer("Anna Secret");
        crm.out();
        crm.in();
        return anna;
    }

    private SortedMap<String, Value> there(UUID customer) {
        return peer.rows(TestShop.ACCOUNT, "c-" + customer).get(0).fields();
    }

    private String idOf(UUID customer) {
        return peer.rows(TestShop.ACCOUNT, "c-" + customer).get(0).remoteId();
    }

    private static Value text(String text) {
        return new Value.Text(text);
    }

    /** All that is kept of CRMs, as one text. */
    private String kept() {
        return store.transactions().read(tx -> {
            StringBuilder all = new StringBuilder();
            for (String column : List.of(
                    "base FROM crm_links",
                    "payload FROM crm_operations",
                    "edits FROM crm_operations",
                    "reason FROM crm_operations",
                    "reason FROM crm_inbox",
                    "ours FROM crm_conflicts",
                    "theirs FROM crm_conflicts",
                    "base FROM crm_conflicts")) {
                tx.sql("SELECT " + column)
                        .query((row, n) -> Optional.ofNullable(row.getString(1)).orElse(""))
                        .list()
                        .forEach(text -> all.append(text).append('\n'));
            }
            return all.toString();
        });
    }

    @Test
    void thePseudonymGoesOverWhateverStandsThere() {
        UUID anna = anna();
        peer.edit(idOf(anna), "phone", text(THEIR_PHONE));
        crm.in();
        assertThat(shop.get(anna, "phone")).isEqualTo(THEIR_PHONE);
        shop.erase(anna);
        crm.level();
        assertThat(there(anna)).containsEntry("name", text("Customer erased-1")).containsEntry("phone", text(""));
        assertThat(shop.get(anna, "phone")).isEmpty();
        assertThat(crm.desk().countOpen("fake")).isZero();
        assertThat(kept()).doesNotContain("Anna").doesNotContain("0199");
    }

    @Test
    void whatIsPutInThereLaterIsNeitherTakenInNorKept() {
        UUID anna = anna();
        shop.erase(anna);
        crm.level();
        peer.edit(idOf(anna), "name", text("Anna Secret"));
        peer.edit(idOf(anna), "note", text("lives at 4 Elm Street"));
        crm.level();
        assertThat(shop.get(anna, "name")).isEqualTo("Customer erased-1");
        assertThat(crm.desk().countOpen("fake")).isZero();
        assertThat(kept()).doesNotContain("Anna").doesNotContain("Elm");
    }

    @Test
    void whatWaitedForAPersonIsForgotten() {
        UUID anna = anna();
        shop.set(anna, "phone", "+98 21 77");
        peer.edit(idOf(anna), "phone", text(THEIR_PHONE));
        crm.level();
        assertThat(crm.desk().countOpen("fake")).isEqualTo(1);
        shop.erase(anna);
        assertThat(kept()).doesNotContain("0199").doesNotContain("+98 21 77");
        crm.level();
        assertThat(crm.desk().countOpen("fake")).isZero();
        assertThat(there(anna)).containsEntry("phone", text(""));
    }

    @Test
    void whatTheCrmSaidOfARefusedRecordIsForgottenToo() {
        peer.refuses(write -> write.model().equals(TestShop.ACCOUNT));
        UUID anna = shop.customer("Anna Secret");
        crm.out(1);
        assertThat(kept()).contains("Anna").contains("it does not like");
        shop.erase(anna);
        assertThat(kept()).doesNotContain("Anna").doesNotContain("it does not like");
    }

    @Test
    void itIsTheSameRecordThoughItsKeyIsAPseudonymNow() {
        UUID anna = anna();
        String id = idOf(anna);
        shop.erase(anna);
        crm.level();
        assertThat(peer.rows(TestShop.ACCOUNT)).singleElement().satisfies(row -> assertThat(row.remoteId())
                .isEqualTo(id));
        Optional<Linked> link =
                store.transactions().read(tx -> LinksTable.find(tx, "fake", TestShop.ACCOUNT, "p-" + anna));
        assertThat(link.map(Linked::remoteId)).contains(id);
        Optional<Linked> old =
                store.transactions().read(tx -> LinksTable.find(tx, "fake", TestShop.ACCOUNT, "c-" + anna));
        assertThat(old).isEmpty();
    }

    /** Its answer comes when nobody is to know it any more. */
    @Test
    void whatIsUnderWayAsSomebodyIsErasedBringsNothingBack() {
        UUID anna = anna();
        shop.set(anna, "phone", "+98 21 77");
        AtomicBoolean erased = new AtomicBoolean();
        peer.refuses(write -> {
            if (!erased.getAndSet(true)) {
                shop.erase(anna);
            }
            return false;
        });
        crm.out();
        assertThat(kept()).doesNotContain("+98 21 77").doesNotContain("Anna");
        assertThat(there(anna)).containsEntry("name", text("Customer erased-1")).containsEntry("phone", text(""));
    }
}
