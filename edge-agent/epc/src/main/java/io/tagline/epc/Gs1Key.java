package io.tagline.epc;

/** The GS1 identification keys that tags carry, with their application identifiers (GS1 General Specifications §3.2). */
enum Gs1Key {
    SSCC("00", ""),
    GTIN("01", "21"),
    GRAI("8003", ""),
    GIAI("8004", ""),
    /** A location; as extension "0" means that there is none (EPC TDS 2.x §7), so AI 254 is left out then. */
    GLN("414", "254"),
    GDTI("253", ""),
    GSRN("8018", ""),
    GSRNP("8017", ""),
    CPI("8010", "8011");

    private final String ai;
    private final String qualifierAi;

    Gs1Key(String ai, String qualifierAi) {
        this.ai = ai;
        this.qualifierAi = qualifierAi;
    }

    /** Whether the serial has an application identifier of its own, so that it is no part of the key's value. */
    boolean hasQualifier() {
        return !qualifierAi.isEmpty();
    }

    /** As a bar code's human-readable line shows it: {@code (01)80614141123458(21)6789}. */
    String elementString(String value, String qualifier) {
        String element = '(' + ai + ')' + value;
        return saysNothing(qualifier) ? element : element + '(' + qualifierAi + ')' + qualifier;
    }

    /** GS1 Digital Link with the canonical stem (GS1 Digital Link URI Syntax). */
    String digitalLink(String value, String qualifier) {
        StringBuilder link =
                new StringBuilder(80).append("https://id.gs1.org/").append(ai).append('/');
        UriText.appendForDigitalLink(link, value);
        if (!saysNothing(qualifier)) {
            UriText.appendForDigitalLink(link.append('/').append(qualifierAi).append('/'), qualifier);
        }
        return link.toString();
    }

    private boolean saysNothing(String qualifier) {
        return !hasQualifier() || (this == GLN && qualifier.equals("0"));
    }
}
