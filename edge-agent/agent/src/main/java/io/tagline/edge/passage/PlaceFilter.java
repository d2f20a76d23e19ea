package io.tagline.edge.passage;

import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.portal.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A hidden Markov filter over place and portal for one tag. Each portal that hears the tag is a {@link Lane}; one more
 * lane stands for all portals that have not, so that a portal which joins late starts from what the silence there has
 * been worth. Confined to the thread of the detector.
 */
final class PlaceFilter {
    /** Portals of one agent that compete for a tag; further ones are heard as others only. */
    private static final int MOST_LANES = 4;
    /** Silence after which a tag may be anywhere again: 3 s. */
    private static final int SILENT_STEPS = 30;
    /** Share of a lane that is taken for a neighbour's, per step: carts swerve. */
    private static final float SWERVE = 0.01f;
    /** A passage counts when it was likely in this many steps in a row: 200 ms. */
    private static final int CONFIRMATIONS = 2;
    /** Probability from which a passage is believed. */
    private static final float BELIEVED = 0.65f;
    /** The same way again within 3 s is the same passage. */
    private static final int REPEAT_STEPS = 30;
    /** Below this the observations contradict each other beyond what the table knows, and the filter starts anew. */
    private static final float LEAST_TOTAL = 1e-30f;

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final PassageRules rules;
    /** The visits with a lane, as they opened. */
    private final List<Visit> followed = new ArrayList<>(2);

    private @Nullable Lane elsewhere;
    private long heardStep;
    private final long[] reportedStep = {NEVER, NEVER};

    // what the last passage found was
    private int passedFrom;
    private float confidence;

    PlaceFilter(PassageRules rules) {
        this.rules = rules;
    }

    /** Whether the tag is being followed: it has been heard by a portal with two sides, and lately. */
    boolean open() {
        return !followed.isEmpty();
    }

    /** The side that the passage found by {@link #step} came from. */
    int passedFrom() {
        return passedFrom;
    }

    /** Probability of that passage. */
    float confidence() {
        return confidence;
    }

    /** Judges one step, and returns the visit in which a passage is now certain enough, or null. */
    @Nullable
    Visit step(Observations observations, List<Visit> visits, long step) {
        if (observations.count() > 0) {
            heardStep = step;
            openLanes(observations, visits);
        } else if (open() && step - heardStep > SILENT_STEPS) {
            close();
        }
        if (open()) {
            Lane[] lanes = lanes();
            for (Lane lane : lanes) {
                lane.move();
            }
            if (lanes.length > 1) {
                Lane.mix(lanes, SWERVE);
            }
            if (observations.count() > 0) {
                normalise(lanes, weigh(observations, visits, step));
            }
        }
        remember(observations, visits, step);
        return open() ? passed(step) : null;
    }

    private void openLanes(Observations observations, List<Visit> visits) {
        for (int i = 0; i < observations.count(); i++) {
            Visit visit = visitAt(observations.at(i), visits);
            if (visit.lane != null || !rules.portals().twoSided(visit.portal) || followed.size() == MOST_LANES) {
                continue;
            }
            if (followed.isEmpty()) {
                visit.lane = Lane.unknown(1);
                elsewhere = rules.portals().lanes() > 1 ? Lane.unknown(1) : null;
            } else if (elsewhere != null) {
                visit.lane = elsewhere.copy();
            }
            followed.add(visit);
            if (followed.size() == rules.portals().lanes()) {
                elsewhere = null;
            }
        }
    }

    private Visit visitAt(PortalAntenna antenna, List<Visit> visits) {
        int portal = rules.portals().portalOf(antenna);
        for (int i = 0; i < visits.size(); i++) {
            if (visits.get(i).portal == portal) {
                return visits.get(i);
            }
        }
        throw new IllegalStateException("no visit to " + antenna.portal() + " for a read by its antenna");
    }

    private Lane[] lanes() {
        int count = followed.size();
        Lane[] lanes = new Lane[elsewhere == null ? count : count + 1];
        for (int i = 0; i < count; i++) {
            lanes[i] = laneOf(followed.get(i));
        }
        if (elsewhere != null) {
            lanes[count] = elsewhere;
        }
        return lanes;
    }

    private static Lane laneOf(Visit visit) {
        return Objects.requireNonNull(visit.lane, "a followed visit has a lane");
    }

    /** Weighs all lanes, and returns their total. */
    private float weigh(Observations observations, List<Visit> visits, long step) {
        float total = 0;
        for (int i = 0; i < observations.count(); i++) {
            PortalAntenna at = observations.at(i);
            Visit heard = visitAt(at, visits);
            int which = classOf(observations.rssiDbm(i), at, heard, visits, step);
            total = 0;
            for (int lane = 0; lane < followed.size(); lane++) {
                Visit visit = followed.get(lane);
                total += laneOf(visit).observe(rules.model().likelihood(visit != heard, at.side(), which));
            }
            if (elsewhere != null) {
                total += elsewhere.observe(rules.model().likelihood(true, at.side(), which));
            }
        }
        return total;
    }

    private static int classOf(float rssiDbm, PortalAntenna at, Visit heard, List<Visit> visits, long step) {
        if (Float.isNaN(rssiDbm)) {
            return PlaceModel.NO_RSSI;
        }
        float rivalDbm = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < visits.size(); i++) {
            if (visits.get(i) != heard) {
                rivalDbm = Math.max(rivalDbm, visits.get(i).loudness.lately(step));
            }
        }
        Side opposite = at.side() == Side.INSIDE ? Side.OUTSIDE : Side.INSIDE;
        return PlaceModel.classOf(rssiDbm, heard.loudness.lately(opposite, step), rivalDbm);
    }

    private void remember(Observations observations, List<Visit> visits, long step) {
        for (int i = 0; i < observations.count(); i++) {
            if (!Float.isNaN(observations.rssiDbm(i))) {
                PortalAntenna at = observations.at(i);
                visitAt(at, visits).loudness.heard(at.side(), observations.rssiDbm(i), step);
            }
        }
    }

    private void normalise(Lane[] lanes) {
        float total = 0;
        for (Lane lane : lanes) {
            total += lane.total();
        }
        normalise(lanes, total);
    }

    private void normalise(Lane[] lanes, float total) {
        if (!(total > LEAST_TOTAL)) {
            close();
            return;
        }
        for (Lane lane : lanes) {
            lane.scale(1 / total);
        }
    }

    private @Nullable Visit passed(long step) {
        Visit found = null;
        for (int i = 0; i < followed.size(); i++) {
            Visit visit = followed.get(i);
            Lane lane = laneOf(visit);
            visit.locate(lane.outside(), step * TagTrack.STEP_NANOS + TagTrack.STEP_NANOS / 2);
            for (int from = Lane.FROM_INSIDE; from <= Lane.FROM_OUTSIDE; from++) {
                float probability = lane.passed(from);
                // without a read of its own since its last passage a portal only knows what its neighbours heard
                boolean likely = visit.reads > 0 && probability > BELIEVED;
                visit.confirmed[from] = likely ? visit.confirmed[from] + 1 : 0;
                if (visit.confirmed[from] == CONFIRMATIONS) {
                    found = settle(visit, from, probability, step) ? visit : found;
                }
            }
        }
        return found;
    }

    /** Notes a passage, and returns whether it is a new one. */
    private boolean settle(Visit visit, int from, float probability, long step) {
        Lane[] lanes = lanes();
        for (Lane lane : lanes) {
            lane.settle(from);
        }
        normalise(lanes);
        boolean isNew = step - reportedStep[from] > REPEAT_STEPS;
        reportedStep[from] = step;
        visit.confirmed[from] = 0;
        if (isNew) {
            passedFrom = from;
            confidence = Math.min(probability, 1);
        }
        return isNew;
    }

    private void close() {
        for (Visit visit : followed) {
            visit.lane = null;
            visit.confirmed[Lane.FROM_INSIDE] = 0;
            visit.confirmed[Lane.FROM_OUTSIDE] = 0;
        }
        followed.clear();
        elsewhere = null;
    }

    /** Stops following a portal whose visit is over. */
    void forget(Visit visit) {
        if (followed.contains(visit)) {
            close();
        }
    }
}
