package io.tagline.hub.crm.figures;

import io.tagline.hub.HubCore;
import io.tagline.hub.order.OrderReader;
import io.tagline.hub.timeline.ReportedEvent;
import io.tagline.hub.tracking.EventKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happens at a hub while it is watched: orders, and then events of their parcels, each the same however often it is told.
 *
 * @param events beside the registrations
 * @param begun when the first of them was
 */
record Work(int customers, int orders, int events, Instant begun) {
    private static final String SOURCE = "shop";
    private static final List<EventKind> WAY = List.of(EventKind.ARRIVED, EventKind.DEPARTED);

    /** Puts all orders that aren't there yet, of one parcel each: a hub killed meanwhile goes on where it was. */
    void order(HubCore core) throws Exception {
        int first = 0;
        while (first < orders && core.orders().find(SOURCE, reference(first)).isPresent()) {
            first++;
        }
        for (int order = first; order < orders; order++) {
            String customer = "C-" + order % customers;
            String json =
                    """
                    {"customer":{"reference":"%s","name":"Customer %s"},"serviceLevel":"standard",
                     "shipments":[{"parcels":[{"trackingNumber":"%s"}]}]}"""
                            .formatted(customer, customer, number(order));
            core.orders().put(SOURCE, reference(order), OrderReader.read(json.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static String reference(int order) {
        return "A-" + order;
    }

    static String number(int order) {
        return "PKG%09d".formatted(order);
    }

    /** Reports one event; those of one order are reported in the order in which they were. */
    void report(HubCore core, int event) {
        int order = (int) ((event * 7_919L) % orders);
        EventKind kind = event < orders ? EventKind.ACCEPTED : WAY.get(event / orders % WAY.size());
        Instant at = begun.plusMillis(event);
        ReportedEvent.Outcome told = core.parcels()
                .record(
                        number(order),
                        new ReportedEvent(kind, at, Optional.of("ott-1"), Optional.empty(), "e-" + event));
        if (told == ReportedEvent.Outcome.NO_SUCH_PARCEL || told == ReportedEvent.Outcome.NO_SUCH_EVENT) {
            throw new IllegalStateException("event " + event + " of " + number(order) + ": " + told);
        }
    }
}
