package io.tagline.hub.crm.tryton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.hub.crm.http.CrmHttp;
import io.tagline.hub.crm.http.HttpLimits;
import io.tagline.hub.crm.peer.ChangePage;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.LossyProxy;
import io.tagline.hub.crm.peer.ModelCase;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerContract;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The connector against a real Tryton 6.0. */
final class TrytonPeerIT extends PeerContract {
    private static final String WRONG = "not-the-password";
    private static final ModelCase PARTY = ModelCase.of("party.party", "name")
            .holding(Map.of(
                    "active", new Value.Flag(true),
                    "lang", new Value.Text("fr"),
                    "email", new Value.Text("ada@example.org"),
                    "phone", new Value.Text("+16135550100"),
                    "mobile", new Value.Text("+16135550111"),
                    "address.street", new Value.Text("1 Main Street\nUnit 2"),
                    "address.city", new Value.Text("Ottawa"),
                    "address.postal_code", new Value.Text("K1A 0B1"),
                    "address.country", new Value.Text("CA")))
            .refusing("email", new Value.Day(LocalDate.EPOCH))
            .guarding();

    private @Nullable TrytonServer started;
    private String customer = "";

    private final ModelCase sale = ModelCase.of("sale.sale", "comment").linking("party", PARTY);

    @Override
    protected void startPeer(Path folder) throws PeerException {
        TrytonServer server = TrytonServer.start(folder);
        started = server;
        try (Peer peer = peer(server.uri(), TrytonServer.PASSWORD)) {
            Write write = Write.create(UUID.randomUUID(), "party.party", "C-1", Map.of("name", new Value.Text("Ada")));
            customer = ((Outcome.Done) peer.write(List.of(write)).get(0)).remoteId();
        }
    }

    @Override
    protected void stopPeer() {
        if (started != null) {
            started.close();
        }
    }

    private TrytonServer server() {
        return Objects.requireNonNull(started);
    }

    private static TrytonPeer peer(URI address, String password) {
        TrytonSettings usual =
                TrytonSettings.of(address.toString(), TrytonServer.DATABASE, TrytonServer.LOGIN, password);
        return new TrytonPeer(
                new TrytonSettings(
                        usual.address(),
                        usual.database(),
                        usual.login(),
                        usual.password(),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(2),
                        Map.of()),
                InstantSource.system());
    }

    @Override
    protected URI address() {
        return server().uri();
    }

    @Override
    protected Peer connect(URI through) {
        return peer(through, TrytonServer.PASSWORD);
    }

    @Override
    protected Peer stranger(URI through) {
        return peer(through, WRONG);
    }

    @Override
    protected String strangersSecret() {
        return WRONG;
    }

    @Override
    protected boolean writes(LossyProxy.Seen request) {
        return request.body().matches("(?s).*\"method\":\"model\\.[a-z._]+\\.(create|write)\".*");
    }

    @Override
    protected boolean endSessions() {
        server().endSessions();
        return true;
    }

    @Override
    protected Stream<ModelCase> models() {
        Value.Link ada = new Value.Link("party.party", "C-1", Optional.of(customer));
        ModelCase order = sale.needing(Map.of("party", ada))
                .holding(Map.of(
                        "sale_date", new Value.Day(LocalDate.of(2026, 11, 23)),
                        "description", new Value.Text("Parcel 2 kg"),
                        "invoice_method", new Value.Text("manual"),
                        "line.description", new Value.Text("Parcel"),
                        "line.quantity", new Value.Decimal(new BigDecimal("2")),
                        "line.unit_price", new Value.Decimal(new BigDecimal("12.40"))))
                .keeping("invoice_method", "line.quantity", "line.unit_price")
                .refusing("invoice_method", new Value.Text("no_such_method"))
                .guarding();
        ModelCase complaint = ModelCase.of("sale.complaint", "description")
                .needing(Map.of("customer", ada, "type", new Value.Text("Parcel")))
                .holding(Map.of("date", new Value.Day(LocalDate.of(2026, 11, 20))))
                .refusing("type", new Value.Text("no such type"))
                .guarding();
        ModelCase note = ModelCase.of("ir.note", "message")
                .needing(Map.of("resource", ada))
                .refusing("resource", new Value.Link("party.party", "gone", Optional.of("987654321")))
                .appended();
        return Stream.of(PARTY, order, complaint, note);
    }

    private static Write party(String key, Map<String, Value> fields) {
        return Write.create(UUID.randomUUID(), "party.party", key, fields);
    }

    private static Value text(String text) {
        return new Value.Text(text);
    }

    private Write note(Value resource, String key, String text) {
        return Write.create(UUID.randomUUID(), "ir.note", key, Map.of("resource", resource, "message", text(text)));
    }

    /** Tryton hides what was put away from searches, but keeps its code taken. */
    @Test
    void customerThatWasPutAwayIsFound() throws PeerException {
        String key = key();
        Outcome.Done done = done(party(key, Map.of("name", text("Ada"))));
        server().sql("UPDATE party_party SET active = 0 WHERE id = " + done.remoteId());
        assertThat(peer().write(List.of(party(key, Map.of("name", text("Ada"))))))
                .containsExactly(new Outcome.Exists());
        assertThat(peer().find("party.party", Set.of(key), Set.of("active")))
                .singleElement()
                .extracting(found -> found.fields().get("active"))
                .isEqualTo(new Value.Flag(false));
    }

    @Test
    void whatPeopleAddedToACustomerStays() throws PeerException {
        String key = key();
        Outcome.Done done = done(party(key, Map.of("name", text("Ada"), "email", text("ada@example.org"))));
        try (TrytonPeer admin = new TrytonPeer(
                TrytonSettings.of(
                        server().uri().toString(),
                        TrytonServer.DATABASE,
                        TrytonServer.ADMIN,
                        TrytonServer.ADMINS_PASSWORD),
                InstantSource.system())) {
            // a second address by hand
            server().sql("INSERT INTO party_contact_mechanism (id, party, type, value, active, create_uid, create_date)"
                    + " VALUES (900001, " + done.remoteId()
                    + ", 'email', 'second@example.org', 1, 1, strftime('%Y-%m-%d %H:%M:%f', 'now'))");
            assertThat(admin.check()).contains("Tagline Post");
        }
        for (String email : List.of("ada@example.org", "ada@new.example.org", "ada@new.example.org")) {
            done(party(key, Map.of("email", text(email))).onto(done.remoteId(), Optional.empty()));
        }
        assertThat(server().count("SELECT count(*) FROM party_contact_mechanism WHERE party = " + done.remoteId()))
                .isEqualTo(2);
        assertThat(server().count("SELECT count(*) FROM party_contact_mechanism WHERE value = 'second@example.org'"))
                .isEqualTo(1);
        assertThat(peer().read("party.party", List.of(done.remoteId()), Set.of("email"))
                        .get(0)
                        .fields())
                .containsEntry("email", text("ada@new.example.org"));
    }

    /** What is put away can still be read there, by whoever asks for it. */
    @Test
    void whatIsClearedOfACustomerCanNotBeReadAnyMore() throws PeerException {
        String key = key();
        Outcome.Done done = done(party(
                key,
                Map.of(
                        "name", text("Ada"),
                        "email", text("ada@secret.example.org"),
                        "phone", text("+16135550177"),
                        "address.street", text("4 Secret Street"))));
        Write cleared = party(
                key,
                Map.of(
                        "name", text("Customer erased-1"),
                        "email", new Value.Nothing(),
                        "phone", new Value.Nothing(),
                        "address.street", new Value.Nothing()));
        done(cleared.onto(done.remoteId(), Optional.empty()));
        assertThat(server().count("SELECT count(*) FROM party_contact_mechanism WHERE party = " + done.remoteId()))
                .isZero();
        assertThat(server().count("SELECT count(*) FROM party_address WHERE street LIKE '%Secret%'"))
                .isZero();
        done(cleared.onto(done.remoteId(), Optional.empty()));
    }

    /** The party's own stamp stands still then. */
    @Test
    void addressEditedByItselfIsAChangeOfItsCustomer() throws PeerException {
        String key = key();
        Outcome.Done done = done(party(key, Map.of("name", text("Ada"), "address.city", text("Ottawa"))));
        Set<String> fields = Set.of("name", "address.city");
        String cursor = "";
        boolean more = true;
        while (more) {
            ChangePage page = peer().changes("party.party", Optional.of(cursor), fields, 1000);
            cursor = page.cursor();
            more = page.more();
        }
        server().sql(
                        "UPDATE party_address SET city = 'Gatineau', write_date = strftime('%Y-%m-%d %H:%M:%f', 'now', '+5 seconds')"
                                + " WHERE party = " + done.remoteId());
        List<Found> changes =
                peer().changes("party.party", Optional.of(cursor), fields, 1000).changes();
        assertThat(changes.get(changes.size() - 1)).satisfies(found -> {
            assertThat(found.key()).contains(key);
            assertThat(found.fields()).containsEntry("address.city", text("Gatineau"));
            assertThat(found.version()).isNotEqualTo(done.version());
        });
    }

    /** What follows an entry that was refused would else come before it once that is mended. */
    @Test
    void entryThatIsRefusedHoldsBackThoseAfterItOnTheSameRecord() throws PeerException {
        Value.Link ada = new Value.Link("party.party", "C-1", Optional.of(customer));
        Value.Link other = new Value.Link(
                "party.party",
                "x",
                Optional.of(done(party(key(), Map.of("name", text("Other")))).remoteId()));
        List<Outcome> outcomes = peer().write(List.of(
                note(ada, key(), "one"),
                note(ada, key(), "half a sign: \ud800"),
                note(other, key(), "two"),
                note(ada, key(), "three")));
        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Done.class);
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Refused.class);
        assertThat(outcomes.get(2)).isInstanceOf(Outcome.Done.class);
        assertThat(outcomes.get(3)).isInstanceOf(Outcome.Later.class);
    }

    @Test
    void orderGetsTheAddressesOfItsCustomer() throws PeerException {
        String key = key();
        Outcome.Done ada = done(party(key, Map.of("name", text("Ada"), "address.city", text("Ottawa"))));
        String order = key();
        done(Write.create(
                UUID.randomUUID(),
                "sale.sale",
                order,
                Map.of("party", new Value.Link("party.party", key, Optional.of(ada.remoteId())))));
        assertThat(server().count("SELECT count(*) FROM sale_sale s JOIN party_address a ON a.id = s.invoice_address"
                        + " AND a.id = s.shipment_address WHERE s.reference = '" + order + "' AND a.city = 'Ottawa'"
                        + " AND s.company = 1 AND s.currency = 1"))
                .isEqualTo(1);
    }

    /** Tryton's own lock goes by whole seconds on SQLite. */
    @Test
    void editOfTheSameSecondIsNotWrittenOver() throws PeerException {
        String key = key();
        Outcome.Done done = done(party(key, Map.of("name", text("Ada"))));
        for (int i = 0; i < 5; i++) {
            Outcome.Done edited =
                    done(party(key, Map.of("name", text("Edit " + i))).onto(done.remoteId(), Optional.empty()));
            assertThat(peer().write(List.of(
                            party(key, Map.of("name", text("Stale"))).onto(done.remoteId(), done.version()))))
                    .containsExactly(new Outcome.Changed());
            done = edited;
        }
    }

    @Test
    void serverThatIsKilledAndComesBackIsGoneOnWith() throws PeerException {
        String key = key();
        server().kill();
        assertThatThrownBy(() -> peer().write(List.of(party(key, Map.of("name", text("Ada"))))))
                .isInstanceOf(PeerException.class);
        server().startAgain();
        if (peer().find("party.party", Set.of(key), Set.of()).isEmpty()) {
            done(party(key, Map.of("name", text("Ada"))));
        }
        assertThat(found(PARTY, key)).hasSize(1);
    }

    /** "Certainly nothing done" would be said of a record that is there. */
    @Test
    void whatWasDoneIsToldThoughTheConnectionEndsMidway() throws PeerException {
        String taken = key();
        done(party(taken, Map.of("name", text("Taken"))));
        String free = key();
        try (LossyProxy proxy = new LossyProxy(server().uri(), 1)
                        .among(seen -> seen.says("search_read") && seen.says(taken))
                        // what changes nothing is asked three times
                        .next(
                                LossyProxy.Fate.REQUEST_LOST,
                                LossyProxy.Fate.REQUEST_LOST,
                                LossyProxy.Fate.REQUEST_LOST);
                Peer other = connect(proxy.uri())) {
            List<Outcome> outcomes = other.write(
                    List.of(party(free, Map.of("name", text("Free"))), party(taken, Map.of("name", text("Again")))));
            assertThat(proxy.count(LossyProxy.Fate.REQUEST_LOST)).isEqualTo(3);
            assertThat(outcomes.get(0)).isInstanceOf(Outcome.Done.class);
            assertThat(outcomes.get(1)).isInstanceOf(Outcome.Later.class);
        }
        assertThat(found(PARTY, free)).hasSize(1);
    }

    /** Else it shows with the first record, and the hub's operators are the first to hear of it. */
    @Test
    void whatTheUserMayNotDoIsToldBeforeAnythingIsSent() throws PeerException {
        TrytonRpc admin = new TrytonRpc(
                TrytonSettings.of(
                        server().uri().toString(),
                        TrytonServer.DATABASE,
                        TrytonServer.ADMIN,
                        TrytonServer.ADMINS_PASSWORD),
                new CrmHttp(HttpLimits.USUAL, InstantSource.system()));
        // in no group
        var unused = admin.read(
                "res.user",
                "create",
                (ArrayNode)
                        JsonMapper.builder()
                                .build()
                                .readTree(
                                        """
                                [[{"name": "Pat", "login": "pat", "password": "Heron_61_gable", "company": 1,
                                   "companies": [["add", [1]]]}]]
                                """),
                JsonNodeFactory.instance.objectNode());
        try (TrytonPeer pat = new TrytonPeer(
                TrytonSettings.of(server().uri().toString(), TrytonServer.DATABASE, "pat", "Heron_61_gable"),
                InstantSource.system())) {
            assertThat(pat.schema(Set.of("party.party", "ir.note")).models()).hasSize(2);
            assertThatThrownBy(() -> pat.schema(Set.of("party.party", "sale.sale", "sale.complaint")))
                    .isInstanceOf(PeerClosedException.class)
                    .hasMessageContaining("user \"pat\" may not read, create, write sale.complaint; nor ")
                    .hasMessageContaining("expected a user in a group that may, such as Sales");
        }
        assertThat(peer().schema(Set.of("party.party", "sale.sale", "sale.complaint", "ir.note"))
                        .models())
                .hasSize(4);
    }

    /** The key stands in the text that is written. */
    @Test
    void aNoteThatIsChangedKeepsItsKey() throws PeerException {
        Value.Link ada = new Value.Link("party.party", "C-1", Optional.of(customer));
        String key = key();
        Outcome.Done done = done(note(ada, key, "Notices by e-mail: true"));
        done(Write.create(UUID.randomUUID(), "ir.note", key, Map.of("message", text("Notices by e-mail: false")))
                .onto(done.remoteId(), Optional.empty()));
        done(Write.create(UUID.randomUUID(), "ir.note", key, Map.of("resource", ada))
                .onto(done.remoteId(), Optional.empty()));
        assertThat(peer().find("ir.note", Set.of(key), Set.of("message")))
                .singleElement()
                .extracting(found -> found.fields().get("message"))
                .isEqualTo(text("Notices by e-mail: false"));
    }
}
