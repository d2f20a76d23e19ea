package io.tagline.hub.crm.hubspot;

import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Looks up where links lead that have our keys only. Safe for any thread. */
final class HubspotTargets {
    private final HubspotReading reading;

    /** A record by its key. */
    private record Named(String model, String key) {}

    HubspotTargets(HubspotReading reading) {
        this.reading = reading;
    }

    /**
     * The same writes with HubSpot's ids in their links.
     *
     * @param outcomes gets {@link Outcome.Later} for each write with a link to what isn't there
     */
    List<Write> in(List<Write> writes, Outcome[] outcomes) throws PeerException {
        Map<String, Set<String>> unknown = unknown(writes);
        if (unknown.isEmpty()) {
            return writes;
        }
        Map<Named, String> ids = ids(unknown);
        List<Write> aimed = new ArrayList<>();
        for (Write write : writes) {
            SortedMap<String, Value> fields = new TreeMap<>(write.fields());
            for (Map.Entry<String, Value> field : fields.entrySet()) {
                if (field.getValue() instanceof Value.Link link
                        && link.remoteId().isEmpty()) {
                    Optional<String> id = Optional.ofNullable(ids.get(new Named(link.model(), link.key())));
                    field.setValue(new Value.Link(link.model(), link.key(), id));
                    if (id.isEmpty()) {
                        outcomes[aimed.size()] =
                                new Outcome.Later(link.model() + " has no record of its key yet", Optional.empty());
                    }
                }
            }
            aimed.add(new Write(
                    write.operation(), write.model(), write.key(), write.remoteId(), fields, write.seenVersion()));
        }
        return aimed;
    }

    private static Map<String, Set<String>> unknown(List<Write> writes) {
        Map<String, Set<String>> unknown = new LinkedHashMap<>();
        for (Write write : writes) {
            for (Value value : write.fields().values()) {
                if (value instanceof Value.Link link && link.remoteId().isEmpty()) {
                    unknown.computeIfAbsent(link.model(), any -> new LinkedHashSet<>())
                            .add(link.key());
                }
            }
        }
        return unknown;
    }

    private Map<Named, String> ids(Map<String, Set<String>> unknown) throws PeerException {
        Map<Named, String> ids = new HashMap<>();
        for (Map.Entry<String, Set<String>> keys : unknown.entrySet()) {
            for (Found found : reading.batch(keys.getKey(), keys.getValue(), true, Set.of())) {
                found.key().ifPresent(key -> ids.putIfAbsent(new Named(keys.getKey(), key), found.remoteId()));
            }
        }
        return ids;
    }
}
