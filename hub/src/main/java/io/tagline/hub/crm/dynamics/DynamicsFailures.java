package io.tagline.hub.crm.dynamics;

import io.tagline.hub.crm.http.CrmAnswer;
import io.tagline.hub.crm.http.CrmWords;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.PeerBusyException;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerClosedException.Why;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.Write;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Dataverse's errors mean to us: "Web service error codes" and "Service protection API limits". */
final class DynamicsFailures {
    /** {@code DuplicateRecord} and {@code DuplicateRecordEntityKey}. */
    private static final String DUPLICATE = "0x80040237";

    private static final String DUPLICATE_KEY = "0x80060892";
    /** {@code ConcurrencyVersionMismatch}. */
    private static final String OTHER_VERSION = "0x80060882";
    /** {@code ObjectDoesNotExist}. */
    private static final String NOT_THERE = "0x80040217";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DynamicsFailures() {}

    /** The {@code error} of a body; a missing node where there is none. */
    static JsonNode error(byte[] body) {
        try {
            return JSON.readTree(body).path("error");
        } catch (JacksonException noJson) {
            return JSON.missingNode();
        }
    }

    /** Whether Dataverse itself says that the message failed: then its transaction was rolled back. */
    static boolean rolledBack(CrmAnswer answer) {
        String code = error(answer.body()).path("code").asString("");
        return code.startsWith("0x") && answer.status() != 429 && answer.status() != 403;
    }

    /** Itself, if the request as a whole was done. */
    static CrmAnswer whole(CrmAnswer answer) throws PeerException {
        if (answer.status() / 100 != 2) {
            throw why(answer, answer.status(), error(answer.body()));
        }
        return answer;
    }

    /** Returns if this question of many was answered. */
    static void answered(CrmAnswer answer, Multipart.Part part) throws PeerException {
        if (part.status() / 100 != 2) {
            throw why(answer, part.status(), error(part.body().getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static PeerException why(CrmAnswer answer, int status, JsonNode error) throws PeerException {
        String words = answer.request().where() + " answers " + status + " "
                + error.path("code").asString("")
                + CrmWords.about(answer.request(), error.path("message").asString(""));
        if (status == 429) {
            return new PeerBusyException(words, answer.retryAfter());
        }
        answer.unlessUnavailable();
        if (status >= 500) {
            return answer.inDoubt(error.path("code").asString("a failure without a code"));
        }
        if (status == 403) {
            return new PeerClosedException(Why.RIGHTS, words);
        }
        boolean schema = status == 404 || schema(error);
        return new PeerClosedException(schema ? Why.SCHEMA : Why.REQUEST, words);
    }

    /** A column that isn't there. */
    static boolean schema(JsonNode error) {
        String message = error.path("message").asString("");
        return message.contains("undeclared property") || message.contains("Could not find a property");
    }

    /** What became of one record in a batch: a failure there undoes that record's work and no other's. */
    static Outcome outcome(Write write, int status, JsonNode error) {
        String code = error.path("code").asString("HTTP " + status);
        String message = error.path("message").asString("");
        if (code.equals(OTHER_VERSION)) {
            return new Outcome.Changed();
        }
        if (code.equals(DUPLICATE) || code.equals(DUPLICATE_KEY)) {
            return new Outcome.Exists();
        }
        // a record that a lookup points to may be the missing one
        if (code.equals(NOT_THERE) && write.remoteId().filter(message::contains).isPresent()) {
            return new Outcome.Gone();
        }
        if (status >= 500 || status == 429) {
            return new Outcome.Later(code, Optional.empty());
        }
        return new Outcome.Refused(code, CrmWords.of(message, write));
    }
}
