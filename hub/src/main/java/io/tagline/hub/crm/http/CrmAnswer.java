package io.tagline.hub.crm.http;

import io.tagline.hub.crm.peer.PeerAwayException;
import io.tagline.hub.crm.peer.PeerBusyException;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerUnsureException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a CRM answered, whole.
 *
 * @param request what it is the answer to
 * @param receivedAt by our clock
 */
public record CrmAnswer(CrmRequest request, int status, HttpHeaders headers, byte[] body, Instant receivedAt) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** In UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** @throws PeerException if it isn't JSON: a page of a proxy, or cut off; a change that was asked for may have been done */
    public JsonNode json() throws PeerException {
        try {
            JsonNode read = JSON.readTree(body);
            if (read != null && !read.isMissingNode()) {
                return read;
            }
        } catch (JacksonException e) {
            // its message quotes the body, which may hold names
            throw inDoubt("a body that isn't JSON (" + body.length + " bytes, "
                    + header("Content-Type").orElse("no Content-Type") + ")");
        }
        throw inDoubt("an empty body where JSON is expected");
    }

    /** How long it asks us to wait; at most a day. */
    public Optional<Duration> retryAfter() {
        return RetryAfter.of(header("Retry-After"), header("Date"), receivedAt);
    }

    /**
     * Itself, unless the status alone says that the CRM isn't to be had just now, or that we speak to something else.
     *
     * @throws PeerBusyException for 429, and for 503 with a time
     * @throws PeerAwayException for 408, and for 502, 503 and 504 to what changes nothing
     * @throws PeerUnsureException for 502, 503 and 504 to what changes something: gateways say so too of requests that they had
     *     already passed on
     * @throws PeerClosedException for a redirect, which is never followed: it would carry our token along
     */
    public CrmAnswer unlessUnavailable() throws PeerException {
        String said = request.where() + " answers " + status;
        switch (status) {
            case 429 -> throw new PeerBusyException(said + ": too many requests", retryAfter());
            case 408 -> throw new PeerAwayException(said + ": it didn't get the whole request");
            case 502, 503, 504 -> {
                if (status == 503 && retryAfter().isPresent()) {
                    throw new PeerBusyException(said + ": unavailable", retryAfter());
                }
                throw inDoubt("unavailable");
            }
            default -> {
                if (status / 100 == 3) {
                    throw new PeerClosedException(
                            PeerClosedException.Why.REQUEST,
                            said
                                    + ", a redirect: expected an answer; give the address that it leads to in the settings");
                }
                return this;
            }
        }
    }

    /** For an answer that doesn't say what became of the request: a doubt if it was to change something. */
    public PeerException inDoubt(String what) {
        String message = request.where() + " answers " + status + ": " + what;
        return request.changes() ? new PeerUnsureException(message) : new PeerAwayException(message);
    }

    @Override
    public String toString() {
        return request.where() + " answers " + status + " (" + body.length + " bytes)";
    }
}
