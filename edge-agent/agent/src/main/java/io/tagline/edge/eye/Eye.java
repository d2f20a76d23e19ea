package io.tagline.edge.eye;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One eye: its last windows, and whether it can be relied on. Confined to the thread {@code portals}, but for {@link #state()}
 * and {@link #chatter()}.
 */
final class Eye {
    /** A cart that stops in the doorway goes on sooner, or somebody should look. */
    static final Duration STUCK_AFTER = Duration.ofMinutes(2);

    /** Passages in a row, each some time after the one before, with nothing in the beam: by then it is not chance. */
    static final int BLIND_AFTER = 5;

    /** Passages that are closer together may be one cart. */
    private static final long OCCASION_NANOS = Duration.ofSeconds(5).toNanos();

    /** Windows that are kept; half a minute of people hurrying through a door. */
    private static final int KEPT = 64;

    private final EyeSettings settings;
    private final Debounce debounce;
    private final Deque<EyeWindow> windows = new ArrayDeque<>();
    private boolean heard;
    /** From when on it is known what was in the beam. */
    private long sinceTick;

    private int missed;
    private long missedTick;
    private volatile EyeState state = EyeState.AWAY;
    private volatile long chatter;

    Eye(EyeSettings settings) {
        this.settings = settings;
        this.debounce = new Debounce(settings.id(), settings.debounce().toNanos());
    }

    EyeSettings settings() {
        return settings;
    }

    EyePosition position() {
        return settings.id().position();
    }

    /** Safe for any thread. */
    EyeState state() {
        return state;
    }

    /** Edges that belonged to no window's beginning or end. Safe for any thread. */
    long chatter() {
        return chatter;
    }

    boolean isReliable() {
        return state == EyeState.WATCHING;
    }

    /** Whether it can be relied on and knows what was in the beam from this time on. */
    boolean isReliableSince(long tick) {
        return isReliable() && sinceTick <= tick;
    }

    /** Whether something is in the beam. */
    boolean isBroken() {
        return !windows.isEmpty() && windows.getLast().isOpen();
    }

    /** For how long nothing has been in the beam, as far as it was heard; 0 while something is. */
    long freeNanos(long nowTick) {
        long since = windows.isEmpty()
                ? sinceTick
                : Math.max(sinceTick, Math.min(windows.getLast().closeTick(), nowTick));
        return Math.max(0, nowTick - since);
    }

    /** The windows that are remembered, oldest first. */
    Iterable<EyeWindow> windows() {
        return windows;
    }

    /** Its wire, which is heard, changed its level. */
    void edge(boolean broken, long tickNanos) {
        if (!heard) {
            heard = true;
            sinceTick = tickNanos;
        }
        debounce.edge(broken, tickNanos, this::window);
    }

    /**
     * Lets time pass.
     *
     * @param isHeard whether edges would come
     */
    void elapse(long nowTick, boolean isHeard) {
        if (heard && !isHeard) {
            // what the beam does meanwhile nobody tells; a window that was open may end unseen
            debounce.reset();
            if (isBroken()) {
                windows.removeLast();
            }
        }
        if (isHeard && !heard) {
            sinceTick = nowTick;
        }
        heard = isHeard;
        debounce.elapse(nowTick, this::window);
        chatter = debounce.chatter();
        state = next(nowTick);
    }

    private EyeState next(long nowTick) {
        if (!heard) {
            missed = 0;
            return EyeState.AWAY;
        }
        if (isBroken() && nowTick - windows.getLast().openTick() > STUCK_AFTER.toNanos()) {
            return EyeState.STUCK;
        }
        return missed >= BLIND_AFTER ? EyeState.BLIND : EyeState.WATCHING;
    }

    private void window(EyeWindow window) {
        missed = 0;
        if (isBroken()) {
            windows.removeLast();
        }
        if (!window.isOpen() && state == EyeState.STUCK) {
            sinceTick = window.closeTick();
            return;
        }
        windows.addLast(window);
        if (windows.size() > KEPT) {
            sinceTick = windows.removeFirst().closeTick();
        }
    }

    /** A parcel passed for sure, and this is whether the beam was broken then. */
    void passed(long atTick, boolean seen) {
        if (seen) {
            missed = 0;
        } else if (missed == 0 || Math.abs(atTick - missedTick) > OCCASION_NANOS) {
            missed = Math.min(missed + 1, BLIND_AFTER);
            missedTick = atTick;
        }
    }

    /** The window nearest to a time, if one is that near; the later of two. */
    Optional<EyeWindow> nearest(long tick, long withinNanos) {
        @Nullable EyeWindow nearest = null;
        for (Iterator<EyeWindow> each = windows.descendingIterator(); each.hasNext(); ) {
            EyeWindow window = each.next();
            if (nearest == null || window.distance(tick) < nearest.distance(tick)) {
                nearest = window;
            }
        }
        return Optional.ofNullable(nearest).filter(window -> window.distance(tick) <= withinNanos);
    }
}
