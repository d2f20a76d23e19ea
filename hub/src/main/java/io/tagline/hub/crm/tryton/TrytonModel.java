package io.tagline.hub.crm.tryton;

import io.tagline.hub.crm.peer.ModelTraits;
import io.tagline.hub.crm.peer.ModelTraits.Keys;
import java.util.List;
import java.util.Map;

/**
 * A model that we write, and how records of it are kept apart.
 *
 * @param byLength whether Tryton sorts by the key's length first ({@code Party.order_code}), and only then by the key
 * @param parts records of other models that are written as if they were fields of this one
 */
record TrytonModel(
        String name, Keys keys, String keyField, boolean ordered, boolean changes, boolean byLength, List<Part> parts) {
    /** Measured: 40 notes in one call are 17 to 33 times faster than one by one; past a hundred there is little to win. */
    static final int BATCH = 100;

    static final String PARTY = "party.party";
    static final String SALE = "sale.sale";
    static final String COMPLAINT = "sale.complaint";
    static final String NOTE = "ir.note";

    private static final Map<String, TrytonModel> KNOWN = Map.of(
            PARTY,
            new TrytonModel(PARTY, Keys.UNIQUE, "code", false, true, true, Part.OF_PARTY),
            SALE,
            new TrytonModel(SALE, Keys.SEARCHABLE, "reference", false, true, false, Part.OF_SALE),
            COMPLAINT,
            new TrytonModel(COMPLAINT, Keys.SEARCHABLE, "reference", false, true, false, List.of()),
            NOTE,
            new TrytonModel(NOTE, Keys.IN_TEXT, "message", true, false, false, List.of()));

    static TrytonModel of(String name) {
        TrytonModel model = KNOWN.get(name);
        if (model == null) {
            throw new IllegalArgumentException("model \"" + name + "\": expected one of "
                    + String.join(", ", KNOWN.keySet().stream().sorted().toList()));
        }
        return model;
    }

    /** The field that a record of this model is told by; empty for models that we don't write. */
    static String keyFieldOf(String model) {
        TrytonModel known = KNOWN.get(model);
        return known == null || known.keys() == Keys.IN_TEXT ? "" : known.keyField();
    }

    ModelTraits traits() {
        return new ModelTraits(keys, keyField, BATCH, ordered, changes);
    }
}
