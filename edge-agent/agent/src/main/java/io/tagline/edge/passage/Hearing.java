package io.tagline.edge.passage;

import io.tagline.epc.Epc;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Judges all tags of one step together: what each claims by its own reads, then what its mates say about it. A passage is
 * told when the votes have carried it in several steps. Confined to the detector's thread.
 */
final class Hearing {
    /** Silence of a door about a tag after which it claims nothing there any more: 2 s. */
    private static final int QUIET_STEPS = 20;
    /** The same for a tag whose mates pass: a tag that is heard badly was last heard well before the line. */
    private static final int QUIET_STEPS_AMONG_MATES = 40;
    /** Log-odds of a claim that is worth asking mates about: 1 in 33. */
    static final float WORTH_ASKING = -3.5f;
    /** Steps that a claim must carry, those lost deducted. */
    private static final int CONFIRMATIONS = 4;

    /** Probability of travelling together from which a tag that passes speaks for another. */
    private static final float LEAST_LIKENESS = 0.1f;

    /**
     * The same for a claim that comes so near to the threshold and stays there: of a tag that one side has heard there will
     * never be more to know than that its mates have passed.
     */
    private static final int PATIENT_CONFIRMATIONS = 6;

    /** In log-odds under the threshold: 0.86 where that is 0.94. */
    private static final float NEARLY = 0.9f;

    /**
     * Log-odds by a tag's own reads, 0.93, that carry a claim which the votes hold for likely: whoever travels alone is often
     * like a few who stay, and their silence is no vote.
     */
    private static final float OWN = 2.6f;

    private static final int OWN_CONFIRMATIONS = 4;

    /** Weight of mates that is company. */
    private static final float SOMEBODY = 0.5f;

    /** Weight of mates under which a tag's own reads may decide: more of them know better. */
    private static final float FEW = 3;

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
        for (int i = 0; jury.asksMates() && i < claims; i++) {
            Claim claim = made.get(i);
            boolean worth = claim.alone() >= WORTH_ASKING || claim.visit().invited(claim.from(), now);
            if (worth
                    && claim.visit()
                            .dueToAsk(claim.from(), claim.track().repeats().told(claim.from()), now)) {
                poll(claim, now);
                asked.add(claim);
            } else if (worth) {
                claim.together(claim.visit().latest(claim.from()));
            }
        }
        jury.together(asked);
        for (Claim claim : asked) {
            if (claim.together() > 0) {
                invite(claim, now);
            }
        }
        jury.judged(made, asked, present, now);
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
            boolean twoSided = rules.portals().twoSided(visit.portal);
            boolean crossable = twoSided && visit.profile.heardOnBothSides() && visit.profile.heardWithin(QUIET_STEPS);
            boolean near = twoSided && visit.profile.heardWithin(QUIET_STEPS_AMONG_MATES);
            for (int from = Lane.FROM_INSIDE; from <= Lane.FROM_OUTSIDE; from++) {
                boolean invited = near && visit.invited(from, now);
                if (invited || (crossable && visit.worthClaiming(from, now))) {
                    claim(track, visit, from, now);
                } else if (!crossable) {
                    visit.dismiss(from);
                }
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
        if (!visit.mates.current(present.size(), now)) {
            if (visit.companions != null && visit.companions.companionsAt(now)) {
                visit.mates.findAmong(visit.companions, claim.track(), visit, jury.likeness(), now);
            } else if (pairs > 0) {
                pairs -= present.size();
                visit.mates.find(claim.track(), visit, present, jury.likeness(), now);
            }
        }
        GroupVote.fill(claim, visit.mates, now);
    }

    /** A tag that only one side heard claims nothing by itself; where its mates pass, it is asked whether it went along. */
    private static void invite(Claim claim, long now) {
        Visit visit = claim.visit();
        Mates mates = Objects.requireNonNull(visit.mates, "whoever was asked has looked for mates");
        for (int i = 0; i < mates.count(); i++) {
            if (mates.weight(i) >= LEAST_LIKENESS) {
                Visit there = mates.track(i).visitOrNull(visit.portal);
                if (there != null) {
                    there.invite(claim.from(), now);
                }
            }
        }
    }

    private void tell(Claim claim, long now, long decidedTick, Consumer<? super Passage> decided) {
        Visit visit = claim.visit();
        TagTrack track = claim.track();
        int from = claim.from();
        track.repeats().likely(from, claim.together() > 0);
        visit.judged(from, claim.together());
        float odds = claim.together();
        visit.carried(from, odds > threshold, odds > threshold - NEARLY, odds > 0);
        visit.steadily(from, claim.alone() > OWN && odds > 0 && claim.company() < FEW);
        if (track.repeats().told(from)) {
            visit.dismiss(from);
        } else if (carried(visit, from) && heard(claim)) {
            track.report(claim, evidence(claim, now), now, decidedTick, decided);
            visit.dismiss(from);
        }
    }

    private static boolean carried(Visit visit, int from) {
        return visit.carried(from) >= CONFIRMATIONS
                || visit.nearlyCarried(from) >= PATIENT_CONFIRMATIONS
                || visit.steady(from) >= OWN_CONFIRMATIONS;
    }

    /**
     * Without a read of its own since its last passage a portal only knows what its neighbours heard; and a few strays are no
     * passage of a tag that nobody travels with.
     */
    private boolean heard(Claim claim) {
        int least = claim.company() >= SOMEBODY ? 1 : rules.settings().minimumReads();
        return claim.visit().reads >= least;
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
