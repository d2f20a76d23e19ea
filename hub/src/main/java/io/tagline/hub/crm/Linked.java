package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Value;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A record of ours that is at a CRM.
 *
 * @param version by which the CRM tells the state that was seen last
 * @param pushed of what was written last; empty if that isn't known
 * @param base what both sides had last, by the CRM's own names
 */
record Linked(
        String model,
        String key,
        String remoteId,
        Target target,
        Optional<String> version,
        Optional<Fingerprint> pushed,
        Optional<SortedMap<String, Value>> base) {

    /** What both have by now; which state of the record that is has to be found out. */
    Linked with(SortedMap<String, Value> agreed) {
        return new Linked(model, key, remoteId, target, Optional.empty(), pushed, Optional.of(agreed));
    }

    Linked pushed(Fingerprint print) {
        return new Linked(model, key, remoteId, target, version, Optional.of(print), base);
    }
}
