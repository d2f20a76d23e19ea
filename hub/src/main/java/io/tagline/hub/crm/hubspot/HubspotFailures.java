package io.tagline.hub.crm.hubspot;

import io.tagline.hub.crm.http.CrmAnswer;
import io.tagline.hub.crm.http.CrmWords;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.PeerAwayException;
import io.tagline.hub.crm.peer.PeerBusyException;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerClosedException.Why;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.Write;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What HubSpot's errors mean to us: "Error handling" and "API usage guidelines" of its developer documents. */
final class HubspotFailures {
    /** "423 Locked": to be tried again no sooner than this. */
    private static final Duration LOCKED = Duration.ofSeconds(2);

    private static final String NO_PROPERTY = "PROPERTY_DOESNT_EXIST";
    private static final String NOT_UNIQUE = "CONFLICTING_UNIQUE_VALUE";
    private static final String NO_TYPE = "infer object type";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private HubspotFailures() {}

    /** Its body where it is JSON; a missing node where it isn't. */
    static JsonNode body(CrmAnswer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException noJson) {
            return JSON.missingNode();
        }
    }

    /** Whether one record of several may be to blame, and none was written. */
    static boolean spoilt(CrmAnswer answer) {
        return (answer.status() == 400 || answer.status() == 409 || answer.status() == 423)
                && !body(answer).path("category").asString("").isEmpty()
                && !answer.text().contains(NO_PROPERTY);
    }

    /** Itself, if the request as a whole was done: 200, 201, 207. */
    static CrmAnswer whole(CrmAnswer answer) throws PeerException {
        if (answer.status() / 100 == 2) {
            return answer;
        }
        JsonNode body = body(answer);
        String category = body.path("category").asString(body.path("errorType").asString(""));
        String words = answer.request().where() + " answers " + answer.status() + " " + category;
        if (answer.status() == 429) {
            String policy = body.path("policyName").asString("");
            throw new PeerBusyException(
                    words + " " + policy, answer.retryAfter().or(() -> pause(policy)));
        }
        // "477 Migration in Progress": says how long
        if (answer.status() == 477) {
            throw new PeerBusyException(words, answer.retryAfter());
        }
        if (answer.status() == 423) {
            throw new PeerAwayException(words);
        }
        answer.unlessUnavailable();
        if (answer.status() >= 500) {
            throw answer.inDoubt(category);
        }
        if (answer.status() == 401) {
            throw new PeerClosedException(Why.CREDENTIALS, words + ": the private app's token isn't taken");
        }
        if (answer.status() == 403) {
            throw new PeerClosedException(Why.RIGHTS, words + CrmWords.about(answer.request(), message(body)));
        }
        boolean schema = answer.text().contains(NO_PROPERTY)
                || message(body).contains("does not exist")
                || message(body).contains(NO_TYPE);
        throw new PeerClosedException(
                schema ? Why.SCHEMA : Why.REQUEST, words + CrmWords.about(answer.request(), message(body)));
    }

    /** By the name of the limit, as the answer gives no time. */
    private static Optional<Duration> pause(String policy) {
        return switch (policy) {
            case "SECONDLY" -> Optional.of(Duration.ofSeconds(1));
            case "TEN_SECONDLY_ROLLING" -> Optional.of(Duration.ofSeconds(10));
            default -> Optional.empty();
        };
    }

    /** What became of one record. */
    static Outcome outcome(Write write, String keyProperty, JsonNode error) {
        String category = error.path("category").asString("");
        String message = message(error);
        String code = error.path("errors").path(0).path("code").asString(category);
        boolean taken = category.equals("CONFLICT") || error.toString().contains(NOT_UNIQUE);
        if (taken && (message.contains(keyProperty) || message.contains(write.key()))) {
            return new Outcome.Exists();
        }
        if (category.equals("LOCKED")) {
            return new Outcome.Later(category, Optional.of(LOCKED));
        }
        if (category.equals("OBJECT_NOT_FOUND") && write.remoteId().isPresent()) {
            return new Outcome.Gone();
        }
        if (category.equals("RATE_LIMITS") || category.equals("INTERNAL_ERROR")) {
            return new Outcome.Later(category, Optional.empty());
        }
        return new Outcome.Refused(code.isEmpty() ? "UNKNOWN" : code, CrmWords.of(message, write));
    }

    /** Whether an object type that it names isn't there. */
    static boolean noType(CrmAnswer answer) {
        return answer.status() == 404
                || (answer.status() == 400 && answer.text().contains(NO_TYPE));
    }

    static boolean noProperty(JsonNode error) {
        return error.toString().contains(NO_PROPERTY);
    }

    static String message(JsonNode error) {
        return error.path("message").asString("");
    }
}
