package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.timeline.EventView;
import io.tagline.hub.timeline.ParcelView;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.TrackingEvent.Report;
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
        List<String> exceptions,
        @JsonInclude(JsonInclude.Include.ALWAYS) Optional<PromiseJson> promise,
        OrderRef order,
        String serviceLevel,
        List<EventJson> events) {

    /** What the customer is promised: a day, or days from the first of them on. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record PromiseJson(LocalDate date, Optional<LocalDate> from) {}

    /** Which order it belongs to. */
    record OrderRef(String source, String reference) {}

    /** Who said that an event happened, where no portal saw it. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record ReportJson(
            String origin,
            String sourceRef,
            Optional<String> carrier,
            Optional<String> code,
            Optional<UUID> corrects,
            Optional<String> note) {
        static ReportJson of(Report report, boolean ours) {
            return new ReportJson(
                    report.origin().code(),
                    report.sourceRef(),
                    report.carrier(),
                    report.rawCode(),
                    report.corrects(),
                    report.note().filter(note -> ours));
        }
    }

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
            Optional<String> clock,
            String audience,
            boolean undone,
            Optional<ReportJson> report) {

        static EventJson of(EventView event, boolean ours) {
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
                    event.clock().map(ClockQuality::code),
                    event.kind().isForCustomers() ? "customer" : "staff",
                    event.undone(),
                    event.report().map(report -> ReportJson.of(report, ours)));
        }
    }

    /**
     * The parcel as who asks may see it.
     *
     * @param ours false for a partner: what is for staff stays here
     */
    static ParcelJson of(ParcelView parcel, String trackingUrl, boolean ours) {
        return new ParcelJson(
                parcel.trackingNumber(),
                trackingUrl,
                parcel.status().code(),
                parcel.statusText(),
                parcel.statusAt(),
                parcel.exceptions().stream()
                        .filter(kind -> ours || kind.isForCustomers())
                        .map(EventKind::code)
                        .toList(),
                parcel.promise().map(day -> new PromiseJson(day, parcel.promisedFrom())),
                new OrderRef(parcel.orderSource(), parcel.orderReference()),
                parcel.serviceLevel(),
                parcel.events().stream()
                        .filter(event -> ours || event.isForCustomers())
                        .map(event -> EventJson.of(event, ours))
                        .toList());
    }
}
