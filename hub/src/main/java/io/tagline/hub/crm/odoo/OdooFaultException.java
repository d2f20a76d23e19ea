package io.tagline.hub.crm.odoo;

/** Odoo raised an exception: the call's transaction was rolled back, so nothing was done. */
final class OdooFaultException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String name;

    /** @param name of the exception, e.g. {@code odoo.exceptions.ValidationError} */
    OdooFaultException(String name, String message) {
        super(message);
        this.name = name;
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
