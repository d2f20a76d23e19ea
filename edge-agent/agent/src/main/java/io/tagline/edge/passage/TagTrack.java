package io.tagline.edge.passage;

import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.portal.Side;
import io.tagline.epc.Epc;
import io.tagline.wire.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One tag from its first read to its silence: which portals hear it, and what that makes likely. Advances in steps of
 * 100 ms; a step is judged when time has left it. Confined to the thread of the detector.
 */
final class TagTrack {
    /** A common dwell of a reader on one antenna, and fine enough for a cart at 3 m/s (0.3 m). */
    static final long STEP_NANOS = 100_000_000L;

    /** Reads this much late are evidence still; older ones are counted only. */
    private static final int LATE_STEPS = 10;
    /** Silence after which the order of sides decides, if nothing else has. */
    private static final int ORDER_STEPS = 11;
    /** Portals are remembered this long, for the order of sides: a slow walk through a door of few reads. */
    private static final long ORDER_NANOS = 6_000_000_000L;

    private static final int ORDER_READS = 3;
    /** Without RSSI the order is all there is, and a parcel that is read five times may be read twice on one side. */
    private static final int ORDER_READS_WITHOUT_RSSI = 2;
    /** Reads of each side for the order of loudness, which fading can imitate. */
    private static final int LOUDER_READS = 4;
    /** Share of the visit between the loudest moments of the sides; 0.3 for a steady walk of 2 m to either side. */
    private static final double LOUDER_APART = 0.25;

    private static final float LOUDER_CONFIDENCE = 0.7f;
    /** The lone louder portal has the visit, if louder by more than the fading of a standing tag. */
    private static final float LOUDER_DB = 6;

    private final Epc epc;
    private final PassageRules rules;
    private final IntConsumer undecided;
    private final PlaceFilter filter;
    private final Observations observations = new Observations();
    private final List<Visit> visits = new ArrayList<>(2);
    private long step;
    private long heardStep;

    /** @param undecided told the number of the portal whenever a visit to a door ends without a direction */
    TagTrack(Epc epc, PassageRules rules, long tick, IntConsumer undecided) {
        this.epc = epc;
        this.rules = rules;
        this.undecided = undecided;
        this.filter = new PlaceFilter(rules);
        this.step = stepOf(tick);
        this.heardStep = step;
    }

    static long stepOf(long tick) {
        return Math.floorDiv(tick, STEP_NANOS);
    }

    void read(PortalAntenna at, float rssiDbm, boolean hasRssi, long tick) {
        visit(rules.portals().portalOf(at)).read(at.side(), rssiDbm, hasRssi, tick);
        if (step - stepOf(tick) <= LATE_STEPS) {
            observations.add(at, hasRssi ? rssiDbm : Float.NaN);
        }
    }

    private Visit visit(int portal) {
        Visit known = visitOrNull(portal);
        if (known == null) {
            known = new Visit(portal);
            visits.add(known);
        }
        return known;
    }

    private @Nullable Visit visitOrNull(int portal) {
        for (int i = 0; i < visits.size(); i++) {
            if (visits.get(i).portal == portal) {
                return visits.get(i);
            }
        }
        return null;
    }

    /** Whether no portal has heard the tag for so long that nothing more is to be said. */
    boolean ended() {
        return visits.isEmpty();
    }

    /** Judges every step that lies before {@code tick}. */
    void advance(long tick, long decidedTick, Consumer<? super Passage> decided) {
        long until = stepOf(tick);
        while (step < until) {
            if (observations.count() == 0 && !filter.open() && step - heardStep > ORDER_STEPS) {
                step = until;
                break;
            }
            judge(decidedTick, decided);
            step++;
        }
        endVisits(tick, decidedTick, decided);
    }

    private void judge(long decidedTick, Consumer<? super Passage> decided) {
        if (observations.count() > 0) {
            heardStep = step;
        }
        Visit passed = filter.step(observations, visits, step);
        observations.clear();
        if (passed != null) {
            report(passed, decidedTick, decided);
        }
        if (step - heardStep == ORDER_STEPS) {
            decideByOrder(decidedTick, decided);
        }
    }

    private void report(Visit visit, long decidedTick, Consumer<? super Passage> decided) {
        Direction direction = filter.passedFrom() == Lane.FROM_INSIDE ? Direction.OUT : Direction.IN;
        decided.accept(passage(visit, direction, visit.crossedTick(), filter.confidence(), decidedTick));
        visit.passed();
    }

    /** A reader that reports few reads or no RSSI, or a tag that rushes through: first one side, then the other, then silence. */
    private void decideByOrder(long decidedTick, Consumer<? super Passage> decided) {
        if (visits.isEmpty()) {
            return;
        }
        Visit busiest = visits.get(0);
        int all = 0;
        for (Visit visit : visits) {
            if (visit.reported) {
                return;
            }
            all += visit.reads;
            busiest = visit.reads > busiest.reads ? visit : busiest;
        }
        if (busiest.reads * 5 < all * 4) {
            return;
        }
        int least = Float.isNaN(busiest.peakDbm) ? ORDER_READS_WITHOUT_RSSI : ORDER_READS;
        Side from = busiest.cameFrom(least, STEP_NANOS);
        if (from != null) {
            float confidence = 1 - 1f / Math.min(busiest.reads, 10);
            reportOrder(busiest, from, busiest.middleTick(from), confidence, decidedTick, decided);
            return;
        }
        Side louder = busiest.reads == all ? busiest.louderFirst(LOUDER_READS, LOUDER_APART) : null;
        if (louder != null) {
            reportOrder(busiest, louder, busiest.betweenCentres(), LOUDER_CONFIDENCE, decidedTick, decided);
        }
    }

    private void reportOrder(
            Visit visit,
            Side from,
            long atTick,
            float confidence,
            long decidedTick,
            Consumer<? super Passage> decided) {
        Direction direction = from == Side.INSIDE ? Direction.OUT : Direction.IN;
        decided.accept(passage(visit, direction, atTick, confidence, decidedTick));
        visit.passed();
    }

    private void endVisits(long tick, long decidedTick, Consumer<? super Passage> decided) {
        for (int i = visits.size() - 1; i >= 0; i--) {
            Visit visit = visits.get(i);
            boolean twoSided = rules.portals().twoSided(visit.portal);
            long gap = twoSided ? Math.max(ORDER_NANOS, rules.visitGapNanos()) : rules.visitGapNanos();
            if (tick - visit.latestTick > gap) {
                if (!visit.reported && visit.reads >= rules.settings().minimumReads() && !drownedOut(visit)) {
                    endUnreported(visit, twoSided, decidedTick, decided);
                }
                filter.forget(visit);
                visits.remove(i);
            }
        }
    }

    /** With one side, to have been there is all there is to know; at a door a tag that did not cross made no scan. */
    private void endUnreported(Visit visit, boolean twoSided, long decidedTick, Consumer<? super Passage> decided) {
        if (twoSided) {
            undecided.accept(visit.portal);
        } else {
            float confidence = 1 - 1f / (visit.reads + 1);
            decided.accept(passage(visit, Direction.UNKNOWN, visit.peakTick, confidence, decidedTick));
        }
    }

    /** Whether another portal heard the tag much louder during the visit: then the tag was there. */
    private boolean drownedOut(Visit visit) {
        for (Visit other : visits) {
            if (other != visit && other.overlaps(visit) && other.peakDbm > visit.peakDbm + LOUDER_DB) {
                return true;
            }
        }
        return false;
    }

    private Passage passage(Visit visit, Direction direction, long atTick, float confidence, long decidedTick) {
        return new Passage(
                rules.portals().id(visit.portal),
                epc,
                direction,
                atTick,
                visit.firstTick,
                visit.lastTick,
                visit.reads,
                visit.peakDbm,
                confidence,
                decidedTick);
    }
}
