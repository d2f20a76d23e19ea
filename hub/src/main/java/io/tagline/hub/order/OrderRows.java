package io.tagline.hub.order;

import io.tagline.hub.csv.BadLine;
import io.tagline.hub.csv.CsvRow;
import io.tagline.hub.csv.CsvSheet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The lines of one order, which become the body that the API takes; what is wrong with that is told by line and column. */
final class OrderRows {
    static final String ORDER = "order";
    private static final String SOURCE = "source";
    private static final String SHIPMENT = "shipment";
    private static final String WEIGHT = "weightGrams";

    /** Columns of the order, by where they are in the body. */
    private static final Map<String, String> OF_ORDER = Map.of(
            "customer", "customer.reference",
            "customerName", "customer.name",
            "customerEmail", "customer.email",
            "customerPhone", "customer.phone",
            "segment", "customer.segment",
            "serviceLevel", "serviceLevel",
            "promisedDate", "promisedDate");

    /** Of a shipment. */
    private static final Map<String, String> OF_RECIPIENT = Map.of(
            "recipient", "reference",
            "recipientName", "name",
            "recipientEmail", "email",
            "recipientPhone", "phone",
            "city", "city",
            "postalCode", "postalCode",
            "country", "country");

    private static final List<String> OF_PARCEL = List.of("trackingNumber", "epc", WEIGHT);

    static final Set<String> REQUIRED = Set.of(SOURCE, ORDER, "customer", "serviceLevel", "trackingNumber");
    static final Set<String> COLUMNS = Stream.of(
                    Set.of(SOURCE, ORDER, SHIPMENT), OF_ORDER.keySet(), OF_RECIPIENT.keySet(), Set.copyOf(OF_PARCEL))
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final CsvRow first;
    private final List<BadLine> problems = new ArrayList<>();
    private final ObjectNode body = JSON.createObjectNode();
    private final Map<String, ObjectNode> shipments = new LinkedHashMap<>();
    private final Map<String, CsvRow> firstOfShipment = new HashMap<>();
    /** Which line and column each place in the body came from. */
    private final Map<String, Place> places = new HashMap<>();

    private record Place(int line, String column) {}

    OrderRows(CsvRow first) {
        this.first = first;
        OF_ORDER.forEach((column, path) -> {
            places.put("$." + path, new Place(first.line(), column));
            first.get(column).ifPresent(text -> set(body, path, text));
        });
    }

    boolean isOf(CsvRow row) {
        return row.get(SOURCE).equals(first.get(SOURCE)) && row.get(ORDER).equals(first.get(ORDER));
    }

    void add(CsvSheet.Next next) {
        if (next.problem().isPresent()) {
            problems.add(next.problem().get());
            return;
        }
        CsvRow row = next.row();
        requireAgreement(row, first, OF_ORDER.keySet());
        String shipment = row.get(SHIPMENT).orElse("");
        ObjectNode parts = shipments.computeIfAbsent(shipment, name -> shipment(name, row));
        requireAgreement(row, firstOfShipment.getOrDefault(shipment, row), OF_RECIPIENT.keySet());
        String path = "$.shipments[" + List.copyOf(shipments.keySet()).indexOf(shipment) + "].parcels["
                + parts.withArray("parcels").size() + "]";
        ObjectNode parcel = parts.withArray("parcels").addObject();
        for (String column : OF_PARCEL) {
            places.put(path + "." + column, new Place(row.line(), column));
            row.get(column).ifPresent(text -> put(parcel, column, text));
        }
    }

    private ObjectNode shipment(String name, CsvRow row) {
        ObjectNode shipment = JSON.createObjectNode();
        String path = "$.shipments[" + shipments.size() + "]";
        if (!name.isEmpty()) {
            shipment.put("reference", name);
        }
        places.put(path + ".reference", new Place(row.line(), SHIPMENT));
        places.put(path, new Place(row.line(), ""));
        OF_RECIPIENT.forEach((column, field) -> {
            places.put(path + ".recipient." + field, new Place(row.line(), column));
            row.get(column).ifPresent(text -> set(shipment, "recipient." + field, text));
        });
        firstOfShipment.put(name, row);
        return shipment;
    }

    /** What is empty below is as above. */
    private void requireAgreement(CsvRow row, CsvRow above, Set<String> columns) {
        for (String column : columns) {
            Optional<String> said = row.get(column);
            if (said.isPresent() && !said.equals(above.get(column))) {
                problems.add(new BadLine(
                        row.line(), column, "expected the same as in line " + above.line() + ", or nothing"));
            }
        }
    }

    private static void set(ObjectNode body, String path, String text) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            body.put(path, text);
        } else {
            body.withObject("/" + path.substring(0, dot)).put(path.substring(dot + 1), text);
        }
    }

    /** A weight that is none stays text, which the reader of bodies refuses in its words. */
    private static void put(ObjectNode parcel, String column, String text) {
        if (column.equals(WEIGHT) && text.matches("[0-9]{1,9}")) {
            parcel.put(column, Integer.parseInt(text));
        } else {
            parcel.put(column, text);
        }
    }

    int line() {
        return first.line();
    }

    String source() {
        return first.get(SOURCE).orElse("");
    }

    String reference() {
        return first.get(ORDER).orElse("");
    }

    String key() {
        return source() + "/" + reference();
    }

    List<BadLine> problems() {
        return List.copyOf(problems);
    }

    byte[] json() {
        ObjectNode whole = body.deepCopy();
        shipments.values().forEach(shipment -> whole.withArray("shipments").add(shipment.deepCopy()));
        return JSON.writeValueAsBytes(whole);
    }

    /** Problems with the body, by the lines that it came from. */
    List<BadLine> lines(List<OrderProblem> found) {
        return found.stream()
                .map(problem -> {
                    Place place = place(problem.path());
                    return new BadLine(place.line(), place.column(), problem.message());
                })
                .toList();
    }

    private Place place(String path) {
        return switch (path) {
            case "source" -> new Place(first.line(), SOURCE);
            case "reference" -> new Place(first.line(), ORDER);
            default -> places.getOrDefault(path, new Place(first.line(), ""));
        };
    }
}
