package io.tagline.hub.crm.hubspot;

import io.tagline.hub.crm.http.CrmAnswer;
import io.tagline.hub.crm.http.CrmHttp;
import io.tagline.hub.crm.http.CrmRequest;
import io.tagline.hub.crm.peer.PeerException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Sends requests as our private app. Safe for any thread. */
final class HubspotSession {
    private final HubspotSettings settings;
    private final CrmHttp http;
    private volatile OptionalLong left = OptionalLong.empty();

    HubspotSession(HubspotSettings settings, CrmHttp http) {
        this.settings = settings;
        this.http = http;
    }

    OptionalLong left() {
        return left;
    }

    CrmAnswer get(String path) throws PeerException {
        return exchange(path, null, false);
    }

    /** One that changes nothing: HubSpot asks by POST too. */
    CrmAnswer ask(String path, JsonNode body) throws PeerException {
        return exchange(path, body, false);
    }

    CrmAnswer change(String path, JsonNode body) throws PeerException {
        return exchange(path, body, true);
    }

    private CrmAnswer exchange(String path, @Nullable JsonNode body, boolean changes) throws PeerException {
        Map<String, String> headers = Map.of(
                "Authorization",
                "Bearer " + settings.token().reveal(),
                "Accept",
                "application/json",
                "Content-Type",
                "application/json");
        byte[] bytes = body == null ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
        CrmAnswer answer = http.exchange(new CrmRequest(
                body == null ? "GET" : "POST",
                settings.address().resolve(path),
                new java.util.TreeMap<>(headers),
                bytes,
                changes));
        answer.header("X-HubSpot-RateLimit-Daily-Remaining").ifPresent(this::note);
        return answer;
    }

    /** "API usage guidelines": a private app's answers tell; those of a search don't. */
    private void note(String remaining) {
        if (remaining.matches("[0-9]{1,18}")) {
            left = OptionalLong.of(Long.parseLong(remaining));
        }
    }
}
