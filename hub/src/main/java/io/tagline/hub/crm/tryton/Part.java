package io.tagline.hub.crm.tryton;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records of another model that belong to one of ours, of which the first is shown as fields of its owner: {@code address.city} of a
 * party is the city of its first address, {@code email} its first e-mail address.
 *
 * @param name the field itself where the part has a single value, else what stands before the point
 * @param list the owner's field that holds them
 * @param owner their field that leads back
 * @param value the one field that matters; empty where each has a name of its own after the point
 * @param fixed what tells them from others in the same list
 */
record Part(String name, String list, String model, String owner, Optional<String> value, Map<String, String> fixed) {

    static final List<Part> OF_PARTY = List.of(
            new Part("address", "addresses", "party.address", "party", Optional.empty(), Map.of()),
            contact("email"),
            contact("phone"),
            contact("mobile"),
            contact("fax"),
            contact("website"));

    static final List<Part> OF_SALE =
            List.of(new Part("line", "lines", "sale.line", "sale", Optional.empty(), Map.of("type", "line")));

    private static Part contact(String type) {
        return new Part(
                type,
                "contact_mechanisms",
                "party.contact_mechanism",
                "party",
                Optional.of("value"),
                Map.of("type", type));
    }

    /** The part's own name of an owner's field; empty if that is none of this part's. */
    Optional<String> fieldOf(String ownersField) {
        if (value.isPresent()) {
            return ownersField.equals(name) ? value : Optional.empty();
        }
        return ownersField.startsWith(name + ".")
                ? Optional.of(ownersField.substring(name.length() + 1))
                : Optional.empty();
    }

    String ownersField(String field) {
        return value.isPresent() ? name : name + "." + field;
    }
}
