package io.tagline.hub.promise;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What the post promises of a service, for some customers and some destinations.
 *
 * @param service code that orders carry
 * @param segment of the customer; any if empty
 * @param transitDays working days from the day of acceptance
 * @param cutOff accepted at this local time or later counts as accepted on the next working day
 * @param validFrom acceptances before this day are other rules'
 */
public record ServiceLevel(
        String service,
        Optional<String> segment,
        Area to,
        int transitDays,
        LocalTime cutOff,
        WorkCalendar calendar,
        Optional<LocalDate> validFrom) {

    boolean isFor(Shipment shipment, LocalDate day) {
        return service.equals(shipment.service())
                && (segment.isEmpty() || segment.equals(shipment.segment()))
                && to.holds(shipment.to())
                && (validFrom.isEmpty() || !day.isBefore(validFrom.get()));
    }

    /**
     * The promised day.
     *
     * @param zone of the site that accepted it
     */
    LocalDate dayFor(Instant acceptedAt, ZoneId zone) {
        var local = acceptedAt.atZone(zone);
        boolean inTime =
                calendar.isWorking(local.toLocalDate()) && local.toLocalTime().isBefore(cutOff);
        LocalDate counted = inTime
                ? local.toLocalDate()
                : calendar.onOrAfter(local.toLocalDate().plusDays(1));
        return calendar.plusWorkingDays(counted, transitDays);
    }
}
