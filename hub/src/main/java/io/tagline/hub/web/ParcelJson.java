package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.timeline.EventView;
import io.tagline.hub.timeline.ParcelView;
import io.tagline.wire.ClockQuality;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/** A parcel in the API: the same as its page, with what programs want besides. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ParcelJson(
        String trackingNumber,
        String trackingUrl,
        String status,
        String statusText,
        Instant statusAt,
        @JsonInclude(JsonInclude.Include.ALWAYS) Optional<PromiseJson> promise,
        OrderRef order,
        String serviceLevel,
        List<EventJson> events) {

    /** What the customer was promised. */
    record PromiseJson(LocalDate date) {}

    /** Which order it belongs to. */
    record OrderRef(String source, String reference) {}

    /** One event; codes are those of UPU EMSEVT V3 and GS1 CBV 2.0. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record EventJson(
            UUID id,
            String kind,
            String text,
            Instant occurredAt,
            boolean estimated,
            Instant recordedAt,
            Optional<String> site,
            Optional<String> place,
            Optional<String> portal,
            Optional<String> upuCode,
            Optional<String> bizStep,
            OptionalDouble confidence,
            Optional<String> clock) {

        static EventJson of(EventView event) {
            return new EventJson(
                    event.id(),
                    event.kind().code(),
                    event.text(),
                    event.occurredAt(),
                    event.estimated(),
                    event.recordedAt(),
                    event.site(),
                    event.place(),
                    event.portal(),
                    event.upuCode(),
                    event.bizStep(),
                    event.confidence(),
                    event.clock().map(ClockQuality::code));
        }
    }

    static ParcelJson of(ParcelView parcel, String trackingUrl) {
        return new ParcelJson(
                parcel.trackingNumber(),
                trackingUrl,
                parcel.status().code(),
                parcel.statusText(),
                parcel.statusAt(),
                parcel.promise().map(PromiseJson::new),
                new OrderRef(parcel.orderSource(), parcel.orderReference()),
                parcel.serviceLevel(),
                parcel.events().stream().map(EventJson::of).toList());
    }
}
