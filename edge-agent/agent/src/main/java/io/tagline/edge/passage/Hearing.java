package io.tagline.edge.passage;

import io.tagline.epc.Epc;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Judges all tags of one step together: what each claims by its own reads, then what its mates say about it. A passage is
 * told when the votes have carried it in several steps. Confined to the detector's thread.
 */
final class Hearing {
    /** Silence of a door about a tag after which it claims nothing there any more: 2 s. */
    private static final int QUIET_STEPS = 20;
    /** Log-odds of a claim that is worth asking mates about: 1 in 33. */
    static final float WORTH_ASKING = -3.5f;
    /** Steps that a claim must carry, those lost deducted. */
    private static final int CONFIRMATIONS = 4;

    /** Pairs of tags compared in one step: a bound for crowds. */
    private static final int MOST_PAIRS = 16_000;

    private final PassageRules rules;
    private final Jury jury;
    private final float threshold;
    private final List<TagTrack> present = new ArrayList<>();
    private final List<Claim> pool = new ArrayList<>();
    private int claims;
    private int pairs;
    private final List<Claim> asked = new ArrayList<>();

    Hearing(PassageRules rules, Jury jury) {
        this.rules = rules;
        this.jury = jury;
        float probability = rules.settings().threshold();
        threshold = (float) Math.log(probability / (1 - probability));
    }

    /** Judges the step {@code now}, the last one that is over. */
    void judge(long now, Collection<TagTrack> tracks, long decidedTick, Consumer<? super Passage> decided) {
        rules.air().sum(now);
        pairs = MOST_PAIRS;
        present.clear();
        claims = 0;
        for (TagTrack track : tracks) {
            if (!track.due(now)) {
                if (track.presentAt(now)) {
                    present.add(track);
                }
            } else if (track.attend(now)) {
                present.add(track);
                claim(track, now);
            }
        }
        List<Claim> made = pool.subList(0, claims);
        jury.alone(made);
        asked.clear();
        for (Claim claim : made) {
            claim.visit().claimed(claim.from(), claim.alone(), now);
        }
        for (Claim claim : made) {
            if (claim.alone() >= WORTH_ASKING) {
                poll(claim, now);
                asked.add(claim);
            }
        }
        jury.together(asked);
        jury.judged(made, present, now);
        for (Claim claim : made) {
            tell(claim, now, decidedTick, decided);
        }
        for (TagTrack track : present) {
            track.judged(now);
        }
    }

    private void claim(TagTrack track, long now) {
        List<Visit> visits = track.visits();
        for (int i = 0; i < visits.size(); i++) {
            Visit visit = visits.get(i);
            if (visit.profile.crossable(QUIET_STEPS) && rules.portals().twoSided(visit.portal)) {
                for (int from = Lane.FROM_INSIDE; from <= Lane.FROM_OUTSIDE; from++) {
                    if (visit.worthClaiming(from, now)) {
                        claim(track, visit, from, now);
                    }
                }
            } else {
                visit.dismiss(Lane.FROM_INSIDE);
                visit.dismiss(Lane.FROM_OUTSIDE);
            }
        }
    }

    private void claim(TagTrack track, Visit visit, int from, long now) {
        if (claims == pool.size()) {
            pool.add(new Claim());
        }
        Claim claim = pool.get(claims++).of(track, visit, from);
        ClaimValues.fill(claim.x, track, visit, from, rules.air(), now);
    }

    private void poll(Claim claim, long now) {
        Visit visit = claim.visit();
        if (visit.mates == null) {
            visit.mates = new Mates();
        }
        if (!visit.mates.current(present.size(), now) && pairs > 0) {
            pairs -= present.size();
            visit.mates.find(claim.track(), visit, present, jury.likeness(), now);
        }
        GroupVote.fill(claim, visit.mates, now);
    }

    private void tell(Claim claim, long now, long decidedTick, Consumer<? super Passage> decided) {
        Visit visit = claim.visit();
        TagTrack track = claim.track();
        int from = claim.from();
        track.repeats().likely(from, claim.together() > 0);
        visit.carried(from, claim.together() > threshold, claim.together() > 0);
        if (track.repeats().told(from)) {
            visit.dismiss(from);
            // without a read of its own since its last passage a portal only knows what its neighbours heard
        } else if (visit.carried(from) >= CONFIRMATIONS && visit.reads > 0) {
            track.report(claim, evidence(claim, now), now, decidedTick, decided);
            visit.dismiss(from);
        }
    }

    private static Evidence evidence(Claim claim, long now) {
        Visit visit = claim.visit();
        int mates = 0;
        int matesFor = 0;
        List<Epc> foremost = new ArrayList<>(Evidence.MOST_NAMED);
        if (visit.mates != null) {
            for (int i = 0; i < visit.mates.count(); i++) {
                if (visit.mates.weight(i) < 0.5f) {
                    continue;
                }
                TagTrack mate = visit.mates.track(i);
                Visit there = mate.visitOrNull(visit.portal);
                mates++;
                boolean passed =
                        there != null && (there.claimed[claim.from()] > 0 || there.reportedLately(claim.from(), now));
                matesFor += passed ? 1 : 0;
            }
            visit.mates.foremost(Evidence.MOST_NAMED, foremost);
        }
        float alone = Claim.probability(claim.alone());
        return new Evidence(Evidence.Basis.VOTE, visit.inside(), visit.outside(), alone, mates, matesFor, foremost);
    }
}
