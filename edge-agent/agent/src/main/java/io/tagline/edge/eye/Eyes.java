package io.tagline.edge.eye;

import io.tagline.edge.passage.Passage;
import io.tagline.edge.portal.PortalId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All photo-eyes of an agent, between the decision that a tag has passed and the scan of it. Confined to the thread
 * {@code portals}, but for {@link #changed} and {@link #reports()}. Memory is that of 64 windows an eye and of
 * {@value #ROOM} changes that wait.
 */
public final class Eyes {
    /** Twenty eyes that flicker at 1 kHz, for the 50 ms until they are looked at. */
    private static final int ROOM = 1_024;

    private final BlockingQueue<BeamChange> changes = new ArrayBlockingQueue<>(ROOM);
    private final AtomicLong dropped = new AtomicLong();
    private final Map<EyeId, Eye> eyes = new LinkedHashMap<>();
    private final Map<PortalId, PortalEyes> portals = new LinkedHashMap<>();
    private final Predicate<EyeId> heard;
    private long nowTick = Long.MIN_VALUE;

    /** What is to be said of an eye. */
    public record Report(EyeSettings settings, EyeState state) {}

    /** @param heard whether the wire of an eye is heard at present; asked on the thread of the eyes, must not wait */
    public Eyes(List<EyeSettings> settings, Predicate<EyeId> heard) {
        this.heard = heard;
        Map<PortalId, List<Eye>> byPortal = new LinkedHashMap<>();
        for (EyeSettings each : settings) {
            Eye eye = new Eye(each);
            if (eyes.put(each.id(), eye) != null) {
                throw new IllegalArgumentException("two eyes are " + each.id() + "; expected one in each position");
            }
            byPortal.computeIfAbsent(each.portal(), portal -> new ArrayList<>()).add(eye);
        }
        byPortal.forEach((portal, its) -> {
            if (its.size() > 2) {
                throw new IllegalArgumentException(portal + " has " + its.size() + " eyes; expected at most 2");
            }
            portals.put(portal, new PortalEyes(its));
        });
    }

    /** For an agent without eyes. */
    public static Eyes none() {
        return new Eyes(List.of(), eye -> true);
    }

    /** A wire changed its level. Never waits: what finds no room is counted. Safe for any thread. */
    public void changed(BeamChange change) {
        if (!changes.offer(change)) {
            dropped.incrementAndGet();
        }
    }

    /** Lets time pass; to be called at least every 100 ms. */
    public void elapse(long tickNanos) {
        nowTick = Math.max(nowTick, tickNanos);
        for (BeamChange change = changes.poll(); change != null; change = changes.poll()) {
            Eye eye = eyes.get(change.eye());
            if (eye != null && heard.test(change.eye())) {
                eye.edge(change.broken(), change.tickNanos());
            }
        }
        eyes.forEach((id, eye) -> eye.elapse(nowTick, heard.test(id)));
    }

    /** The passage as reads and eyes together have it; one at a portal without eyes as it is. */
    public Passage weigh(Passage passage) {
        @Nullable PortalEyes at = portals.get(passage.portal());
        return at == null ? passage : at.weigh(passage, nowTick);
    }

    /**
     * Whether a portal is to be read now by what its eyes see.
     *
     * @param hold how long reading goes on when all beams are free
     */
    public boolean wantsReading(PortalId portal, Duration hold) {
        @Nullable PortalEyes at = portals.get(portal);
        return at == null || at.wantsReading(hold.toNanos(), nowTick);
    }

    /** Tells of each eye. Safe for any thread. */
    public List<Report> reports() {
        return eyes.values().stream()
                .map(eye -> new Report(eye.settings(), eye.state()))
                .toList();
    }

    /** Changes that found no room. Safe for any thread. */
    public long dropped() {
        return dropped.get();
    }

    /** Edges that were neither the beginning nor the end of a window, of all eyes. Safe for any thread. */
    public long chatter() {
        return eyes.values().stream().mapToLong(Eye::chatter).sum();
    }
}
