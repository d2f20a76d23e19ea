package io.tagline.edge.manifest;

import io.tagline.edge.portal.PortalId;
import io.tagline.epc.Epc;
import io.tagline.epc.EpcIdentity;
import io.tagline.wire.Direction;
import io.tagline.wire.Manifest;
import io.tagline.wire.Manifest.Refusal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says at once what a scan means at its portal, from the manifest in hand; it asks nobody. It holds one manifest, thus at most
 * {@link Manifest#MOST_PARCELS} parcels and as many marks of having passed. Safe for any thread.
 */
public final class Judge {
    /** The most missing parcels that {@link #progress} names: more is no list for people at a door. */
    public static final int MOST_MISSING = 50;

    private @Nullable Manifest manifest;
    private Map<String, OpenLoad> loads = Map.of();

    /** What has become of a manifest. */
    public enum Taken {
        /** It is in force. */
        NEW,
        /** It is the one in hand. */
        SAME,
        /** The one in hand is newer, and stays. */
        OLDER
    }

    /** Puts a manifest in force unless a newer one is. What has passed of a load counts on for as long as its id stays the same. */
    public Taken take(Manifest next) {
        Map<String, OpenLoad> nextLoads = new HashMap<>();
        // 100,000 parcels take a while, in which nobody at a door waits
        next.portals().forEach((portal, part) -> nextLoads.put(portal, new OpenLoad(part)));
        return take(next, nextLoads);
    }

    private synchronized Taken take(Manifest next, Map<String, OpenLoad> nextLoads) {
        if (manifest != null && next.version() <= manifest.version()) {
            return next.version() == manifest.version() ? Taken.SAME : Taken.OLDER;
        }
        nextLoads.forEach(
                (portal, load) -> Optional.ofNullable(loads.get(portal)).ifPresent(load::goOnFrom));
        manifest = next;
        loads = nextLoads;
        return Taken.NEW;
    }

    /** When the manifest in hand was made; empty if none has come. */
    public synchronized Optional<Instant> issuedAt() {
        return Optional.ofNullable(manifest).map(Manifest::issuedAt);
    }

    /** The version of the manifest in hand, 0 if none has come. */
    public synchronized long version() {
        return manifest == null ? 0 : manifest.version();
    }

    /**
     * The verdict on a passage; it counts for the load from now on. Against the way of the load a parcel of it that had passed is
     * {@link Verdict#RETURNED}, a tag that is no parcel's is {@link Verdict#UNKNOWN_TAG} as ever, and of all others nothing is said:
     * {@link Verdict#NO_LOAD}. Whose parcel comes in through a door that loads is no business of the load, and a refused one that is
     * carried back is where it should be.
     */
    public synchronized Judgement judge(PortalId portal, Epc epc, Direction direction, long atTick) {
        String key = epc.wholeWords().hex();
        OpenLoad load = loads.get(portal.value());
        Optional<String> parcel = Optional.ofNullable(load).flatMap(here -> here.parcel(key));
        if (load == null) {
            return new Judgement(portal, epc, direction, Verdict.NO_LOAD, parcel, "", atTick);
        }
        Optional<Refusal> refusal = load.refusal(key);
        if (load.isBack(direction)) {
            Optional<String> known = parcel.or(() -> refusal.map(Refusal::parcel));
            return new Judgement(portal, epc, direction, back(load, key, epc, known.isPresent()), known, "", atTick);
        }
        if (refusal.isPresent()) {
            boolean elsewhere = refusal.get().reason().equals(Refusal.WRONG_DOOR);
            return new Judgement(
                    portal,
                    epc,
                    direction,
                    elsewhere ? Verdict.WRONG_DOOR : Verdict.REFUSED,
                    refusal.map(Refusal::parcel),
                    elsewhere ? "" : refusal.get().reason(),
                    atTick);
        }
        if (parcel.isPresent()) {
            Verdict verdict = load.pass(key) ? Verdict.EXPECTED : Verdict.ALREADY_PASSED;
            return new Judgement(portal, epc, direction, verdict, parcel, "", atTick);
        }
        return stray(portal, epc, key, direction, atTick);
    }

    private static Verdict back(OpenLoad load, String key, Epc epc, boolean isKnown) {
        if (load.takeBack(key)) {
            return Verdict.RETURNED;
        }
        return isKnown || isIdentity(epc) ? Verdict.NO_LOAD : Verdict.UNKNOWN_TAG;
    }

    private static boolean isIdentity(Epc epc) {
        return EpcIdentity.of(epc).kind() == EpcIdentity.Kind.IDENTIFIED;
    }

    private Judgement stray(PortalId portal, Epc epc, String key, Direction direction, long atTick) {
        for (Map.Entry<String, OpenLoad> other : loads.entrySet()) {
            Optional<String> parcel = other.getValue().parcel(key);
            if (parcel.isPresent()) {
                return new Judgement(portal, epc, direction, Verdict.WRONG_DOOR, parcel, other.getKey(), atTick);
            }
        }
        Verdict verdict = isIdentity(epc) ? Verdict.NOT_EXPECTED : Verdict.UNKNOWN_TAG;
        return new Judgement(portal, epc, direction, verdict, Optional.empty(), "", atTick);
    }

    /** How far the load of a portal is; empty if it has none. */
    public synchronized Optional<LoadProgress> progress(PortalId portal) {
        return Optional.ofNullable(loads.get(portal.value()))
                .map(load -> new LoadProgress(
                        portal, load.load(), load.expected(), load.passedCount(), load.missing(MOST_MISSING)));
    }

    /** EPCs that have passed, for {@link ManifestStore}: by portal. */
    synchronized Map<String, Set<String>> passed() {
        Map<String, Set<String>> passed = new HashMap<>();
        loads.forEach((portal, load) -> passed.put(portal, load.passed()));
        return passed;
    }

    /** What a file says has passed; of other loads than those in hand nothing is taken. */
    synchronized void passedBefore(String portal, String load, String epc, boolean isPassed) {
        OpenLoad here = loads.get(portal);
        if (here != null && here.load().equals(load)) {
            boolean unused = isPassed ? here.pass(epc) : here.takeBack(epc);
        }
    }

    synchronized Optional<Manifest> manifest() {
        return Optional.ofNullable(manifest);
    }

    /** The id of the load of a portal; empty if it has none. */
    public synchronized Optional<String> load(PortalId portal) {
        return Optional.ofNullable(loads.get(portal.value())).map(OpenLoad::load);
    }
}
