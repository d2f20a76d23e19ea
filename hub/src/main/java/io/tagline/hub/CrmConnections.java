package io.tagline.hub;

import io.tagline.hub.crm.CrmConnection;
import io.tagline.hub.crm.CrmLimits;
import io.tagline.hub.crm.CrmSetup;
import io.tagline.hub.crm.InboundSetup;
import io.tagline.hub.crm.connect.Peers;
import io.tagline.hub.crm.mapping.CrmSettings;
import io.tagline.hub.crm.mapping.FittedMapping;
import io.tagline.hub.crm.mapping.MappingSurroundings;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.settings.HubSettings;
import io.tagline.settings.Secret;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The CRMs of the settings, ready to be kept in step; closed after whoever keeps them so. */
final class CrmConnections implements AutoCloseable {
    private final List<CrmConnection> all = new ArrayList<>();

    private CrmConnections() {}

    /**
     * Connects to nothing yet.
     *
     * @throws IllegalArgumentException for settings that a connector can't work with, naming them
     */
    static CrmConnections of(HubSettings settings, InstantSource clock) {
        CrmConnections connections = new CrmConnections();
        MappingSurroundings around = CrmSurroundings.of(settings);
        try {
            settings.crm().forEach(crm -> connections.all.add(connection(crm, around, clock)));
            return connections;
        } catch (RuntimeException e) {
            connections.close();
            throw e;
        }
    }

    private static CrmConnection connection(CrmSettings crm, MappingSurroundings around, InstantSource clock) {
        CrmSetup setup = new CrmSetup(
                crm.id(),
                crm.dryRun(),
                crm.paused(),
                crm.firstSync(),
                new CrmLimits(
                        crm.budget().requests(),
                        crm.budget().window(),
                        crm.budget().concurrent()),
                CrmSetup.USUAL_PAUSE);
        FittedMapping mapping = new FittedMapping(crm, around);
        InboundSetup inbound = new InboundSetup(crm.pullEvery(), crm.newCustomers(), crm.compareEvery(), crm.repair());
        return new CrmConnection(setup, Peers.open(crm, clock), mapping, mapping::fit, inbound);
    }

    /** Of the CRMs that may say by themselves that something changed there, by id. */
    static Map<String, Secret> hookSecrets(HubSettings settings) {
        Map<String, Secret> secrets = new HashMap<>();
        settings.crm().forEach(crm -> crm.hookSecret().ifPresent(secret -> secrets.put(crm.id(), secret)));
        return secrets;
    }

    List<CrmConnection> all() {
        return List.copyOf(all);
    }

    @Override
    public void close() {
        all.stream().map(CrmConnection::peer).forEach(Peer::close);
    }
}
