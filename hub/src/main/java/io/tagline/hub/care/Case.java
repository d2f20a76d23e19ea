package io.tagline.hub.care;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.tracking.ParcelId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A request, complaint, claim or suggestion, as staff see it.
 *
 * @param number what customers name it by
 * @param replyTo the mail address that answers go to
 * @param supervisor who is told when it nears a due time
 * @param version rises with each change
 */
public record Case(
        UUID id,
        String number,
        String source,
        String reference,
        CaseKind kind,
        Optional<CustomerId> customer,
        Optional<ParcelId> parcel,
        Optional<String> site,
        Optional<Personal> replyTo,
        Personal subject,
        Personal text,
        String supervisor,
        Instant openedAt,
        CaseProgress progress,
        Optional<Claim> claim,
        int version,
        Instant updatedAt) {

    public CaseState state() {
        return progress.state();
    }

    Case with(CaseProgress next, Instant now) {
        return new Case(
                id,
                number,
                source,
                reference,
                kind,
                customer,
                parcel,
                site,
                replyTo,
                subject,
                text,
                supervisor,
                openedAt,
                next,
                claim,
                version,
                now);
    }
}
