package io.tagline.hub.manifest;

import io.tagline.hub.fleet.Fleet;
import io.tagline.hub.manifest.ManifestsTable.Made;
import io.tagline.hub.store.StoreUnavailableException;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tagging.TagBindings;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.Manifest;
import io.tagline.wire.Manifest.Expected;
import io.tagline.wire.Manifest.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each agent is to be told, made from the loads that are open and the tags that are on their parcels. One hub of those on a database
 * is to publish them: two would give the same content two versions. Safe for any thread.
 */
public final class Manifests {
    private static final Logger log = LoggerFactory.getLogger(Manifests.class);

    private final Transactions transactions;
    private final InstantSource clock;

    public Manifests(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What the manifest of each agent is made from now: of agents that have named portals, and of those that were told something before.
     * Reads a row for each load and each portal, so that it may be called each second. Closes loads whose time is over.
     *
     * @throws StoreUnavailableException if the database is away
     */
    public Map<AgentAddress, Basis> bases() {
        Instant now = clock.instant();
        Map<AgentAddress, Set<String>> watched = new LinkedHashMap<>();
        List<OpenLoad> over = new ArrayList<>();
        Map<String, Map<String, Long>> revisions = new HashMap<>();
        transactions.read(tx -> {
            ManifestsTable.agents(tx).forEach(agent -> watched.put(agent, Set.of()));
            watched.putAll(Fleet.portals(tx));
            for (OpenLoad load : LoadsTable.all(tx)) {
                if (load.closesAt().isAfter(now)) {
                    revisions
                            .computeIfAbsent(load.site(), site -> new HashMap<>())
                            .put(load.portal(), load.revision());
                } else {
                    over.add(load);
                }
            }
            return true;
        });
        over.forEach(this::close);
        Map<AgentAddress, Basis> bases = new LinkedHashMap<>();
        watched.forEach((agent, portals) ->
                bases.put(agent, new Basis(portals, revisions.getOrDefault(agent.site(), Map.of()))));
        return bases;
    }

    private void close(OpenLoad load) {
        if (transactions.write(tx -> Loads.close(tx, load))) {
            log.atInfo()
                    .addKeyValue("portal", load.site() + "/" + load.portal())
                    .addKeyValue("load", load.load())
                    .addKeyValue("putAt", load.putAt())
                    .log("load closed: not put again in time");
        }
    }

    /**
     * The agent's manifest as it is now. What says the same as the last one is the last one, with its version and time; another gets a
     * higher version, which is not below the time in milliseconds, so that a hub which was put back to a backup goes on upward.
     *
     * @throws StoreUnavailableException if the database is away
     * @throws IllegalArgumentException if it is no manifest: more parcels than {@link Manifest#MOST_PARCELS}, since the agent named a
     *     portal after its load was put
     */
    public Manifest issue(AgentAddress agent) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Draft draft = transactions.read(tx -> draft(tx, agent));
        String content = ManifestContent.fingerprint(draft.portals());
        Optional<Made> same = draft.last().filter(last -> last.content().equals(content));
        if (same.isPresent()) {
            return new Manifest(same.get().version(), same.get().issuedAt(), draft.portals());
        }
        // what can't be said gets no version
        Manifest next = new Manifest(1, now, draft.portals());
        long version = transactions.write(tx -> {
            long last = ManifestsTable.find(tx, agent).map(Made::version).orElse(0L);
            long higher = Math.max(last + 1, now.toEpochMilli());
            ManifestsTable.put(tx, agent, new Made(higher, now, content));
            return higher;
        });
        return new Manifest(version, now, next.portals());
    }

    /** What an agent is to be told, and the manifest that it was told last. */
    private record Draft(Map<String, Manifest.Portal> portals, Optional<Made> last) {}

    private static Draft draft(Tx tx, AgentAddress agent) {
        Set<String> watched = Fleet.portals(tx, agent.site()).getOrDefault(agent, Set.of());
        List<SiteLoads.Part> parts = new ArrayList<>();
        for (OpenLoad load : LoadsTable.ofSite(tx, agent.site())) {
            parts.add(part(tx, load));
        }
        return new Draft(new SiteLoads(parts).told(watched), ManifestsTable.find(tx, agent));
    }

    private static SiteLoads.Part part(Tx tx, OpenLoad load) {
        List<LoadParcel> parcels = LoadParcelsTable.of(tx, load.site(), load.portal());
        List<ParcelId> ids = parcels.stream().map(LoadParcel::parcel).toList();
        Map<ParcelId, String> tags = TagBindings.onParcels(tx, ids);
        Map<ParcelId, String> numbers = TagBindings.trackingNumbers(tx, ids);
        List<Expected> expected = new ArrayList<>();
        Map<String, Refusal> refuse = new HashMap<>();
        for (LoadParcel parcel : parcels) {
            String epc = tags.get(parcel.parcel());
            String number = numbers.get(parcel.parcel());
            if (epc != null && number != null) {
                parcel.refused()
                        .ifPresentOrElse(
                                reason -> refuse.put(epc, new Refusal(number, reason)),
                                () -> expected.add(new Expected(epc, number)));
            }
        }
        return new SiteLoads.Part(load, expected, refuse);
    }
}
