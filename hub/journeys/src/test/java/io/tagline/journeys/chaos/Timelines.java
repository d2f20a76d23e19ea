package io.tagline.journeys.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every parcel as the hub's API gives it, without what may differ between two hubs that got the same scans: when they learned of them, and
 * of the order, and their links.
 */
record Timelines(Map<Parcel, JsonNode> parcels) {
    /** Its time is that of the order, not of a scan. */
    private static final String OF_THE_ORDER = "registered";

    static Timelines of(HubSite hub, List<Parcel> parcels) throws IOException {
        Map<Parcel, JsonNode> all = new LinkedHashMap<>();
        for (Parcel parcel : parcels) {
            all.put(parcel, comparable((ObjectNode) hub.parcel(parcel)));
        }
        return new Timelines(all);
    }

    private static JsonNode comparable(ObjectNode parcel) {
        parcel.remove("trackingUrl");
        if (parcel.path("status").asText().equals(OF_THE_ORDER)) {
            parcel.remove("statusAt");
        }
        Map<String, String> names = names(parcel.path("events"));
        ArrayNode events = parcel.arrayNode();
        for (JsonNode event : parcel.path("events")) {
            if (!event.path("kind").asText().equals(OF_THE_ORDER)) {
                ((ObjectNode) event).remove("recordedAt");
                // made of the parcel's id, which each hub gives itself
                ((ObjectNode) event).remove("id");
                // the other run is given the times that were estimated in the one with faults
                ((ObjectNode) event).remove("estimated");
                if (event.path("report") instanceof ObjectNode report && report.has("corrects")) {
                    correctionOf(report, names);
                }
                events.add(event);
            }
        }
        parcel.set("events", events);
        return parcel;
    }

    /** Events by their ids, told apart by what both hubs know of them. */
    private static Map<String, String> names(JsonNode events) {
        Map<String, String> names = new HashMap<>();
        for (JsonNode event : events) {
            names.put(
                    event.path("id").asText(),
                    event.path("kind").asText() + " of "
                            + event.path("occurredAt").asText());
        }
        return names;
    }

    /** A correction names the event that it undoes by its id, in two places. */
    private static void correctionOf(ObjectNode report, Map<String, String> names) {
        String id = report.path("corrects").asText();
        String name = names.getOrDefault(id, "an event that isn't there");
        report.put("corrects", name);
        report.put("sourceRef", report.path("sourceRef").asText().replace(id, name));
    }

    /** How many events stand after a later one. */
    long outOfOrder() {
        long count = 0;
        for (JsonNode parcel : parcels.values()) {
            String previous = "";
            for (JsonNode event : parcel.path("events")) {
                // RFC 3339 in UTC with milliseconds, so text sorts as time
                String at = event.path("occurredAt").asText();
                count += at.compareTo(previous) < 0 ? 1 : 0;
                previous = at;
            }
        }
        return count;
    }

    long events() {
        return parcels.values().stream()
                .mapToLong(parcel -> parcel.path("events").size())
                .sum();
    }

    /** Parcels that are not the same in both, with both. */
    List<String> differencesFrom(Timelines other) {
        List<String> differences = new ArrayList<>();
        parcels.forEach((parcel, here) -> {
            JsonNode there = other.parcels.get(parcel);
            if (!here.equals(there)) {
                differences.add("timeline of " + parcel.trackingNumber() + " differs:\n  with faults:    " + here
                        + "\n  without faults: " + there);
            }
        });
        return differences;
    }
}
