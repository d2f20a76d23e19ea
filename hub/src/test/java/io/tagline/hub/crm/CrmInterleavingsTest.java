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
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits of both sides in an order in which one of them could be lost: each step by hand. */
final class CrmInterleavingsTest {
    private final MemoryPeer peer =
            new MemoryPeer(1, Duration.ofMillis(30)).model(TestShop.ACCOUNT, Keys.SEARCHABLE, 20, false);

    @TempDir
    Path folder;

    private Store store;
    private TestShop shop;
    private TurnByTurn sides;
    private UUID customer;
    private String remoteId;

    @BeforeEach
    void open() {
        store = Store.open(TestDatabase.SQLITE.fresh(folder));
        shop = new TestShop(store.transactions(), "fake");
        shop.owner("name", Owner.BOTH);
        shop.owner("phone", Owner.BOTH);
        shop.owner("note", Owner.CRM);
        sides = new TurnByTurn(store, peer, shop);
        customer = shop.customer("C");
        sides.level();
        remoteId = peer.rows(TestShop.ACCOUNT).get(0).remoteId();
    }

    @AfterEach
    void close() {
        sides.close();
        store.close();
    }

    private void here(String field, String text) {
        String unused = shop.set(customer, field, text);
    }

    private void there(String field, String text) {
        Value unused = peer.edit(remoteId, field, new Value.Text(text));
    }

    private List<String> asked() {
        return sides.desk().open("fake", Optional.empty(), 10).stream()
                .map(each -> each.field() + ": " + ValueText.plain(each.ours()) + " or "
                        + ValueText.plain(each.theirs()))
                .sorted()
                .toList();
    }

    private String at(String field) {
        return ValueText.plain(peer.rows(TestShop.ACCOUNT).get(0).fields().get(field));
    }

    /** Nothing was sent, so nothing of ours is there that was not: whatever else comes in meanwhile. */
    @Test
    void whatNeedsNoSendingIsNotTakenForSent() {
        here("name", "ours");
        there("name", "theirs");
        sides.level();
        assertThat(asked()).containsExactly("name: ours or theirs");
        here("note", "our note");
        shop.meanwhile(() -> {
            there("phone", "their phone");
            sides.in();
        });
        sides.level();
        assertThat(shop.get(customer, "phone")).isEqualTo("their phone");
        there("name", "theirs again");
        sides.level();
        assertThat(shop.get(customer, "name")).isEqualTo("ours");
        assertThat(asked()).containsExactly("name: ours or theirs again", "note: our note or ");
    }
}
