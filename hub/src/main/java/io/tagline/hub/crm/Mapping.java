package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.outbox.Happening;
import io.tagline.hub.store.Tx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What of the hub goes to one CRM, and as what. Pure but for reading through the transaction; safe for any thread. */
public interface Mapping {

    /**
     * Which records a happening may have changed, each after those it needs: customer, order, parcel, event. None where it is none of
     * this CRM's business: a site that isn't activated, an internal event.
     */
    List<Target> targets(Tx tx, Happening happening);

    /** As it stands now; empty where there is nothing to send any more: erased, or retired before it was sent. */
    Optional<Record> record(Tx tx, Target target);

    /**
     * What a first sync sends of an entity, by its id.
     *
     * @param after the last id of the page before; empty to begin with the first
     * @param most ids, 1 to 1000; a page with fewer may be followed by more, only an empty one ends it
     */
    List<Target> all(Tx tx, Entity entity, Optional<UUID> after, int most);

    /** What is read of the CRM's records of this model, to know them again and to see what changed. */
    Set<String> fieldsToRead(String model);

    /** Models whose changes come in. */
    List<Pull> pulls();

    /** What a record there means here; empty where it means nothing. */
    Optional<Incoming> incoming(Found found);

    /** Who may be shown what is sent for a place; as strict as can be where that isn't known. */
    default Guards guards(String place) {
        return Guards.UNKNOWN;
    }
}
