package io.tagline.hub.intake;

import io.tagline.hub.tracking.Sighting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Messages that go through the pipeline together. */
final class Batch {
    private final List<ScanMessage> messages;
    private final List<Sighting> sightings = new ArrayList<>();
    private final JournalNumbers numbers = new JournalNumbers();

    Batch(List<ScanMessage> messages, Instant receivedAt) {
        this.messages = List.copyOf(messages);
        for (ScanMessage message : messages) {
            numbers.add(message.content().journal(), message.from(), message.brings());
            sightings.addAll(message.sightings(receivedAt));
        }
    }

    List<ScanMessage> messages() {
        return messages;
    }

    List<Sighting> sightings() {
        return sightings;
    }

    JournalNumbers numbers() {
        return numbers;
    }

    int refused() {
        return messages.stream()
                .mapToInt(message -> message.content().refused().size())
                .sum();
    }
}
