package io.tagline.hub.crm.tryton;

import io.tagline.hub.crm.peer.PeerAwayException;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerClosedException.Why;
import io.tagline.hub.crm.peer.PeerException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Tryton says no, in an answer with status 200. Its transaction is rolled back by then (trytond 6.0, {@code protocols/dispatcher.py}),
 * so nothing of the request was done.
 */
final class TrytonFault extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(TrytonFault.class);

    /** What is said of a name that Tryton doesn't know: Python's {@code KeyError}, in quotes. */
    private static final Pattern UNKNOWN_NAME = Pattern.compile("'[\\w.]+'");

    /** Tryton quotes fields and models as well, after these words. */
    private static final Pattern VALUE = Pattern.compile("((?i:value|number|party|code|identifier) )\"[^\"]*\"");

    private static final int MOST_SIGNS = 450;

    private static final Pattern NOT_NOW =
            Pattern.compile("database is locked|could not serialize|deadlock|lock timeout"
                    + "|too many clients|too many connections|connection (already )?closed|server closed the connection|unable to open database"
                    + "|the database system is|terminating connection");
    /** With rules on the model, a record that isn't there is one that they don't let through. */
    private static final Pattern GONE =
            Pattern.compile("You are trying to (read|write to) records \".*\" of \".*\" that don't exist"
                    + "|You are not allowed to (read|write to) records \"");

    private final Kind kind;
    private final String code;

    /** What to do about it. */
    enum Kind {
        /** Another user has changed the record meanwhile. */
        CHANGED,
        /** No such record any more, or none that we may see. */
        GONE,
        /** A lock, or a database that is being started: the same may succeed later. */
        NOT_NOW,
        /** The user may not do this at all. */
        RIGHTS,
        /** A model or field isn't there. */
        UNKNOWN_NAME,
        /** This record isn't to its liking. */
        REFUSED
    }

    private TrytonFault(Kind kind, String code, String message) {
        super(message);
        this.kind = kind;
        this.code = code;
    }

    /** Tryton's own, e.g. {@code UserError}. */
    String code() {
        return code;
    }

    Kind kind() {
        return kind;
    }

    String said() {
        return String.valueOf(getMessage());
    }

    /** From the answer's {@code error}: Tryton's own as {@code [name, [message, description, ...]]}, others as {@code [text, trace]}. */
    static TrytonFault of(JsonNode error) {
        String name = error.path(0).asString("");
        JsonNode rest = error.path(1);
        return switch (name) {
            case "UserError" -> user(rest.path(0).asString("") + described(rest.path(1)));
            case "UserWarning" ->
                new TrytonFault(Kind.REFUSED, name, rest.path(1).asString(""));
            case "ConcurrencyException" -> new TrytonFault(Kind.CHANGED, name, rest.asString(""));
            default -> other(name);
        };
    }

    private static String described(JsonNode description) {
        String text = description.asString("");
        return text.isBlank() ? "" : " (" + text + ")";
    }

    private static TrytonFault user(String message) {
        // with rules it is about single records: somebody else's company, say
        if (message.startsWith("You are not allowed to access \"")) {
            return new TrytonFault(Kind.RIGHTS, "UserError", message);
        }
        return new TrytonFault(GONE.matcher(message).find() ? Kind.GONE : Kind.REFUSED, "UserError", message);
    }

    private static TrytonFault other(String text) {
        if (UNKNOWN_NAME.matcher(text).matches()) {
            return new TrytonFault(Kind.UNKNOWN_NAME, "KeyError", text);
        }
        boolean later = NOT_NOW.matcher(text.toLowerCase(Locale.ROOT)).find();
        return new TrytonFault(
                later ? Kind.NOT_NOW : Kind.REFUSED,
                "Error",
                text.isBlank() ? "an error inside Tryton, without a word" : text);
    }

    /** What it says, without what was written: that may be a name. */
    String saidOf(Iterable<String> values) {
        String masked = said();
        for (String value : values) {
            if (value.length() > 2) {
                masked = masked.replace(value, "…");
            }
        }
        masked = VALUE.matcher(masked).replaceAll("$1\"…\"");
        if (code.equals("Error")) {
            masked = masked.replaceAll("'[^']*'", "'…'");
        }
        return masked.length() <= MOST_SIGNS ? masked : masked.substring(0, MOST_SIGNS - 1) + "…";
    }

    /** For a request as a whole: one that reads, or logs in. */
    PeerException whole(String what) {
        return whole(what, List.of());
    }

    /**
     * As above. Its own words may quote any record: they are in the log at DEBUG.
     *
     * @param values of what was written
     */
    PeerException whole(String what, Iterable<String> values) {
        log.atDebug().addKeyValue("request", what).addKeyValue("words", said()).log("Tryton speaks of a whole request");
        return switch (kind) {
            case NOT_NOW -> new PeerAwayException(what + ": Tryton has no time for it: " + code);
            case RIGHTS -> new PeerClosedException(Why.RIGHTS, what + ": Tryton says " + code + ": not allowed");
            case UNKNOWN_NAME ->
                new PeerClosedException(
                        Why.SCHEMA,
                        what + ": Tryton knows nothing called " + saidOf(values)
                                + ": expected a model or field that it has");
            case CHANGED, GONE, REFUSED -> new PeerClosedException(Why.REQUEST, what + ": Tryton says " + code);
        };
    }
}
