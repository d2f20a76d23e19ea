package io.tagline.hub.web;

import io.tagline.hub.timeline.ParcelView;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;

/** What a program reads on a parcel's page: JSON-LD of schema.org's ParcelDelivery, with no more in it than the page says. */
final class ParcelData {

    private final ObjectMapper json;

    ParcelData(ObjectMapper json) {
        this.json = json;
    }

    /** To be put between the tags of a script element: has no {@code <}, which could end it. */
    String of(ParcelView parcel) {
        Map<String, Object> delivery = new LinkedHashMap<>();
        delivery.put("@context", "https://schema.org");
        delivery.put("@type", "ParcelDelivery");
        delivery.put("trackingNumber", parcel.trackingNumber());
        parcel.promise().ifPresent(by -> {
            LocalDate from = parcel.promisedFrom().orElse(by);
            delivery.put("expectedArrivalFrom", from.toString());
            delivery.put("expectedArrivalUntil", by.toString());
        });
        delivery.put(
                "deliveryStatus",
                Map.of(
                        "@type",
                        "DeliveryEvent",
                        "name",
                        parcel.statusText(),
                        "identifier",
                        parcel.status().code(),
                        "startDate",
                        parcel.statusAt().toString()));
        return json.writeValueAsString(delivery).replace("<", "\\u003c");
    }
}
