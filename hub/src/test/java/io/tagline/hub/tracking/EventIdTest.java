package io.tagline.hub.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A hub that takes the same scan in anew, restored from a backup or beside another, must tell the CRM of the same event. */
class EventIdTest {
    private static final ParcelId PARCEL = new ParcelId(new UUID(1, 2));
    private static final UUID JOURNAL = new UUID(3, 4);
    private static final Instant AT = Instant.parse("2026-03-01T08:00:00.123Z");

    @Test
    void sameScanMakesTheSameEventWhereverAndWheneverItIsTakenIn() {
        assertThat(EventId.ofPassage(AT, PARCEL, EventKind.ARRIVED, JOURNAL, 7))
                .isEqualTo(EventId.ofPassage(AT, PARCEL, EventKind.ARRIVED, JOURNAL, 7))
                // kept by receivers, so it may never change
                .isEqualTo(UUID.fromString("019ca869-507b-880b-921e-835b12985109"));
        assertThat(EventId.ofReport(AT, PARCEL, EventKind.DELIVERED, "courier-17"))
                .isEqualTo(EventId.ofReport(AT, PARCEL, EventKind.DELIVERED, "courier-17"));
    }

    @Test
    void whateverDiffersMakesAnotherEvent() {
        Set<UUID> ids = new HashSet<>();
        ids.add(EventId.ofPassage(AT, PARCEL, EventKind.ARRIVED, JOURNAL, 7));
        ids.add(EventId.ofPassage(AT, PARCEL, EventKind.ARRIVED, JOURNAL, 8));
        ids.add(EventId.ofPassage(AT, PARCEL, EventKind.DEPARTED, JOURNAL, 7));
        ids.add(EventId.ofPassage(AT, PARCEL, EventKind.ARRIVED, new UUID(3, 5), 7));
        ids.add(EventId.ofPassage(AT, new ParcelId(new UUID(1, 3)), EventKind.ARRIVED, JOURNAL, 7));
        ids.add(EventId.ofReport(AT, PARCEL, EventKind.ARRIVED, "courier-17"));
        assertThat(ids).hasSize(6);
    }

    @Test
    void idsSortAsTheEventsHappened() {
        UUID before = EventId.ofPassage(AT, PARCEL, EventKind.ARRIVED, JOURNAL, 9);
        UUID after = EventId.ofPassage(AT.plus(Duration.ofMillis(1)), PARCEL, EventKind.ARRIVED, JOURNAL, 1);
        assertThat(before.toString()).isLessThan(after.toString());
    }
}
