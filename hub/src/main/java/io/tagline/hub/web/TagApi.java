package io.tagline.hub.web;

import io.tagline.hub.access.Viewers;
import io.tagline.hub.order.TagCounter;
import io.tagline.hub.order.TagCounter.Outcome;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The counter for programs: handhelds and sorting lines that put tags on. */
@RestController
@RequestMapping("/api/v1")
final class TagApi {
    private static final JsonMapper JSON = new JsonMapper();

    private final TagCounter counter;

    TagApi(TagCounter counter) {
        this.counter = counter;
    }

    /**
     * A tag that is on a parcel now.
     *
     * @param outcome {@code bound}, or {@code moved} where another parcel has lost it
     */
    record Bound(String trackingNumber, String epc, String outcome) {}

    @PutMapping(path = "/parcels/{trackingNumber}/tag", consumes = MediaType.APPLICATION_JSON_VALUE)
    Bound bind(@PathVariable String trackingNumber, @RequestBody byte[] body) {
        if (Viewers.source().isPresent()) {
            // it may take the tag off anybody's parcel
            throw new ProblemException(Problem.of(
                    HttpStatus.FORBIDDEN,
                    "tag-not-yours",
                    "tag of a parcel: expected a key with the scope write that is no partner's"));
        }
        String epc = epc(body);
        Outcome outcome = counter.bind(Viewers.required(), trackingNumber, epc);
        return switch (outcome) {
            case BOUND -> new Bound(trackingNumber, epc, "bound");
            case MOVED -> new Bound(trackingNumber, epc, "moved");
            case NO_EPC ->
                throw refused(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "tag-refused",
                        "$.epc: expected 8 to 124 hexadecimal digits, four at a time");
            case NO_SUCH_PARCEL ->
                throw refused(
                        HttpStatus.NOT_FOUND,
                        "parcel-not-found",
                        "parcel \"" + trackingNumber + "\": expected the tracking number of a parcel in an order");
            case OVER ->
                throw refused(
                        HttpStatus.CONFLICT,
                        "parcel-over",
                        "parcel \"" + trackingNumber + "\": expected one that is not delivered or returned");
        };
    }

    private static String epc(byte[] body) {
        try {
            JsonNode epc = JSON.readTree(body).path("epc");
            return epc.isString() ? epc.asString().strip() : "";
        } catch (JacksonException e) {
            throw refused(HttpStatus.BAD_REQUEST, "not-json", "body is not JSON: expected {\"epc\":\"3034…\"}");
        }
    }

    private static ProblemException refused(HttpStatus status, String type, String detail) {
        return new ProblemException(Problem.of(status, type, detail));
    }
}
