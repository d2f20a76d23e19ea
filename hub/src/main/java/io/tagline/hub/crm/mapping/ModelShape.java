package io.tagline.hub.crm.mapping;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a mapping does with one model of a CRM: for connectors that can't know.
 *
 * @param keyField where keys are kept, if the mapping says so
 * @param unique whether the mapping says that the CRM refuses a second record of a key
 * @param key what keys look like; empty for what is appended, whose keys are UUIDs
 * @param fields every field that gets something, by the CRM's names
 * @param set what addresses call its records, if the mapping says so
 * @param links where fields of it lead to, by field
 */
public record ModelShape(
        Optional<String> keyField,
        boolean unique,
        Optional<Pattern> key,
        Optional<String> set,
        Set<String> fields,
        Map<String, Link> links) {

    /**
     * A way to another model.
     *
     * @param navigation its name, if the mapping says that it isn't the field's
     */
    public record Link(String model, Optional<String> navigation) {}

    public ModelShape {
        fields = Set.copyOf(fields);
        links = Map.copyOf(links);
    }
}
