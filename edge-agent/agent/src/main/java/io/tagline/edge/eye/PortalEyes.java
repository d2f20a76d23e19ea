package io.tagline.edge.eye;

import io.tagline.edge.passage.Evidence;
import io.tagline.edge.passage.Passage;
import io.tagline.wire.Direction;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The eyes of one portal, and what they say about a passage there. They sharpen and doubt, and never take a passage away: a beam is
 * passed beside or above, and a lens gets dirty. Confined to the thread {@code portals}.
 */
final class PortalEyes {
    /** How far from the time by the reads a window is looked for; 98 of 100 tags on the portal bench crossed nearer. */
    static final Duration NEAR = Duration.ofMillis(1200);

    /**
     * When a vote decides, the tag crossed so long ago: 463 ms in the middle, 157 to 1158 ms for nine of ten (two docks of the portal
     * bench, 1,294 passages). What a vote takes for the crossing itself is off by 2.4 s for one tag in ten.
     */
    private static final long VOTE_TAKES_NANOS = Duration.ofMillis(450).toNanos();

    /** Less than this after the crossing an edge may still be on its way: a PLC needs up to 140 ms, and estimates run ahead. */
    static final Duration TOO_EARLY = Duration.ofMillis(400);

    /** A beam beside the line is broken by so much before or after the crossing: 60 cm at the pace of a heavy cart. */
    private static final long BESIDE_NANOS = Duration.ofMillis(500).toNanos();

    /** A door at work has somebody in it more often. */
    static final Duration QUIET = Duration.ofMinutes(15);

    /** Under this a direction from reads gives way to that of two eyes; votes are surer by default, and were never wrong there. */
    static final float WEAK = 0.85f;

    /** From this on a passage counts for the question whether an eye is blind. */
    private static final float SURE = 0.95f;

    private final List<Eye> eyes;

    PortalEyes(List<Eye> eyes) {
        this.eyes = eyes.stream().sorted(Comparator.comparing(Eye::position)).toList();
    }

    /** The passage as the reads and the eyes together have it. */
    Passage weigh(Passage passage, long nowTick) {
        long byReadsTick = byReads(passage, nowTick);
        List<Eye> reliable = eyes.stream().filter(Eye::isReliable).toList();
        Optional<Crossing> seen = crossing(reliable, passage, byReadsTick);
        // a reader that was away tells of passages of a time at which no eye on it was heard
        List<Eye> watched = reliable.stream()
                .filter(eye -> eye.isReliableSince(byReadsTick - NEAR.toNanos()))
                .toList();
        boolean early = nowTick - byReadsTick < TOO_EARLY.toNanos();
        if (seen.isPresent() || !early) {
            checkForBlindness(watched, passage, byReadsTick);
        }
        if (seen.isEmpty() && (early || watched.isEmpty() || watched.size() < reliable.size())) {
            return passage;
        }
        return seen.map(crossing -> seen(passage, crossing, byReadsTick, nowTick))
                .orElseGet(() -> passage.weighed(
                        Evidence.Eye.SAW_NOTHING,
                        passage.direction(),
                        passage.atTick(),
                        EyeOdds.sawNothing(passage.confidence())));
    }

    /** When the tag crossed, as far as the reads tell. What is decided at the agent's end says so ahead of time. */
    private static long byReads(Passage passage, long nowTick) {
        return passage.evidence().basis() == Evidence.Basis.VOTE
                ? Math.min(passage.decidedTick(), nowTick) - VOTE_TAKES_NANOS
                : passage.atTick();
    }

    /**
     * Whether the portal is to be read now: something is in a beam, or was lately. With an eye that is not well it is read all the time,
     * and with one that has seen nobody for long, too: perhaps it is dead, which only passages can show.
     */
    boolean wantsReading(long holdNanos, long nowTick) {
        for (Eye eye : eyes) {
            long free = eye.freeNanos(nowTick);
            if (!eye.isReliable() || free <= holdNanos || free > QUIET.toNanos()) {
                return true;
            }
        }
        return false;
    }

    private static Passage seen(Passage passage, Crossing crossing, long byReadsTick, long nowTick) {
        long atTick = Math.min(crossing.nearest(byReadsTick), nowTick);
        Direction direction = passage.direction();
        if (crossing.direction() != Direction.UNKNOWN && crossing.direction() != direction) {
            boolean givesWay = direction == Direction.UNKNOWN || passage.confidence() < WEAK;
            return passage.weighed(
                    givesWay ? Evidence.Eye.TURNED : Evidence.Eye.SAW_OTHER_WAY,
                    givesWay ? crossing.direction() : direction,
                    atTick,
                    passage.confidence());
        }
        return passage.weighed(Evidence.Eye.SAW, direction, atTick, EyeOdds.saw(passage.confidence()));
    }

    private static Optional<Crossing> crossing(List<Eye> reliable, Passage passage, long byReadsTick) {
        if (reliable.size() == 2) {
            return new BeamPair(reliable.get(0), reliable.get(1))
                    .nearest(byReadsTick, NEAR.toNanos(), passage.direction());
        }
        return reliable.stream()
                .findFirst()
                .flatMap(eye -> eye.nearest(byReadsTick, NEAR.toNanos() + BESIDE_NANOS)
                        .map(window -> crossing(eye, window, passage.direction())))
                .filter(crossing -> crossing.distance(byReadsTick) <= NEAR.toNanos());
    }

    /** With a beam beside the line, the line was crossed earlier or later than the beam, by the way of the passage. */
    private static Crossing crossing(Eye eye, EyeWindow window, Direction direction) {
        boolean beforeBeam = (eye.position() == EyePosition.INSIDE && direction == Direction.IN)
                || (eye.position() == EyePosition.OUTSIDE && direction == Direction.OUT);
        boolean afterBeam = (eye.position() == EyePosition.INSIDE && direction == Direction.OUT)
                || (eye.position() == EyePosition.OUTSIDE && direction == Direction.IN);
        return new Crossing(
                window.openTick() - (beforeBeam ? BESIDE_NANOS : 0),
                window.isOpen() || !afterBeam ? window.closeTick() : window.closeTick() + BESIDE_NANOS,
                Direction.UNKNOWN);
    }

    private static void checkForBlindness(List<Eye> reliable, Passage passage, long byReadsTick) {
        if (passage.confidence() >= SURE) {
            for (Eye eye : reliable) {
                eye.passed(
                        byReadsTick,
                        eye.nearest(byReadsTick, NEAR.toNanos() + BESIDE_NANOS).isPresent());
            }
        }
    }
}
