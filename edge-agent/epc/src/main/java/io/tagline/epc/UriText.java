package io.tagline.epc;

/** Percent-encoding, which EPC URNs and Digital Links do for different characters. */
final class UriText {
    private UriText() {}

    /** Escapes what EPC TDS 2.x annex A tells to: {@code " # % & / < > ?}. */
    static void appendForUrn(StringBuilder urn, CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            append(urn, c, "\"#%&/<>?".indexOf(c) < 0);
        }
    }

    /** Escapes all but RFC 3986's unreserved characters, as EPC TDT 2.2 writes Digital Links. */
    static void appendForDigitalLink(StringBuilder link, CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            append(link, c, Characters.isAlphanumeric(c) || "-._~".indexOf(c) >= 0);
        }
    }

    private static void append(StringBuilder uri, char c, boolean literal) {
        if (literal) {
            uri.append(c);
        } else {
            uri.append('%').append((char) Hex.digit(c >>> 4 & 15)).append((char) Hex.digit(c & 15));
        }
    }
}
