package io.tagline.edge;

import io.tagline.edge.eye.Eyes;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.reader.ReaderThread;
import io.tagline.edge.settings.PortalSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets readers rest while the eyes of their portals see nobody, where the settings want that ({@code read-on-eye}). A reader that serves
 * any other portal never rests.
 */
final class RestingReaders {
    private static final Duration ALWAYS = Duration.ofNanos(Long.MAX_VALUE);

    private final Map<ReaderId, Map<PortalId, Duration>> holds = new HashMap<>();
    private final Map<ReaderId, ReaderThread> readers = new ConcurrentHashMap<>();
    private final Set<ReaderId> resting = ConcurrentHashMap.newKeySet();
    private final Eyes eyes;

    RestingReaders(Iterable<PortalSettings> portals, Eyes eyes) {
        this.eyes = eyes;
        for (PortalSettings portal : portals) {
            // a hold that never ends stands for none
            Duration hold = portal.readOnEye().orElse(ALWAYS);
            for (PortalSettings.Antenna antenna : portal.antennas()) {
                holds.computeIfAbsent(antenna.reader(), reader -> new HashMap<>())
                        .put(portal.id(), hold);
            }
        }
        holds.values().removeIf(portalsOfReader -> portalsOfReader.containsValue(ALWAYS));
    }

    /** A reader is there. Safe for any thread. */
    void add(ReaderId id, ReaderThread reader) {
        readers.put(id, reader);
    }

    /** Whether it was let rest: that it reads nothing is no fault then. Safe for any thread. */
    boolean isResting(ReaderId id) {
        return resting.contains(id);
    }

    /** Tells the readers what the eyes want. On the thread {@code portals}, each time that they were looked at; waits for nothing. */
    void look() {
        holds.forEach((id, portals) -> {
            ReaderThread reader = readers.get(id);
            if (reader != null) {
                boolean rests = portals.entrySet().stream()
                        .noneMatch(portal -> eyes.wantsReading(portal.getKey(), portal.getValue()));
                reader.letRest(rests);
                if (rests) {
                    resting.add(id);
                } else {
                    resting.remove(id);
                }
            }
        });
    }
}
