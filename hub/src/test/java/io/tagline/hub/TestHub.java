package io.tagline.hub;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagline.hub.access.KeyedHash;
import io.tagline.hub.customer.ContactForms;
import io.tagline.hub.fleet.Fleet;
import io.tagline.hub.intake.AgentReceipt;
import io.tagline.hub.intake.ScanMessage;
import io.tagline.hub.ledger.MessageBody;
import io.tagline.hub.ledger.RawMessage;
import io.tagline.hub.order.OrderPut;
import io.tagline.hub.order.OrderReader;
import io.tagline.hub.promise.Rules;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.StoreSettings;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.Site;
import io.tagline.hub.tracking.SiteMap;
import io.tagline.hub.tracking.SitePortal;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.Direction;
import io.tagline.wire.Health;
import io.tagline.wire.Payload;
import io.tagline.wire.ReceivedScans;
import io.tagline.wire.Scan;
import io.tagline.wire.ScanBatch;
import io.tagline.wire.Topics;
import io.tagline.wire.WireCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.Stream;

/** A hub without broker and pages, on an empty database, with a clock that tests turn. */
public final class TestHub implements AutoCloseable {
    public static final Instant START = Instant.parse("2026-11-22T08:00:00Z");
    public static final AgentAddress OTTAWA = new AgentAddress("ott-1", "gw-1");
    public static final SiteMap SITES = new SiteMap(
            List.of(new Site(
                    "ott-1",
                    "Ottawa depot",
                    "Ottawa",
                    ZoneId.of("America/Toronto"),
                    List.of(
                            new SitePortal("door-1", "Door 1", EventKind.ARRIVED, EventKind.DEPARTED),
                            new SitePortal("van-1", "Van bay", EventKind.ARRIVED, EventKind.OUT_FOR_DELIVERY),
                            new SitePortal("locker", "Locker", EventKind.DELIVERED, EventKind.UNKNOWN)))),
            ZoneId.of("UTC"));

    /** The same for all: a hub that is opened again on its database has the key that it had. */
    private static final KeyedHash HASHES = KeyedHash.of(KeyedHash.newKey());

    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final Store store;
    public final HubCore core;
    private Instant now = START;

    public TestHub(TestDatabase database, Path folder) {
        this(database, folder, Rules.none(ZoneId.of("UTC")));
    }

    public TestHub(TestDatabase database, Path folder, Rules rules) {
        this(database.fresh(folder), rules);
    }

    /** On a database that may have rows. */
    public TestHub(StoreSettings database, Rules rules) {
        this.store = Store.open(database);
        InstantSource clock = () -> now;
        this.core = HubCore.open(store, SITES, rules, new ContactForms(Optional.of("CA")), HASHES, clock, meters);
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    public Instant now() {
        return now;
    }

    /** Puts an order of one shipment; parcels as {@code trackingNumber} or {@code trackingNumber=epc}. */
    public OrderPut order(String reference, String... parcels) throws Exception {
        return core.orders().put("shop", reference, OrderReader.read(orderJson(parcels)));
    }

    public static byte[] orderJson(String... parcels) {
        StringBuilder json = new StringBuilder(
                """
                {"customer":{"reference":"C-1","name":"Ada"},"serviceLevel":"standard","shipments":[{"parcels":[""");
        for (int i = 0; i < parcels.length; i++) {
            String[] parts = parcels[i].split("=", -1);
            json.append(i == 0 ? "" : ",")
                    .append("{\"trackingNumber\":\"")
                    .append(parts[0])
                    .append('"');
            if (parts.length > 1) {
                json.append(",\"epc\":\"").append(parts[1]).append('"');
            }
            json.append('}');
        }
        return json.append("]}]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A scan by the Ottawa agent. */
    public static Scan scan(long seq, String portal, String epc, Direction direction, Instant at) {
        return new Scan(
                seq,
                portal,
                epc,
                direction,
                at,
                at.minusMillis(400),
                at.plusMillis(400),
                12,
                OptionalDouble.of(-51.5),
                0.97,
                ClockQuality.SYNCED,
                12);
    }

    /** A scan by the Ottawa agent while nobody kept its clock. */
    public static Scan free(long seq, String portal, String epc, Direction direction, Instant at) {
        return new Scan(
                seq, portal, epc, direction, at, at, at, 12, OptionalDouble.of(-51.5), 0.97, ClockQuality.FREE, 0);
    }

    public static ScanMessage message(UUID journal, Scan... scans) {
        return message(OTTAWA, journal, scans);
    }

    /** As an agent would send it. */
    public static ScanMessage message(AgentAddress agent, UUID journal, Scan... scans) {
        Payload payload = WireCodec.encode(new ScanBatch(journal, List.of(scans)));
        RawMessage raw = new RawMessage(
                Topics.of(agent, Topics.Kind.SCANS),
                payload.gzip() ? Payload.GZIP : "",
                new MessageBody(payload.body()));
        return new ScanMessage(raw, agent, new ReceivedScans(journal, List.of(scans), List.of()));
    }

    /** Says in an agent's health that it watches these portals. */
    public void watches(AgentAddress agent, String... portals) {
        Health health = new Health(
                now,
                "0.1.0",
                60,
                List.of(),
                Stream.of(portals)
                        .map(portal -> new Health.PortalHealth(portal, 0, Optional.empty()))
                        .toList(),
                new Health.JournalHealth(new UUID(7, agent.hashCode()), 1, 0, 0, Optional.empty(), 0, 0),
                new Health.ClockHealth(ClockQuality.SYNCED, 5),
                new Health.DiskHealth(1, 2),
                Map.of(),
                List.of());
        store.transactions().write(tx -> {
            Fleet.heard(tx, agent, health, now);
            return true;
        });
    }

    public List<AgentReceipt> accept(ScanMessage... messages) {
        return core.pipeline().accept(List.of(messages));
    }

    /** Has the hub look at parcels until there is nothing to look at. */
    public void watch() {
        while (core.watch().look() > 0) {
            // another hundred
        }
    }

    @Override
    public void close() {
        core.close();
        store.close();
    }
}
