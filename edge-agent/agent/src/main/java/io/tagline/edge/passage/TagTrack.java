package io.tagline.edge.passage;

import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.portal.Side;
import io.tagline.epc.Epc;
import io.tagline.wire.Direction;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** A tag that is not heard and claims nothing is judged in one step of so many. */
    private static final int REST_STEPS = 4;
    /**
     * What a decision takes after the line was crossed. Votes are nearly as long after it whatever the cart does: on simulated docks nine
     * in ten of the times got by it are right within 0.4 s, of those when the tag was first likelier beyond the line within 1.4 s.
     */
    private static final long USUAL_DECISION_NANOS = 450_000_000L;

    private static final int ORDER_READS = 3;
    /** Without RSSI the order is all there is, and a parcel that is read five times may be read twice on one side. */
    private static final int ORDER_READS_WITHOUT_RSSI = 2;
    /** Reads of each side for the order of loudness, which fading can imitate. */
    private static final int LOUDER_READS = 4;
    /** Share of the visit between the loudest moments of the sides; 0.3 for a steady walk of 2 m to either side. */
    private static final double LOUDER_APART = 0.25;

    private static final float EVEN_ODDS = 0;

    private static final float LOUDER_CONFIDENCE = 0.7f;
    /** The lone louder portal has the visit, if louder by more than the fading of a standing tag. */
    private static final float LOUDER_DB = 6;

    private final Epc epc;
    private final PassageRules rules;
    private final IntConsumer undecided;
    private final PlaceFilter filter;
    private final Observations observations = new Observations();
    private final List<Visit> visits = new ArrayList<>(2);
    private final @Nullable Visit[] visitAt;
    private final Sightings sightings;
    private final float[] levels;
    private final Repeats repeats = new Repeats();
    private final long firstStep;
    private long presentStep = Long.MIN_VALUE / 2;
    private boolean claiming;
    private int heardAt;
    private boolean hasRssi;
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
        this.firstStep = step;
        this.sightings = new Sightings(step);
        this.visitAt = new @Nullable Visit[rules.portals().count()];
        this.levels = Levels.of(rules.portals().count());
    }

    Epc epc() {
        return epc;
    }

    List<Visit> visits() {
        return visits;
    }

    long firstStep() {
        return firstStep;
    }

    /** Antennas and steps that have heard the tag within the memory. */
    int sightings() {
        return sightings.count();
    }

    /** See {@link Levels}; up to date while the tag is present. */
    float[] levels() {
        return levels;
    }

    /** Portals that hear the tag, as bits. */
    int heardAt() {
        return heardAt;
    }

    /** Whether the tag was judged lately. */
    boolean presentAt(long now) {
        return now - presentStep < REST_STEPS;
    }

    Repeats repeats() {
        return repeats;
    }

    /** Whether the tag is to be judged: it claims something, or was heard since it was, or has rested for long enough. */
    boolean due(long now) {
        return claiming
                || invited(now)
                || now - presentStep >= (heardStep > presentStep ? Visit.HOPELESS_STEPS : REST_STEPS);
    }

    private boolean invited(long now) {
        for (int i = 0; i < visits.size(); i++) {
            if (visits.get(i).invited(Lane.FROM_INSIDE, now) || visits.get(i).invited(Lane.FROM_OUTSIDE, now)) {
                return true;
            }
        }
        return false;
    }

    /** Ends a step in which the tag was present. */
    void judged(long now) {
        claiming = false;
        for (int i = 0; i < visits.size(); i++) {
            claiming |= visits.get(i).claiming();
        }
        repeats.step(now);
    }

    /** Prepares to be judged at the step {@code now}, and returns whether anything loud was heard of the tag within the memory. */
    boolean attend(long now) {
        sightings.expire(now);
        if (sightings.count() == 0) {
            return false;
        }
        for (int i = 0; i < visits.size(); i++) {
            visits.get(i).clearClaims();
        }
        for (int i = 0; i < sightings.count(); i++) {
            int antenna = sightings.antenna(i);
            Visit visit = visitOrNull(rules.portals().portalOf(antenna));
            int age = sightings.age(i, now);
            if (visit != null && age < Sightings.MEMORY) {
                visit.profile.add(rules.portals().sideOf(antenna), age, sightings.rssiDbm(i));
            }
        }
        heardAt = Levels.fill(levels, visits);
        presentStep = now;
        return true;
    }

    /** Largest probability, by its own reads, of having passed another portal this way. */
    float claimedElsewhere(int portal, int from) {
        float most = Claim.NO_CHANCE;
        for (int i = 0; i < visits.size(); i++) {
            if (visits.get(i).portal != portal) {
                most = Math.max(most, visits.get(i).chance[from]);
            }
        }
        return most;
    }

    /** Tells of a passage that the vote has decided. */
    void report(Claim claim, Evidence evidence, long now, long decidedTick, Consumer<? super Passage> decided) {
        Visit visit = claim.visit();
        repeats.tell(claim.from(), now);
        visit.reported(claim.from(), now);
        Direction direction = claim.from() == Lane.FROM_INSIDE ? Direction.OUT : Direction.IN;
        // not before the tag was first heard, nor after it was last heard
        long atTick = Math.max(visit.firstTick, Math.min(visit.lastTick, decidedTick - USUAL_DECISION_NANOS));
        decided.accept(passage(visit, direction, atTick, Claim.probability(claim.together()), decidedTick, evidence));
        visit.passed();
    }

    static long stepOf(long tick) {
        return Math.floorDiv(tick, STEP_NANOS);
    }

    void read(PortalAntenna at, float rssiDbm, boolean hasRssi, long tick) {
        visit(rules.portals().portalOf(at)).read(at.side(), rssiDbm, hasRssi, tick);
        if (step - stepOf(tick) <= LATE_STEPS) {
            observations.add(at, hasRssi ? rssiDbm : Float.NaN);
            if (hasRssi) {
                this.hasRssi = true;
                if (sightings.add(stepOf(tick), at.index(), rssiDbm)) {
                    rules.air().heard(at.index(), stepOf(tick));
                }
            }
        }
    }

    private Visit visit(int portal) {
        Visit known = visitOrNull(portal);
        if (known == null) {
            known = new Visit(portal);
            visits.add(known);
            visitAt[portal] = known;
        }
        return known;
    }

    @Nullable
    Visit visitOrNull(int portal) {
        return visitAt[portal];
    }

    /** Whether no portal has heard the tag for so long that nothing more is to be said. */
    boolean ended() {
        return visits.isEmpty();
    }

    /** Lets go of all that leads to other tags: mates may remember a tag for longer than the detector does. */
    void forget() {
        visits.clear();
        Arrays.fill(visitAt, null);
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
            passed.filtered(filter.passedFrom(), step);
            if (!hasRssi) {
                reportFiltered(passed, decidedTick, decided);
            }
        }
        if (step - heardStep == ORDER_STEPS) {
            decideByOrder(decidedTick, decided);
        }
    }

    private void reportFiltered(Visit visit, long decidedTick, Consumer<? super Passage> decided) {
        Direction direction = filter.passedFrom() == Lane.FROM_INSIDE ? Direction.OUT : Direction.IN;
        decided.accept(passage(
                visit,
                direction,
                visit.crossedTick(),
                filter.confidence(),
                decidedTick,
                grounds(visit, Evidence.Basis.COURSE)));
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
        if (from != null && !doubted(busiest, from)) {
            float confidence = 1 - 1f / Math.min(busiest.reads, 10);
            reportOrder(busiest, from, busiest.middleTick(from), confidence, decidedTick, decided);
            return;
        }
        Side louder = busiest.reads == all ? busiest.louderFirst(LOUDER_READS, LOUDER_APART) : null;
        if (louder != null && !doubted(busiest, louder)) {
            reportOrder(busiest, louder, busiest.betweenCentres(), LOUDER_CONFIDENCE, decidedTick, decided);
        }
    }

    /**
     * What the votes never held for likely, the order of sides does not make so. Reads that their reader held back are too late for
     * the votes, as all are without RSSI.
     */
    private boolean doubted(Visit visit, Side from) {
        float likeliest = visit.likeliest(from.index());
        return hasRssi && likeliest != Visit.UNJUDGED && likeliest < EVEN_ODDS;
    }

    private void reportOrder(
            Visit visit,
            Side from,
            long atTick,
            float confidence,
            long decidedTick,
            Consumer<? super Passage> decided) {
        Direction direction = from == Side.INSIDE ? Direction.OUT : Direction.IN;
        decided.accept(
                passage(visit, direction, atTick, confidence, decidedTick, grounds(visit, Evidence.Basis.ORDER)));
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
                visitAt[visit.portal] = null;
            }
        }
    }

    /** With one side, to have been there is all there is to know; at a door a tag that did not cross made no scan. */
    private void endUnreported(Visit visit, boolean twoSided, long decidedTick, Consumer<? super Passage> decided) {
        if (twoSided) {
            undecided.accept(visit.portal);
        } else {
            float confidence = 1 - 1f / (visit.reads + 1);
            decided.accept(passage(
                    visit,
                    Direction.UNKNOWN,
                    visit.peakTick,
                    confidence,
                    decidedTick,
                    grounds(visit, Evidence.Basis.PRESENCE)));
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

    private static Evidence grounds(Visit visit, Evidence.Basis basis) {
        return new Evidence(basis, visit.inside(), visit.outside(), 1, 0, 0, List.of());
    }

    private Passage passage(
            Visit visit, Direction direction, long atTick, float confidence, long decidedTick, Evidence evidence) {
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
                decidedTick,
                evidence);
    }
}
