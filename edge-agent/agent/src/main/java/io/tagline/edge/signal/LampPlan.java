package io.tagline.edge.signal;

import io.tagline.edge.manifest.Verdict;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which lamps of one light should be on at a moment: the last verdict that no higher one covers, below it the first sign of the
 * agent that stands. Holds one of each, whatever comes. Time is an argument; confined to who holds its lock.
 */
final class LampPlan {

    /** No change is coming. */
    static final long NEVER = Long.MAX_VALUE;

    /** Long enough to look up from a pallet; at a door without a board the next parcels need a light that speaks of them. */
    static final Duration UNATTENDED_HOLD = Duration.ofSeconds(30);

    private final SignalPatterns patterns;
    private final BooleanSupplier attended;
    private @Nullable Playing verdict;
    private @Nullable Playing sign;
    private Set<AgentSign> standing = Set.of();

    /** @param attended whether somebody can acknowledge; while nobody can, no verdict holds on and on */
    LampPlan(SignalPatterns patterns, BooleanSupplier attended) {
        this.patterns = patterns;
        this.attended = attended;
    }

    /**
     * A pattern on the way.
     *
     * @param forNanos it is over after so long, though its last phase has no end; {@link #NEVER} if that goes on
     */
    private record Playing(LightPattern pattern, int rank, long sinceNanos, long forNanos) {
        Optional<LightPattern.Frame> at(long now) {
            long elapsed = now - sinceNanos;
            return elapsed < forNanos
                    ? pattern.at(elapsed)
                            .map(frame -> new LightPattern.Frame(frame.lamps(), Math.min(frame.untilNanos(), forNanos)))
                    : Optional.empty();
        }

        /** True if it waits for nobody, and everything that it has to show was shown. */
        boolean hasBeenSeen(long now) {
            return forNanos != NEVER && now - sinceNanos >= Math.min(pattern.onceNanos(), forNanos);
        }
    }

    /** A verdict that shows nothing covers nothing. */
    void show(Verdict judged, long now) {
        LightPattern pattern = patterns.of(judged);
        int rank = SignalPatterns.rank(judged);
        Playing present = verdict;
        boolean covered = present != null
                && present.rank() > rank
                && present.at(now).isPresent()
                && !(judged == Verdict.EXPECTED && present.hasBeenSeen(now));
        if (!pattern.phases().isEmpty() && !covered) {
            boolean endsByItself = pattern.isEndless() && !attended.getAsBoolean();
            verdict = new Playing(
                    pattern,
                    rank,
                    now,
                    endsByItself ? Math.max(pattern.onceNanos(), UNATTENDED_HOLD.toNanos()) : NEVER);
        }
    }

    /** These states of the agent stand now, and no others. The pattern of one that stood before goes on in step. */
    void signs(Set<AgentSign> now, long at) {
        if (standing.equals(now)) {
            return;
        }
        standing = Set.copyOf(now);
        sign = EnumSet.allOf(AgentSign.class).stream()
                .filter(standing::contains)
                .map(patterns::of)
                .filter(pattern -> !pattern.phases().isEmpty())
                .findFirst()
                .map(pattern -> new Playing(
                        pattern, 0, sign != null && sign.pattern().equals(pattern) ? sign.sinceNanos() : at, NEVER))
                .orElse(null);
    }

    /** Somebody has seen to it: what waits for that ends. */
    void acknowledge() {
        if (verdict != null && verdict.pattern().isEndless()) {
            verdict = null;
        }
    }

    Set<Lamp> lampsAt(long now) {
        return frame(now).map(LightPattern.Frame::lamps).orElse(Set.of());
    }

    /** When the lamps may change by themselves, on the same axis; {@link #NEVER} if they won't. */
    long nextChange(long now) {
        Playing shown = shown(now);
        if (shown == null) {
            return NEVER;
        }
        long until = shown.at(now).map(LightPattern.Frame::untilNanos).orElse(0L);
        return shown.sinceNanos() + until;
    }

    private Optional<LightPattern.Frame> frame(long now) {
        Playing shown = shown(now);
        return shown == null ? Optional.empty() : shown.at(now);
    }

    private @Nullable Playing shown(long now) {
        if (verdict != null && verdict.at(now).isEmpty()) {
            verdict = null;
        }
        if (verdict != null) {
            return verdict;
        }
        return sign != null && sign.at(now).isPresent() ? sign : null;
    }
}
