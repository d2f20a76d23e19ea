package io.tagline.hub.crm.tryton;

import io.tagline.hub.crm.peer.LossyProxy;
import io.tagline.hub.crm.peer.ModelCase;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.Peer;
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
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

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

    private TrytonServer server;
    private String customer = "";

    private final ModelCase sale = ModelCase.of("sale.sale", "comment").linking("party", PARTY);

    @Override
    protected void startPeer(Path folder) throws PeerException {
        server = TrytonServer.start(folder);
        try (Peer peer = peer(server.uri(), TrytonServer.PASSWORD)) {
            Write write = Write.create(UUID.randomUUID(), "party.party", "C-1", Map.of("name", new Value.Text("Ada")));
            customer = ((Outcome.Done) peer.write(List.of(write)).get(0)).remoteId();
        }
    }

    @Override
    protected void stopPeer() {
        if (server != null) {
            server.close();
        }
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
        return server.uri();
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
        server.endSessions();
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
}
