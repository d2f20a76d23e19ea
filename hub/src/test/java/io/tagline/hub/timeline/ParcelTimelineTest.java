package io.tagline.hub.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.TrackingEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Law 5: status and timeline are a function of the set of events. */
final class ParcelTimelineTest {
    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");
    private static final List<EventKind> KINDS = List.of(EventKind.values());
    private static final ParcelId PARCEL = new ParcelId(new UUID(1, 2));

    private final long seed = Long.getLong("tagline.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @RepeatedTest(200)
    void anyOrderAndAnyRepeatsFoldAlike() {
        List<TrackingEvent> events = new ArrayList<>();
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            // few distinct times, so that many fall together
            events.add(event(KINDS.get(random.nextInt(KINDS.size())), random.nextInt(6), i));
        }
        ParcelTimeline expected = ParcelTimeline.fold(events);

        List<TrackingEvent> shuffled = new ArrayList<>(events);
        for (int i = 0; i < count; i++) {
            shuffled.add(events.get(random.nextInt(count)));
        }
        Collections.shuffle(shuffled, random);

        assertThat(ParcelTimeline.fold(shuffled)).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void latestMovementIsTheStatus() {
        assertThat(status(event(EventKind.DEPARTED, 1, 1), event(EventKind.ARRIVED, 2, 2)))
                .isEqualTo(EventKind.ARRIVED);
    }

    @Test
    void registrationAfterTheFirstScanDoesNotHideIt() {
        assertThat(status(event(EventKind.ARRIVED, 1, 1), event(EventKind.REGISTERED, 5, 2)))
                .isEqualTo(EventKind.ARRIVED);
    }

    @Test
    void ofTwoAtOneTimeTheOneFurtherAlongStands() {
        assertThat(status(event(EventKind.LOADED, 1, 1), event(EventKind.ARRIVED, 1, 2)))
                .isEqualTo(EventKind.LOADED);
    }

    @Test
    void secondDeliveryDoesNotMoveTheFirst() {
        ParcelTimeline timeline =
                ParcelTimeline.fold(List.of(event(EventKind.DELIVERED, 3, 1), event(EventKind.DELIVERED, 1, 2)));

        assertThat(timeline.status().deliveredAt()).contains(START.plusSeconds(1));
    }

    @Test
    void parcelWithoutEventsIsABug() {
        assertThatThrownBy(() -> ParcelTimeline.fold(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no events: expected the parcel's registration at least");
    }

    private static EventKind status(TrackingEvent... events) {
        return ParcelTimeline.fold(List.of(events)).status().kind();
    }

    private static TrackingEvent event(EventKind kind, int second, int ref) {
        return TrackingEvent.reported(
                PARCEL,
                kind,
                START.plusSeconds(second),
                START.plusSeconds(100L + ref),
                Optional.empty(),
                Optional.empty(),
                "ref-" + ref);
    }
}
