package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.access.Viewers;
import io.tagline.hub.promise.Destination;
import io.tagline.hub.promise.NoRateException;
import io.tagline.hub.promise.Promise;
import io.tagline.hub.promise.Promises;
import io.tagline.hub.promise.RateCard;
import io.tagline.hub.promise.Rules;
import io.tagline.hub.promise.Shipment;
import io.tagline.hub.timeline.ParcelView;
import io.tagline.hub.timeline.Parcels;
import io.tagline.wire.AgentAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is promised of parcels, which way they should take, and what one would cost. */
@RestController
@RequestMapping("/api/v1")
final class PromiseApi {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_STOPS = 20;
    private static final int MOST_GRAMS = 10_000_000;
    private static final int LONGEST = 40;

    private final Promises promises;
    private final Parcels parcels;
    private final RateCard rates;
    private final Rules rules;
    private final InstantSource clock;

    PromiseApi(Promises promises, Parcels parcels, RateCard rates, Rules rules, InstantSource clock) {
        this.promises = promises;
        this.parcels = parcels;
        this.rates = rates;
        this.rules = rules;
        this.clock = clock;
    }

    /** Every promise of a parcel, oldest first. */
    record History(String trackingNumber, List<Entry> promises) {}

    /** One promise; without days, none could be given any more. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Entry(Optional<LocalDate> from, Optional<LocalDate> date, String reason, Optional<String> note, Instant at) {
        /** Notes are for staff and our own programs. */
        static Entry of(Promise promise, boolean staff) {
            return new Entry(
                    promise.days().map(Promise.Days::from),
                    promise.days().map(Promise.Days::by),
                    promise.reason().code(),
                    promise.note().filter(note -> staff),
                    promise.computedAt());
        }
    }

    /** What a parcel would cost, and when it would be there if the post had it now. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record EstimateJson(
            String service,
            String zone,
            int weightGrams,
            int upToGrams,
            PriceJson price,
            Optional<LocalDate> deliveryDate) {}

    /** An amount as text, so that no reader rounds it; the currency of ISO 4217. */
    record PriceJson(String amount, String currency) {}

    @GetMapping("/parcels/{trackingNumber}/promises")
    History history(@PathVariable String trackingNumber) {
        ParcelView parcel = find(trackingNumber);
        return new History(
                parcel.trackingNumber(),
                promises.history(parcel.id()).stream()
                        .map(promise -> Entry.of(promise, Viewers.source().isEmpty()))
                        .toList());
    }

    @PutMapping(path = "/parcels/{trackingNumber}/route", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> route(@PathVariable String trackingNumber, @RequestBody byte[] body) {
        if (Viewers.source().isPresent()) {
            throw new ProblemException(Problem.of(
                    HttpStatus.FORBIDDEN,
                    "route-not-yours",
                    "route of a parcel: expected a key with the scope write that is no partner's"));
        }
        List<String> sites = sites(body);
        promises.route(find(trackingNumber).id(), sites);
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/rates/estimate")
    EstimateJson estimate(
            @RequestParam Optional<String> service,
            @RequestParam Optional<String> weightGrams,
            @RequestParam Optional<String> country,
            @RequestParam Optional<String> postalCode,
            @RequestParam Optional<String> segment) {
        List<Problem.Item> problems = new ArrayList<>();
        String of = given(problems, "service", service, "the code of a service");
        Destination to =
                new Destination(Optional.of(given(problems, "country", country, "a code such as CA")), postalCode);
        int grams = grams(given(problems, "weightGrams", weightGrams, "a weight"), problems);
        if (!problems.isEmpty()) {
            throw refused("rate-refused", problems);
        }
        try {
            RateCard.Estimate found = rates.estimate(of, grams, to);
            return new EstimateJson(
                    found.service(),
                    found.zone(),
                    grams,
                    found.upToGrams(),
                    new PriceJson(
                            found.price().amount().toPlainString(),
                            found.price().currency().getCurrencyCode()),
                    rules.dayIfAcceptedNow(new Shipment(of, segment, to), clock.instant()));
        } catch (NoRateException e) {
            throw refused("no-rate", List.of(new Problem.Item(e.field(), String.valueOf(e.getMessage()))));
        }
    }

    private static String given(List<Problem.Item> problems, String name, Optional<String> value, String expected) {
        String text = value.orElse("").strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            problems.add(new Problem.Item(
                    name, text.isEmpty() ? "missing: expected " + expected : "too long: expected " + expected));
        }
        return text;
    }

    private static int grams(String text, List<Problem.Item> problems) {
        try {
            int grams = Integer.parseInt(text);
            if (grams >= 1 && grams <= MOST_GRAMS) {
                return grams;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        if (!text.isEmpty()) {
            problems.add(new Problem.Item("weightGrams", "expected a whole number from 1 to " + MOST_GRAMS));
        }
        return 1;
    }

    private static List<String> sites(byte[] body) {
        List<Problem.Item> problems = new ArrayList<>();
        List<String> sites = new ArrayList<>();
        JsonNode stops;
        try {
            stops = JSON.readTree(body).path("stops");
        } catch (JacksonException e) {
            throw new ProblemException(Problem.of(
                    HttpStatus.BAD_REQUEST, "not-json", "body is not JSON: expected {\"stops\":[\"ott-1\", …]}"));
        }
        if (!stops.isArray() || stops.size() > MOST_STOPS) {
            problems.add(new Problem.Item("$.stops", "expected a list of at most " + MOST_STOPS + " ids of sites"));
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; problems.isEmpty() && i < stops.size(); i++) {
            String site = stops.get(i).isString() ? stops.get(i).asString() : "";
            if (!AgentAddress.isId(site) || !seen.add(site)) {
                problems.add(new Problem.Item(
                        "$.stops[" + i + "]", "expected the id of a site (lower-case letters, digits, hyphens), once"));
            }
            sites.add(site);
        }
        if (!problems.isEmpty()) {
            throw refused("route-refused", problems);
        }
        return sites;
    }

    private ParcelView find(String trackingNumber) {
        return parcels.byTrackingNumber(trackingNumber)
                .filter(parcel -> Viewers.maySee(parcel.orderSource()))
                .orElseThrow(() -> new ProblemException(Problem.of(
                        HttpStatus.NOT_FOUND,
                        "parcel-not-found",
                        "parcel \"" + trackingNumber + "\": expected the tracking number of a parcel in an order")));
    }

    private static ProblemException refused(String type, List<Problem.Item> problems) {
        Problem.Item first = problems.get(0);
        return new ProblemException(
                Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, type, first.path() + ": " + first.message(), problems));
    }
}
