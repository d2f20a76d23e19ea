package io.tagline.hub.crm.salesforce;

import io.tagline.hub.crm.http.CrmAnswer;
import io.tagline.hub.crm.http.CrmWords;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.PeerAwayException;
import io.tagline.hub.crm.peer.PeerBusyException;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerClosedException.Why;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.Write;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Salesforce's error codes mean to us: "Status Codes and Error Responses" of the REST API Developer Guide, and the status codes of
 * the "SOAP API Developer Guide", Core Data Types, which REST uses too.
 */
final class SalesforceFailures {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Somebody else holds it just now, or it was rolled back for a neighbour's sake. */
    private static final Set<String> LATER = Set.of(
            "UNABLE_TO_LOCK_ROW",
            "ALL_OR_NONE_OPERATION_ROLLED_BACK",
            "ROW_LOCKED",
            "REQUEST_RUNNING_TOO_LONG",
            "SERVER_UNAVAILABLE",
            "UNKNOWN_EXCEPTION");

    private static final Set<String> GONE = Set.of("ENTITY_IS_DELETED", "NOT_FOUND", "INVALID_CROSS_REFERENCE_KEY");
    private static final Set<String> SCHEMA = Set.of(
            "INVALID_FIELD", "INVALID_TYPE", "NOT_FOUND", "INVALID_FIELD_FOR_INSERT_UPDATE", "JSON_PARSER_ERROR");

    private SalesforceFailures() {}

    /** The first error of a body; empty for one that holds none. */
    static Optional<JsonNode> error(CrmAnswer answer) {
        try {
            JsonNode body = JSON.readTree(answer.body());
            return body.isArray() && body.path(0).has("errorCode") ? Optional.of(body.path(0)) : Optional.empty();
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }

    /** Whether a query's next page can't be had any more ("QueryLocator": used once, released when there are ten of one user). */
    static boolean locatorIsSpent(CrmAnswer answer) {
        return answer.status() == 400
                && error(answer)
                        .filter(error -> error.path("errorCode").asString("").equals("INVALID_QUERY_LOCATOR"))
                        .isPresent();
    }

    /** Itself, if the request as a whole was done. */
    static CrmAnswer whole(CrmAnswer answer) throws PeerException {
        if (answer.status() / 100 == 2) {
            return answer;
        }
        Optional<JsonNode> error = error(answer);
        if (error.isEmpty()) {
            answer.unlessUnavailable();
            if (answer.status() >= 500) {
                throw answer.inDoubt("a failure without a code");
            }
            throw new PeerClosedException(
                    Why.REQUEST, answer.request().where() + " answers " + answer.status() + " without a code");
        }
        String code = error.get().path("errorCode").asString("");
        String words = answer.request().where() + " answers " + answer.status() + " " + code
                + CrmWords.about(answer.request(), error.get().path("message").asString(""));
        if (code.equals("REQUEST_LIMIT_EXCEEDED") || answer.status() == 429) {
            throw new PeerBusyException(words, answer.retryAfter());
        }
        // it says so itself, before it begins; gateways have no such code
        if (code.equals("SERVER_UNAVAILABLE")) {
            throw new PeerAwayException(words);
        }
        if (answer.status() >= 500) {
            throw answer.inDoubt(code);
        }
        if (SCHEMA.contains(code)) {
            throw new PeerClosedException(Why.SCHEMA, words);
        }
        throw new PeerClosedException(answer.status() == 403 ? Why.RIGHTS : Why.REQUEST, words);
    }

    /**
     * What became of one record.
     *
     * @param code the record's own
     * @param fields that the error names; an id of ours that is gone is named in none
     * @param byId whether it was written to by its id
     */
    static Outcome outcome(Write write, String keyField, String code, String message, JsonNode fields, boolean byId) {
        if (code.equals("DUPLICATE_VALUE") && ofKey(message, keyField)) {
            return new Outcome.Exists();
        }
        if (LATER.contains(code) || message.contains("UNABLE_TO_LOCK_ROW")) {
            return new Outcome.Later(code, Optional.empty());
        }
        if (byId && GONE.contains(code) && fields.isEmpty()) {
            return new Outcome.Gone();
        }
        return new Outcome.Refused(code, CrmWords.of(message, write));
    }

    /** Another unique field may have a duplicate too; two upserts that raced are told of "unknown". */
    private static boolean ofKey(String message, String keyField) {
        return message.contains(keyField) || message.contains("<unknown>") || message.contains("external id specified");
    }
}
