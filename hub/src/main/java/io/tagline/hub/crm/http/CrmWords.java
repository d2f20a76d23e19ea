package io.tagline.hub.crm.http;

import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;

/** What a CRM says of a record that it refuses, fit to be kept and shown. */
public final class CrmWords {
    private static final int LONGEST = 500;
    /** Shorter values are words of the message as often as not, and tell nobody's name. */
    private static final int SHORTEST = 3;

    private CrmWords() {}

    /** At most 500 signs, without what the record's texts hold: CRMs quote names and addresses that they don't like. */
    public static String of(String message, Write write) {
        String words = message;
        for (Value value : write.fields().values()) {
            if (value instanceof Value.Text text && text.text().length() >= SHORTEST) {
                words = words.replace(text.text(), "…");
            }
        }
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST - 1) + "…";
    }
}
