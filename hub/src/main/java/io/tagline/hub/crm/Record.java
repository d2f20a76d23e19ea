package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Value;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A record as it should be at the CRM now.
 *
 * @param key what it is found by there, 1 to 100 printable ASCII signs without blanks
 * @param appended written once and never changed, as an entry on a timeline; its key is the {@link OperationKey}
 * @param fields by the CRM's own names; a link to another record of ours has that record's key and no remote id
 * @param owners of those fields that aren't the hub's alone
 * @param erased whether whoever it tells of was erased: then it goes over whatever is there, and nothing there comes here
 */
@SuppressWarnings("JavaLangClash") // what CRMs call it; java.lang.Record is named by nobody
public record Record(
        String model,
        String key,
        boolean appended,
        SortedMap<String, Value> fields,
        Map<String, Owner> owners,
        boolean erased) {
    public Record {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        owners = Map.copyOf(owners);
    }

    /** Of whoever is there. */
    public Record(
            String model, String key, boolean appended, SortedMap<String, Value> fields, Map<String, Owner> owners) {
        this(model, key, appended, fields, owners, false);
    }

    /** What is left of it once whoever it tells of was erased: all of it the hub's alone. */
    public Record ofErased() {
        return new Record(model, key, appended, fields, Map.of(), true);
    }

    public Owner owner(String field) {
        return owners.getOrDefault(field, Owner.HUB);
    }
}
