package io.tagline.edge.passage;

import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.reader.TagRead;
import io.tagline.epc.Epc;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/**
 * Decides from reads who passed which portal, which way. One detector serves all portals of an agent, since neighbouring
 * doors read each other's tags. Confined to the thread {@code portals}.
 *
 * <p>Time comes in by {@link #elapse} and with the reads, on the agent's elapsed time; it may stand still, and reads may
 * be late by a second. A passage is decided on reads up to its {@link Passage#decidedTick()} only.
 */
public final class PassageDetector {
    /** Reads that claim to be further ahead of the present than this are taken for present. */
    private static final long AHEAD_NANOS = 1_000_000_000L;

    private final PassageRules rules;
    private final Hearing hearing;
    private final int maxTags;
    private final Map<Epc, TagTrack> tracks;
    private long nowTick = Long.MIN_VALUE;
    private boolean timed;
    private long elapsedStep = Long.MIN_VALUE;
    private final ObjIntConsumer<Epc> undecided;
    private final AtomicLong forgotten = new AtomicLong();

    /** Detects with {@link PassageSettings#defaults()}. */
    public PassageDetector(PortalMap portals) {
        this(portals, PassageSettings.defaults());
    }

    /** A detector for these portals, that has heard nothing yet. */
    public PassageDetector(PortalMap portals, PassageSettings settings) {
        this(portals, settings, (portal, epc) -> {});
    }

    /**
     * A detector for these portals, that has heard nothing yet.
     *
     * @param undecided told of the portal and the tag whenever a visit to a door of two sides ends without a passage: the tag came near and turned
     *     back, or was heard too poorly to say
     */
    public PassageDetector(
            PortalMap portals, PassageSettings settings, BiConsumer<? super PortalId, ? super Epc> undecided) {
        this(portals, settings, undecided, Jury.load());
    }

    /** Judges by these models. */
    PassageDetector(
            PortalMap portals,
            PassageSettings settings,
            BiConsumer<? super PortalId, ? super Epc> undecided,
            Jury jury) {
        PortalSides sides = new PortalSides(portals);
        this.rules = new PassageRules(sides, PlaceModel.load(), settings, new AirTime(sides));
        this.hearing = new Hearing(rules, jury);
        this.undecided = (epc, portal) -> undecided.accept(sides.id(portal), epc);
        maxTags = settings.maxTags();
        tracks = new LinkedHashMap<>(256, 0.75f, true);
    }

    /** Takes one read, and tells {@code decided} of what it settles. */
    public void observe(TagRead read, Consumer<? super Passage> decided) {
        long tick = read.tickNanos();
        if (timed) {
            tick = Math.min(tick, nowTick + AHEAD_NANOS);
        }
        nowTick = timed ? nowTick : Math.max(nowTick, tick);
        TagTrack track = tracks.get(read.epc());
        if (track == null) {
            makeRoom();
            Epc epc = read.epc();
            track = new TagTrack(epc, rules, tick, portal -> undecided.accept(epc, portal));
            tracks.put(read.epc(), track);
        }
        track.advance(tick, Math.max(nowTick, tick), decided);
        track.read(read.at(), read.rssiDbm(), read.hasRssi(), tick);
    }

    /**
     * Lets time pass for all tags: silence is evidence, too. To be called at least every 100 ms.
     *
     * @param tickNanos the present; going back is ignored
     */
    public void elapse(long tickNanos, Consumer<? super Passage> decided) {
        nowTick = Math.max(nowTick, tickNanos);
        timed = true;
        long step = TagTrack.stepOf(nowTick);
        if (step == elapsedStep) {
            return;
        }
        elapsedStep = step;
        for (Iterator<TagTrack> each = tracks.values().iterator(); each.hasNext(); ) {
            TagTrack track = each.next();
            track.advance(nowTick, nowTick, decided);
            if (track.ended()) {
                each.remove();
            }
        }
        hearing.judge(step - 1, tracks.values(), nowTick, decided);
    }

    /** How long after a tick the detector judges next: told of time right then, it makes nobody wait for nothing. */
    public static long nanosToNextStep(long tickNanos) {
        return TagTrack.STEP_NANOS - Math.floorMod(tickNanos, TagTrack.STEP_NANOS);
    }

    private void makeRoom() {
        if (tracks.size() >= maxTags) {
            Iterator<TagTrack> oldest = tracks.values().iterator();
            oldest.next().forget();
            oldest.remove();
            forgotten.incrementAndGet();
        }
    }

    /** Tags followed at present. */
    public int tags() {
        return tracks.size();
    }

    /** Tags given up for lack of room since the start. Safe for any thread. */
    public long forgotten() {
        return forgotten.get();
    }
}
