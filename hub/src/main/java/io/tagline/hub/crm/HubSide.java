package io.tagline.hub.crm;

import io.tagline.hub.access.Viewer;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.store.Tx;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

/** What is kept here, as CRMs change it. */
public interface HubSide {

    /** Nobody else changes the thing until the transaction ends; what stands is read after this. */
    void hold(Tx tx, Target target);

    /**
     * Makes one field of a thing what a CRM says, and tells of it. What is so already is no change.
     *
     * @param field by our name, e.g. {@code customer.phone}
     * @param value {@link Value.Nothing} to clear it
     * @throws IllegalArgumentException if that can't be, with what was expected and not with the value: it is shown and logged
     */
    void change(Tx tx, Viewer who, Target target, String field, Value value);

    /**
     * Takes in a customer that was made in a CRM; one that is known by this name already stays as it is.
     *
     * @param source names the CRM
     * @param reference what the CRM calls it
     * @param fields by our names
     * @return its id here; empty for one of whom nothing is kept any more
     * @throws IllegalArgumentException as above
     */
    Optional<UUID> customer(Tx tx, Viewer who, String source, String reference, SortedMap<String, Value> fields);
}
