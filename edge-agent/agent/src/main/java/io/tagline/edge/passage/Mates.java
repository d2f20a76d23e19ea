package io.tagline.edge.passage;

import io.tagline.epc.Epc;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tags that seem to travel with a tag at one portal, the likeliest first to stay: at most 32. Found anew every 800 ms, since
 * company changes more slowly than reads come. Confined to the detector's thread.
 */
final class Mates {
    private static final int MOST = 32;
    private static final int KEPT_STEPS = 8;
    private static final int CROWD = 50;
    private static final float EVEN = 0.5f;
    private static final float LEAST_WEIGHT = 0.03f;

    private @Nullable TagTrack[] track = new @Nullable TagTrack[4];
    private float[] weight = new float[4];
    private int count;
    private int lightest;
    private long foundStep = Long.MIN_VALUE / 2;

    /** Whose mates these are; null if not all who were present have been compared. */
    private @Nullable TagTrack finder;

    /** Whether they need not be found anew yet: where many are present, each is looked for less often. */
    boolean current(int present, long now) {
        return now - foundStep < Math.max(KEPT_STEPS, present / CROWD);
    }

    /** Compares with all who are present, and lets the likeliest mates look among those found. */
    void find(TagTrack own, Visit at, List<TagTrack> present, Likeness likeness, long now) {
        clear();
        for (int i = 0; i < present.size(); i++) {
            consider(own, at, present.get(i), likeness);
        }
        foundStep = now;
        for (int i = 0; i < count; i++) {
            Visit there = weight[i] >= EVEN ? track(i).visitOrNull(at.portal) : null;
            if (there != null) {
                there.companions = this;
            }
        }
        finder = own;
    }

    /** Whether the mates of these may be looked for among them: they were compared with all within the last few steps. */
    boolean companionsAt(long now) {
        return finder != null && now - foundStep < KEPT_STEPS;
    }

    /** Compares with those that a likely mate has found like itself. */
    void findAmong(Mates companions, TagTrack own, Visit at, Likeness likeness, long now) {
        clear();
        for (int i = 0; i < companions.count; i++) {
            consider(own, at, companions.track(i), likeness);
        }
        if (companions.finder != null) {
            consider(own, at, companions.finder, likeness);
        }
        foundStep = now;
    }

    private void clear() {
        Arrays.fill(track, null);
        count = 0;
        finder = null;
    }

    private void consider(TagTrack own, Visit at, TagTrack other, Likeness likeness) {
        if (other != own) {
            float weigh = likeness.of(own, at, other);
            if (weigh >= LEAST_WEIGHT) {
                add(other, weigh);
            }
        }
    }

    private void add(TagTrack other, float weigh) {
        if (count == MOST) {
            if (weigh > weight[lightest]) {
                track[lightest] = other;
                weight[lightest] = weigh;
                findLightest();
            }
            return;
        }
        if (count == weight.length) {
            track = Arrays.copyOf(track, Math.min(MOST, 2 * count));
            weight = Arrays.copyOf(weight, track.length);
        }
        track[count] = other;
        weight[count++] = weigh;
        if (count == MOST) {
            findLightest();
        }
    }

    private void findLightest() {
        lightest = 0;
        for (int i = 1; i < count; i++) {
            lightest = weight[i] < weight[lightest] ? i : lightest;
        }
    }

    /** Adds the tags of the likeliest mates to the list, the likeliest first. */
    void foremost(int most, List<Epc> named) {
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Float.compare(weight[b], weight[a]));
        for (int i = 0; i < Math.min(most, count); i++) {
            if (weight[order[i]] >= EVEN) {
                named.add(track(order[i]).epc());
            }
        }
    }

    int count() {
        return count;
    }

    TagTrack track(int i) {
        return Objects.requireNonNull(track[i], "mates are kept without gaps");
    }

    /** Probability that this mate travels along. */
    float weight(int i) {
        return weight[i];
    }
}
