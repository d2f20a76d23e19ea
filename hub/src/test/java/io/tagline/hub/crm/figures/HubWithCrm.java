package io.tagline.hub.crm.figures;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagline.hub.HubCore;
import io.tagline.hub.TestHub;
import io.tagline.hub.access.KeyedHash;
import io.tagline.hub.crm.Crm;
import io.tagline.hub.crm.CrmConnection;
import io.tagline.hub.crm.CrmLimits;
import io.tagline.hub.crm.CrmSetup;
import io.tagline.hub.crm.CrmStatus;
import io.tagline.hub.crm.CustomersAndOrders;
import io.tagline.hub.crm.InboundSetup;
import io.tagline.hub.crm.KeptConflicts;
import io.tagline.hub.crm.connect.Peers;
import io.tagline.hub.crm.mapping.CrmSettings;
import io.tagline.hub.crm.mapping.FittedMapping;
import io.tagline.hub.crm.mapping.MappingSurroundings;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.customer.ContactForms;
import io.tagline.hub.promise.Rules;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.StoreSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A hub without broker and pages that keeps one CRM in step, put together as a running hub is. */
final class HubWithCrm implements AutoCloseable {
    private static final ZoneId ZONE = ZoneId.of("America/Toronto");

    /** These CRMs are well again at once, however often they fail. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Store store;
    private final HubCore core;
    private final Peer peer;
    private final Crm crm;
    private final CompletableFuture<String> death = new CompletableFuture<>();

    HubWithCrm(StoreSettings database, CrmAtHand there) {
        InstantSource clock = InstantSource.system();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        CrmSettings settings = there.settings();
        store = Store.open(database);
        core = core(store, clock, meters);
        peer = Peers.open(settings, clock);
        FittedMapping mapping = new FittedMapping(
                settings,
                new MappingSurroundings(
                        TestHub.SITES, ZONE, Optional.of("https://track.example.org/track/"), Set.of()));
        CrmSetup setup = new CrmSetup(
                settings.id(),
                settings.dryRun(),
                settings.paused(),
                settings.firstSync(),
                new CrmLimits(
                        settings.budget().requests(),
                        settings.budget().window(),
                        settings.budget().concurrent()),
                PAUSE);
        InboundSetup inbound = new InboundSetup(settings.pullEvery(), false, Duration.ofDays(1), false);
        crm = Crm.start(
                store.transactions(),
                List.of(new CrmConnection(setup, peer, mapping, mapping::fit, inbound)),
                new KeptConflicts(clock),
                new CustomersAndOrders(core.customers(), clock),
                meters,
                clock,
                death::complete);
    }

    static HubCore core(Store store, InstantSource clock, SimpleMeterRegistry meters) {
        return HubCore.open(
                store,
                TestHub.SITES,
                Rules.none(ZONE),
                new ContactForms(Optional.of("CA")),
                KeyedHash.of(KeyedHash.newKey()),
                clock,
                meters);
    }

    HubCore core() {
        return core;
    }

    Store store() {
        return store;
    }

    CrmStatus status() {
        if (death.isDone()) {
            throw new IllegalStateException("the engine died: " + death.join());
        }
        return crm.desk().status(CrmAtHand.ID).orElseThrow();
    }

    Crm crm() {
        return crm;
    }

    @Override
    public void close() {
        crm.close();
        peer.close();
        core.close();
        store.close();
    }
}
