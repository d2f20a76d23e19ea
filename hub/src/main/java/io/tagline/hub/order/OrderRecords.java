package io.tagline.hub.order;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.customer.PersonalRecords;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What orders keep of persons: who ordered, and to whom shipments went. */
public final class OrderRecords implements PersonalRecords {

    /** Of one shipment; {@code as} is payer or recipient. */
    public record Held(
            String as,
            String source,
            String order,
            Instant updatedAt,
            String shipment,
            Optional<Personal> recipientName,
            Optional<Personal> recipientEmail,
            Optional<Personal> recipientPhone,
            Optional<Personal> city,
            Optional<Personal> postalCode,
            Optional<String> country,
            List<String> trackingNumbers) {
        public Held {
            trackingNumbers = List.copyOf(trackingNumbers);
        }

        Held with(List<String> numbers) {
            return new Held(
                    as,
                    source,
                    order,
                    updatedAt,
                    shipment,
                    recipientName,
                    recipientEmail,
                    recipientPhone,
                    city,
                    postalCode,
                    country,
                    numbers);
        }
    }

    @Override
    public String name() {
        return "shipments";
    }

    @Override
    public List<?> export(Tx tx, Set<CustomerId> customers) {
        return PersonsTable.held(tx, customers);
    }

    @Override
    public int erase(Tx tx, Set<CustomerId> customers, Instant now) {
        return PersonsTable.erase(tx, customers);
    }
}
