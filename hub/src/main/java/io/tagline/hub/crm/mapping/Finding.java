package io.tagline.hub.crm.mapping;

/**
 * Something that a mapping and a CRM don't agree on.
 *
 * @param where place and field, e.g. {@code customer.fields.name}
 * @param problem names what is there and what was expected
 * @param remedy what a person can do about it
 * @param fatal whether nothing should be sent before it is mended
 */
public record Finding(String where, String problem, String remedy, boolean fatal) {
    static Finding fatal(String where, String problem, String remedy) {
        return new Finding(where, problem, remedy, true);
    }

    static Finding note(String where, String problem, String remedy) {
        return new Finding(where, problem, remedy, false);
    }

    @Override
    public String toString() {
        return where + ": " + problem + "; " + remedy;
    }
}
