package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Value;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a record of the CRM means here.
 *
 * @param key by which it was written; for one that was made in the CRM, what the mapping calls it
 * @param fields by our own names
 */
public record Incoming(Entity entity, String key, SortedMap<String, Value> fields) {
    public Incoming {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }
}
