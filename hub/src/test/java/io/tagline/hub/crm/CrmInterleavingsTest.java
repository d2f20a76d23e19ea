package io.tagline.hub.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.crm.fake.MemoryPeer;
import io.tagline.hub.crm.peer.ModelTraits.Keys;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Edits of both sides in an order in which one of them could be lost, on each database: each step by hand. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class CrmInterleavingsTest {
    private static final Viewer OPERATOR = new Viewer("olga", Set.of(Role.OPERATIONS), Optional.empty());

    /** For a commit, where nothing holds it up. */
    private static final long LONG_ENOUGH_MS = 1_000;

    private final TestDatabase database;
    private final MemoryPeer peer =
            new MemoryPeer(1, Duration.ofMillis(30)).model(TestShop.ACCOUNT, Keys.SEARCHABLE, 20, false);

    @TempDir
    Path folder;

    private Store store;
    private TestShop shop;
    private TurnByTurn sides;
    private UUID customer;
    private String remoteId;

    CrmInterleavingsTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        store = Store.open(database.fresh(folder));
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
                .map(each ->
                        each.field() + ": " + ValueText.plain(each.ours()) + " or " + ValueText.plain(each.theirs()))
                .sorted()
                .toList();
    }

    private String at(String field) {
        return ValueText.plain(Objects.requireNonNull(
                peer.rows(TestShop.ACCOUNT).get(0).fields().get(field)));
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

    /** All is again as it was when it was written last, but for what came from there meanwhile. */
    @Test
    void whatIsSetBackHereGoesThere() {
        String before = shop.get(customer, "phone");
        here("name", "ours");
        there("phone", "their phone");
        sides.in();
        assertThat(shop.get(customer, "phone")).isEqualTo("their phone");
        here("name", "C0");
        here("phone", before);
        sides.level();
        assertThat(at("phone")).isEqualTo(before);
        assertThat(asked()).isEmpty();
    }

    /** CRMs keep whole seconds: two states of a record can have one version. */
    @Test
    void twoEditsThereInOneSecondBothComeIn() {
        peer.editsOfOneVersion(1000);
        there("name", "theirs");
        sides.in();
        assertThat(shop.get(customer, "name")).isEqualTo("theirs");
        there("name", "theirs again");
        sides.in();
        assertThat(shop.get(customer, "name")).isEqualTo("theirs again");
    }

    @Test
    void ofTwoEditsThereInOneSecondTheSecondIsNotWrittenOver() {
        peer.editsOfOneVersion(1000);
        there("name", "theirs");
        sides.level();
        there("name", "theirs again");
        here("name", "ours");
        sides.out();
        assertThat(at("name")).isEqualTo("theirs again");
        assertThat(asked()).containsExactly("name: ours or theirs again");
    }

    /** Between two looks of one transaction, which on PostgreSQL see what others commit meanwhile. */
    @Test
    void whatIsChangedHereWhileTheirsComesInIsNotWrittenOverUnseen() throws Exception {
        there("name", "theirs");
        AtomicReference<String> seen = new AtomicReference<>("");
        Thread somebody = new Thread(() -> seen.set(shop.set(customer, "name", "ours")), "somebody");
        shop.meanwhile(() -> {
            somebody.start();
            try {
                somebody.join(LONG_ENOUGH_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        sides.in();
        somebody.join();
        sides.level();
        assertThat(shop.get(customer, "name")).isEqualTo("ours");
        if ("theirs".equals(seen.get())) {
            assertThat(at("name")).isEqualTo("ours");
        } else {
            assertThat(asked()).containsExactly("name: ours or theirs");
        }
    }

    /** Whoever decides has not seen it. */
    @Test
    void whatWasChangedHereSinceAPersonWasAskedIsNotDecidedAway() {
        here("name", "ours");
        there("name", "theirs");
        sides.level();
        ConflictView asked = sides.desk().open("fake", Optional.empty(), 1).get(0);
        here("name", "ours again");
        assertThatThrownBy(() -> sides.desk().decide("fake", asked.id(), ConflictDesk.Choice.THEIRS, OPERATOR))
                .hasMessageContaining("name was changed here since");
        sides.level();
        assertThat(asked()).containsExactly("name: ours again or theirs");
        assertThat(sides.desk().decide("fake", asked.id(), ConflictDesk.Choice.THEIRS, OPERATOR))
                .isTrue();
        sides.level();
        assertThat(shop.get(customer, "name")).isEqualTo("theirs");
    }
}
