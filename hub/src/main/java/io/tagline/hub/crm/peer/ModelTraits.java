package io.tagline.hub.crm.peer;

/**
 * How records of one model are kept apart, and how many go into one request.
 *
 * @param keys what the CRM does with keys
 * @param keyField the field that holds the key; for {@link Keys#IN_TEXT} the one whose text it stands in
 * @param batch most writes in one request, 1 or more
 * @param ordered whether the writes of one request are done in their order, and of those that belong together none after one that was
 *     not done: several entries of one timeline may then go into one request
 * @param changes whether the model tells what changed since a time
 */
public record ModelTraits(Keys keys, String keyField, int batch, boolean ordered, boolean changes) {

    /** From the safest down. */
    public enum Keys {
        /** Writing by the key creates or updates, as the CRM finds it: a repeat is harmless. */
        UPSERT,
        /** The CRM refuses a second record of the same key. */
        UNIQUE,
        /** Nothing keeps two records of the same key apart but us. */
        SEARCHABLE,
        /** The key stands in a text, which can be searched. */
        IN_TEXT
    }

    public ModelTraits {
        if (batch < 1) {
            throw new IllegalArgumentException("batch " + batch + ": expected 1 or more");
        }
    }
}
