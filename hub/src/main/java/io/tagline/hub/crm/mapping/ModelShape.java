package io.tagline.hub.crm.mapping;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a mapping does with one model of a CRM: for connectors that can't know.
 *
 * @param keyField where keys are kept, if the mapping says so
 * @param key what keys look like; empty for what is appended, whose keys are UUIDs
 * @param fields every field that gets something, by the CRM's names
 * @param links models that fields of it lead to, by field
 */
public record ModelShape(
        Optional<String> keyField, Optional<Pattern> key, Set<String> fields, Map<String, String> links) {
    public ModelShape {
        fields = Set.copyOf(fields);
        links = Map.copyOf(links);
    }
}
