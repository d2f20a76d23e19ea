package io.tagline.edge.signal;

import io.tagline.edge.portal.PortalId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Lamps in memory, with a driver that can refuse to be opened, fail and hang. */
final class FakeLight implements SignalDrivers {

    final List<Set<Lamp>> seen = new CopyOnWriteArrayList<>();
    volatile boolean broken;
    volatile CountDownLatch hang = new CountDownLatch(0);
    final AtomicInteger opened = new AtomicInteger();
    volatile boolean dark = true;

    static SignalSettings at(String portal) {
        return new SignalSettings(
                "agent.yaml:31",
                new PortalId(portal),
                SignalSettings.Backend.GPIO,
                Optional.empty(),
                Map.of(Lamp.RED, 17, Lamp.GREEN, 22),
                true,
                SignalPatterns.standard());
    }

    Set<Lamp> now() {
        return seen.isEmpty() ? Set.of() : seen.get(seen.size() - 1);
    }

    @Override
    public SignalBackend open(SignalSettings light) throws SignalException {
        opened.incrementAndGet();
        if (broken) {
            throw new SignalException("lamps.red: GPIO 17 is in use");
        }
        return new Backend();
    }

    private final class Backend implements SignalBackend {
        @Override
        public String name() {
            return "fake";
        }

        @Override
        public void set(Set<Lamp> on) throws SignalException {
            try {
                hang.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (broken) {
                throw new SignalException("lamps.red: GPIO 17 is gone");
            }
            seen.add(Set.copyOf(on));
            dark = on.isEmpty();
        }

        @Override
        public void close() {
            dark = true;
        }
    }
}
