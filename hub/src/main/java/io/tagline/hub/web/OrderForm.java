package io.tagline.hub.web;

import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.order.OrderDocument;
import io.tagline.hub.order.OrderDocument.Recipient;
import io.tagline.hub.order.OrderView;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stands in the form of an order. It becomes the body that programs would send, so that both are read by one reader.
 *
 * @param seen which state of the order it was made of; empty for a new one
 * @param customerReference the customer's, in the source
 */
record OrderForm(
        String customer,
        String source,
        String reference,
        String seen,
        String customerReference,
        String service,
        String promised,
        List<Part> parts) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern BETWEEN = Pattern.compile("[;,\\t]");
    private static final int MOST_PARTS = 20;
    private static final int MOST_PARCELS = 300;

    /** A shipment; of parcels one in a line: tracking number; EPC; grams. */
    record Part(
            String reference,
            String recipient,
            String name,
            String email,
            String phone,
            String city,
            String postalCode,
            String country,
            String parcels) {

        static Part blank() {
            return new Part("", "", "", "", "", "", "", "", "");
        }

        boolean isBlank() {
            return parcels.isBlank();
        }

        private long count() {
            return parcels.lines().filter(line -> !line.isBlank()).count();
        }

        private Part shown(Predicate<String> mayRead, Part hidden) {
            boolean area = mayRead.test("customer.address");
            return new Part(
                    reference,
                    recipient,
                    mayRead.test("customer.name") ? name : hidden.name,
                    mayRead.test("customer.email") ? email : hidden.email,
                    mayRead.test("customer.phone") ? phone : hidden.phone,
                    area ? city : hidden.city,
                    area ? postalCode : hidden.postalCode,
                    area ? country : hidden.country,
                    parcels);
        }
    }

    static OrderForm blank(CustomerView customer) {
        return new OrderForm(
                customer.id().toString(),
                customer.source(),
                "",
                "",
                customer.reference(),
                "standard",
                "",
                List.of(Part.blank()));
    }

    static OrderForm of(OrderView order, OrderDocument document) {
        return new OrderForm(
                order.customer().id().toString(),
                order.source(),
                order.reference(),
                order.tag(),
                order.customer().reference(),
                document.serviceLevel(),
                document.promisedDate().map(LocalDate::toString).orElse(""),
                document.shipments().stream().map(OrderForm::part).toList());
    }

    private static Part part(OrderDocument.Shipment shipment) {
        Optional<Recipient> to = shipment.recipient();
        return new Part(
                shipment.reference(),
                to.flatMap(Recipient::reference).orElse(""),
                to.flatMap(Recipient::name).map(Personal::value).orElse(""),
                to.flatMap(Recipient::email).map(Personal::value).orElse(""),
                to.flatMap(Recipient::phone).map(Personal::value).orElse(""),
                to.flatMap(Recipient::city).map(Personal::value).orElse(""),
                to.flatMap(Recipient::postalCode).map(Personal::value).orElse(""),
                to.flatMap(Recipient::country).orElse(""),
                shipment.parcels().stream().map(OrderForm::line).collect(Collectors.joining("\n")));
    }

    private static String line(OrderDocument.Parcel parcel) {
        String grams = parcel.weightGrams().isPresent()
                ? String.valueOf(parcel.weightGrams().getAsInt())
                : "";
        return Stream.of(parcel.trackingNumber(), parcel.epc().orElse(""), grams)
                .collect(Collectors.joining("; "))
                .replaceAll("[; ]+$", "");
    }

    static OrderForm of(MultiValueMap<String, String> fields, String source, String customerReference) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i <= MOST_PARTS && fields.containsKey("parcels-" + i); i++) {
            parts.add(new Part(
                    text(fields, "shipment-" + i),
                    text(fields, "recipient-" + i),
                    text(fields, "name-" + i),
                    text(fields, "email-" + i),
                    text(fields, "phone-" + i),
                    text(fields, "city-" + i),
                    text(fields, "postal-" + i),
                    text(fields, "country-" + i),
                    text(fields, "parcels-" + i)));
        }
        return new OrderForm(
                text(fields, "customer"),
                source,
                text(fields, "reference"),
                text(fields, "seen"),
                customerReference,
                text(fields, "service"),
                text(fields, "promised"),
                parts);
    }

    private static String text(MultiValueMap<String, String> fields, String name) {
        return Optional.ofNullable(fields.getFirst(name)).orElse("").strip();
    }

    /** A change of the order that its address names, whatever the form says. */
    OrderForm named(String customerId, String of) {
        return new OrderForm(customerId, source, of, seen, customerReference, service, promised, parts);
    }

    /** True if a page can hold it. */
    boolean isSmall() {
        return parts.size() <= MOST_PARTS
                && parts.stream().mapToLong(Part::count).sum() <= MOST_PARCELS;
    }

    /** Without what somebody may not see. */
    OrderForm without(Predicate<String> mayRead) {
        return with(
                parts.stream().map(part -> part.shown(mayRead, Part.blank())).toList());
    }

    /** With what was hidden as it was, by the references of shipments. */
    OrderForm withHiddenOf(OrderForm before, Predicate<String> mayRead) {
        Map<String, Part> standing =
                before.parts.stream().collect(Collectors.toMap(Part::reference, part -> part, (one, same) -> one));
        return with(parts.stream()
                .map(part -> part.shown(mayRead, standing.getOrDefault(part.reference(), Part.blank())))
                .toList());
    }

    private OrderForm with(List<Part> others) {
        return new OrderForm(customer, source, reference, seen, customerReference, service, promised, others);
    }

    /** One to fill in, after those that are there. */
    public List<Part> withRoom() {
        return parts.size() >= MOST_PARTS || (parts.size() == 1 && parts.get(0).isBlank())
                ? parts
                : Stream.concat(parts.stream(), Stream.of(Part.blank())).toList();
    }

    /** As the API has it. */
    byte[] json() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("customer", Map.of("reference", customerReference));
        put(body, "serviceLevel", service);
        put(body, "promisedDate", promised);
        body.put(
                "shipments",
                parts.stream()
                        .filter(part -> !part.isBlank())
                        .map(OrderForm::json)
                        .toList());
        return JSON.writeValueAsBytes(body);
    }

    private static Map<String, Object> json(Part part) {
        Map<String, Object> recipient = new LinkedHashMap<>();
        put(recipient, "reference", part.recipient());
        put(recipient, "name", part.name());
        put(recipient, "email", part.email());
        put(recipient, "phone", part.phone());
        put(recipient, "city", part.city());
        put(recipient, "postalCode", part.postalCode());
        put(recipient, "country", part.country());
        Map<String, Object> shipment = new LinkedHashMap<>();
        put(shipment, "reference", part.reference());
        if (!recipient.isEmpty()) {
            shipment.put("recipient", recipient);
        }
        shipment.put(
                "parcels",
                part.parcels()
                        .lines()
                        .filter(line -> !line.isBlank())
                        .map(OrderForm::parcel)
                        .toList());
        return shipment;
    }

    private static Map<String, Object> parcel(String line) {
        String[] cells = BETWEEN.split(line, -1);
        Map<String, Object> parcel = new LinkedHashMap<>();
        put(parcel, "trackingNumber", cells[0].strip());
        if (cells.length > 1) {
            put(parcel, "epc", cells[1].strip());
        }
        if (cells.length > 2 && !cells[2].isBlank()) {
            String grams = cells[2].strip();
            parcel.put("weightGrams", grams.matches("[0-9]{1,9}") ? (Object) Integer.valueOf(grams) : grams);
        }
        return parcel;
    }

    private static void put(Map<String, Object> body, String name, String value) {
        if (!value.isEmpty()) {
            body.put(name, value);
        }
    }
}
