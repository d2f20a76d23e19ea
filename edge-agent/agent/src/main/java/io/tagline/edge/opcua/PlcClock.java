package io.tagline.edge.opcua;

import io.tagline.edge.time.WallMapping;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The clock of the PLC on the agent's axis of elapsed time, so that its time stamps can be compared with reads. The PLC is asked for
 * its time (OPC UA Part 5 §12.10, CurrentTime) and answers with what it was at the latest when the answer came: the greatest
 * difference of stamp and arrival among the last answers is nearest to the truth, whether the network was slow or the PLC renews its
 * time once a second only. Safe for any thread.
 */
final class PlcClock {
    /** With one answer every two seconds half a minute, in which two quartz clocks drift apart by 6 ms at most. */
    private static final int KEPT = 16;

    /** PLCs that renew their time once a second are behind by no more. */
    private static final long STEP_NANOS = Duration.ofMillis(1_500).toNanos();

    private static final long SECOND = 1_000_000_000L;

    /** @param aheadNanos nanoseconds since 1970 by the PLC, less elapsed time at the arrival */
    private record Answer(long aheadNanos, long tripNanos) {}

    private final Deque<Answer> answers = new ArrayDeque<>();

    /**
     * How far off the PLC is.
     *
     * @param ahead of the gateway's clock; negative if behind
     * @param error the most that this is off by the way of the answer
     */
    record Offset(Duration ahead, Duration error) {}

    /** The PLC said what time it is. */
    synchronized void answered(long askedTick, long answeredTick, Instant said) {
        long nanos = nanos(said);
        Answer answer = new Answer(nanos - answeredTick, answeredTick - askedTick);
        // it was set back: what it said before is over
        if (!answers.isEmpty() && nanos - askedTick < best().aheadNanos - STEP_NANOS) {
            answers.clear();
        }
        answers.addLast(answer);
        if (answers.size() > KEPT) {
            answers.removeFirst();
        }
    }

    /** When it was what the PLC calls this time, never after it came here; that is taken as long as the PLC has not been asked. */
    synchronized long tickOf(Instant said, long cameTick) {
        return answers.isEmpty() ? cameTick : Math.min(cameTick, nanos(said) - best().aheadNanos);
    }

    /** Empty before the first answer. */
    synchronized Optional<Offset> offset(WallMapping gateway) {
        if (answers.isEmpty()) {
            return Optional.empty();
        }
        Answer best = best();
        long ahead = best.aheadNanos + gateway.tickNanos() - nanos(gateway.wall());
        return Optional.of(new Offset(Duration.ofNanos(ahead), Duration.ofNanos(best.tripNanos)));
    }

    private Answer best() {
        Answer best = answers.getFirst();
        for (Answer each : answers) {
            if (each.aheadNanos > best.aheadNanos) {
                best = each;
            }
        }
        return best;
    }

    /** Wraps in the year 2262, and differences stay right even then. */
    private static long nanos(Instant time) {
        return time.getEpochSecond() * SECOND + time.getNano();
    }
}
