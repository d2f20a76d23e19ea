package io.tagline.hub.crm.tryton;

import io.tagline.hub.crm.peer.Value;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Tryton may write a number as people do, with blanks (if Python's phonenumbers is there), and keeps it in E.164 beside. */
final class Telephone {
    private static final Set<String> PARTS = Set.of("phone", "mobile", "fax");

    private Telephone() {}

    /** As it was written: without blanks, where it has a country's code. */
    static Value read(Part part, JsonNode row, Value value) {
        if (!PARTS.contains(part.name())) {
            return value;
        }
        String compact = row.path("value_compact").asString("");
        return compact.startsWith("+") ? new Value.Text(compact(compact)) : value;
    }

    static String compact(String number) {
        return number.startsWith("+") ? number.replaceAll("[^+0-9]", "") : number;
    }

    static boolean is(Part part) {
        return PARTS.contains(part.name());
    }
}
