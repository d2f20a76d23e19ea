package io.tagline.edge.passage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The claim that a tag has just passed a portal from one side to the other, and what speaks for it. Used again each step. */
final class Claim {
    /** Log-odds of what nobody claims. */
    static final float NONE = -7;

    static final float NO_CHANCE = probability(NONE);

    /** No model is surer than 0.999. */
    private static final float MOST = 6.9f;

    /** The tag's own values, then those of the vote. */
    final float[] x = new float[ClaimValues.COUNT + GroupVote.VALUES];

    private @Nullable TagTrack track;
    private @Nullable Visit visit;
    private int from;
    private float alone;
    private float together;
    private float odds;
    private float company;

    Claim of(TagTrack track, Visit visit, int from) {
        this.track = track;
        this.visit = visit;
        this.from = from;
        company = 0;
        return this;
    }

    TagTrack track() {
        return Objects.requireNonNull(track, "a claim is somebody's");
    }

    Visit visit() {
        return Objects.requireNonNull(visit, "a claim is about a portal");
    }

    /** The side it came from, {@link Lane#FROM_INSIDE} or {@link Lane#FROM_OUTSIDE}. */
    int from() {
        return from;
    }

    // while trees are asked
    void open(float prior) {
        odds = prior;
    }

    void add(float more) {
        odds += more;
    }

    float odds() {
        return odds;
    }

    /** Log-odds by the tag's own reads. */
    float alone() {
        return alone;
    }

    void alone(float logOdds) {
        alone = Math.max(NONE, Math.min(MOST, logOdds));
        together = alone;
    }

    /** Log-odds with the votes of its mates; those of the tag alone while nobody was asked. */
    float together() {
        return together;
    }

    void together(float logOdds) {
        together = Math.max(NONE, Math.min(MOST, logOdds));
    }

    /** How many tags seem to travel along, by weight; 0 while nobody was asked. */
    float company() {
        return company;
    }

    void company(float weights) {
        company = weights;
    }

    static float probability(float logOdds) {
        return (float) (1 / (1 + Math.exp(-logOdds)));
    }
}
