package io.tagline.hub.crm.odoo;

/** Odoo raised an exception: the call's transaction was rolled back, so nothing was done. */
final class OdooFaultException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String about;

    /**
     * @param name of the exception, e.g. {@code odoo.exceptions.ValidationError}
     * @param about which of our names it speaks of, as {@link io.tagline.hub.crm.http.CrmWords} has it
     */
    OdooFaultException(String name, String message, String about) {
        super(message);
        this.name = name;
        this.about = about;
    }

    /** What may be said of it where nobody knows whose record it is about. */
    String about() {
        return about;
    }

    String name() {
        return name;
    }

    String words() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    boolean gone() {
        return name.endsWith(".MissingError");
    }

    /** A field or model that isn't there. */
    boolean schema() {
        return words().contains("Invalid field") || (words().contains("does not exist") && name.endsWith(".NotFound"));
    }

    /** Two transactions got in each other's way. */
    boolean passing() {
        return name.startsWith("psycopg2.") && (words().contains("serialize") || words().contains("lock"));
    }
}
