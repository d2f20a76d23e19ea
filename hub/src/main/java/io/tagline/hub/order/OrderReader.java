package io.tagline.hub.order;

import io.tagline.epc.TrackingNumber;
import io.tagline.hub.body.BodyNode;
import io.tagline.hub.customer.CustomerDetails;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.order.OrderDocument.Parcel;
import io.tagline.hub.order.OrderDocument.Recipient;
import io.tagline.hub.order.OrderDocument.Shipment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes an order of a request body, or says everything that is wrong with it. */
public final class OrderReader {
    /** The most parcels in an order. */
    public static final int MOST_PARCELS = 1_000;

    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_REFERENCE = 100;
    private static final int MOST_GRAMS = 10_000_000;
    /** 31 words (Gen2 v2 §6.3.2.1.2). */
    private static final int LONGEST_EPC_DIGITS = 124;

    /** A tag's EPC bank is written in words of 16 bits: no tag has any other. */
    private static final Pattern WORDS = Pattern.compile("([0-9A-F]{4})+");

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern LEVEL = Pattern.compile("[a-z0-9][a-z0-9_-]{0,39}");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final List<OrderProblem> problems = new ArrayList<>();
    /** Where each tracking number and EPC of the body came first. */
    private final Map<String, String> trackingNumbers = new HashMap<>();

    private final Map<String, String> epcs = new HashMap<>();
    private final Map<String, String> shipmentReferences = new HashMap<>();
    private int parcels;

    private OrderReader() {}

    /**
     * Reads a body.
     *
     * @throws OrderRefusedException with every problem, each with its path
     */
    public static OrderDocument read(byte[] json) throws OrderRefusedException {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JacksonException e) {
            var where = e.getLocation();
            String place = where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
            throw new OrderRefusedException(
                    List.of(new OrderProblem("$", "not JSON" + place + ": " + e.getOriginalMessage())));
        }
        OrderReader reader = new OrderReader();
        Optional<OrderDocument> document = BodyNode.read(root, "$", reader::problem, reader::order);
        if (document.isEmpty() || !reader.problems.isEmpty()) {
            throw new OrderRefusedException(reader.problems);
        }
        return document.get();
    }

    private void problem(String path, String message) {
        problems.add(new OrderProblem(path, message));
    }

    private Optional<OrderDocument> order(BodyNode body) {
        body.require("customer");
        body.require("serviceLevel");
        Optional<CustomerDetails> customer = body.object("customer", this::customer);
        Optional<String> level = body.parsed(
                "serviceLevel",
                LONGEST_TEXT,
                text -> matching(LEVEL, text, "up to 40 of a-z, 0-9, hyphen and underscore"));
        var promised = body.date("promisedDate");
        List<Draft> shipments = body.objects("shipments", MOST_PARCELS, this::shipment);
        if (parcels > MOST_PARCELS) {
            problems.add(new OrderProblem(
                    body.path("shipments"), parcels + " parcels: expected at most " + MOST_PARCELS + " in an order"));
        }
        return customer.flatMap(c -> level.map(l -> new OrderDocument(c, l, promised, named(shipments))));
    }

    private Optional<CustomerDetails> customer(BodyNode body) {
        Optional<String> reference = body.requiredText("reference", LONGEST_REFERENCE);
        var name = personal(body, "name");
        var email = body.parsed("email", LONGEST_TEXT, OrderReader::email);
        var phone = personal(body, "phone");
        var segment = body.text("segment", LONGEST_REFERENCE);
        return reference.map(r -> new CustomerDetails(r, name, email, phone, segment));
    }

    private Optional<Draft> shipment(BodyNode body) {
        Optional<String> given = body.text("reference", LONGEST_REFERENCE);
        given.ifPresent(reference -> {
            String first = shipmentReferences.putIfAbsent(reference, body.path());
            if (first != null) {
                problems.add(new OrderProblem(
                        body.path("reference"), "\"" + reference + "\" is also the reference of " + first));
            }
        });
        var recipient = body.object("recipient", this::recipient);
        return Optional.of(new Draft(given, recipient, body.objects("parcels", MOST_PARCELS, this::parcel)));
    }

    /** A shipment as it is in the body. */
    private record Draft(Optional<String> reference, Optional<Recipient> recipient, List<Parcel> parcels) {}

    /** A shipment without a reference goes by its number in the order, from 1, or by the next that is free. */
    private List<Shipment> named(List<Draft> drafts) {
        List<Shipment> named = new ArrayList<>();
        int next = 1;
        for (Draft draft : drafts) {
            next = Math.max(next, named.size() + 1);
            String reference = draft.reference().orElse("");
            if (draft.reference().isEmpty()) {
                while (shipmentReferences.containsKey(String.valueOf(next))) {
                    next++;
                }
                reference = String.valueOf(next++);
            }
            named.add(new Shipment(reference, draft.recipient(), draft.parcels()));
        }
        return named;
    }

    private Optional<Recipient> recipient(BodyNode body) {
        return Optional.of(new Recipient(
                body.text("reference", LONGEST_REFERENCE),
                personal(body, "name"),
                body.parsed("email", LONGEST_TEXT, OrderReader::email),
                personal(body, "phone"),
                personal(body, "city"),
                personal(body, "postalCode"),
                body.parsed("country", LONGEST_TEXT, OrderReader::country)));
    }

    private Optional<Parcel> parcel(BodyNode body) {
        parcels++;
        body.require("trackingNumber");
        Optional<String> number = body.parsed("trackingNumber", LONGEST_TEXT, text -> TrackingNumber.parse(text)
                .value());
        number.ifPresent(n -> once(trackingNumbers, n, body, "trackingNumber"));
        Optional<String> epc = body.parsed("epc", LONGEST_TEXT, OrderReader::epc);
        epc.ifPresent(e -> once(epcs, e, body, "epc"));
        var weight = body.number("weightGrams", 1, MOST_GRAMS);
        return number.map(n -> new Parcel(n, epc, weight));
    }

    private void once(Map<String, String> seen, String value, BodyNode body, String field) {
        String first = seen.putIfAbsent(value, body.path(field));
        if (first != null) {
            problems.add(new OrderProblem(
                    body.path(field), "\"" + value + "\" is also at " + first + ": expected it on one parcel"));
        }
    }

    private static Optional<Personal> personal(BodyNode body, String name) {
        return body.text(name, LONGEST_TEXT).map(Personal::new);
    }

    /** In capitals; empty for what is no EPC. */
    static Optional<String> epcOf(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(epc(text.strip()));
        } catch (IllegalArgumentException noEpc) {
            return Optional.empty();
        }
    }

    private static String epc(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (upper.length() > LONGEST_EPC_DIGITS || !WORDS.matcher(upper).matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\": expected the EPC in words of 4 hexadecimal digits, at most " + LONGEST_EPC_DIGITS
                            + " digits");
        }
        return upper;
    }

    /** The value stays out of the message: problems are logged. */
    private static Personal email(String text) {
        int at = text.indexOf('@');
        if (at < 1 || at != text.lastIndexOf('@') || at == text.length() - 1 || text.contains(" ")) {
            throw new IllegalArgumentException("not an e-mail address: expected name@domain");
        }
        return new Personal(text);
    }

    private static String country(String text) {
        String country = matching(COUNTRY, text, "an ISO 3166-1 code of two capital letters, e.g. CA");
        if (!COUNTRIES.contains(country)) {
            throw new IllegalArgumentException("\"" + text + "\": expected a country of ISO 3166-1, e.g. CA");
        }
        return country;
    }

    private static String matching(Pattern pattern, String text, String expected) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\": expected " + expected);
        }
        return text;
    }
}
