package io.tagline.edge.manifest;

import io.tagline.wire.Direction;
import io.tagline.wire.Manifest;
import io.tagline.wire.Manifest.Expected;
import io.tagline.wire.Manifest.Refusal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One portal's part of the manifest, found by EPC, and which of its parcels have passed. Confined to {@link Judge}. */
final class OpenLoad {
    private final Manifest.Portal portal;
    /** The place of each parcel in the load. */
    private final Map<String, Integer> places = new HashMap<>();

    /** Places: the first that are missing are found without a look at each parcel before them. */
    private final BitSet passed = new BitSet();

    OpenLoad(Manifest.Portal portal) {
        this.portal = portal;
        for (Expected parcel : portal.expected()) {
            places.put(parcel.epc(), places.size());
        }
    }

    String load() {
        return portal.load();
    }

    /** The tracking number of a parcel of this load. */
    Optional<String> parcel(String epc) {
        return Optional.ofNullable(places.get(epc)).map(place -> at(place).parcel());
    }

    Optional<Refusal> refusal(String epc) {
        return Optional.ofNullable(portal.refuse().get(epc));
    }

    /** True if this direction is known and is not the way of the load. */
    boolean isBack(Direction direction) {
        return portal.direction() != Direction.UNKNOWN
                && direction != Direction.UNKNOWN
                && direction != portal.direction();
    }

    /** True if that is news. */
    boolean pass(String epc) {
        Integer place = places.get(epc);
        if (place == null || passed.get(place)) {
            return false;
        }
        passed.set(place);
        return true;
    }

    /** True if that is news. */
    boolean takeBack(String epc) {
        Integer place = places.get(epc);
        if (place == null || !passed.get(place)) {
            return false;
        }
        passed.clear(place);
        return true;
    }

    /** What has passed of another version of the same load, as far as it is still on it. */
    void goOnFrom(OpenLoad before) {
        if (before.load().equals(load())) {
            before.passed().forEach(this::pass);
        }
    }

    Set<String> passed() {
        return passed.stream().mapToObj(place -> at(place).epc()).collect(Collectors.toUnmodifiableSet());
    }

    int expected() {
        return places.size();
    }

    int passedCount() {
        return passed.cardinality();
    }

    List<String> missing(int most) {
        List<String> missing = new ArrayList<>();
        int place = passed.nextClearBit(0);
        while (missing.size() < most && place < places.size()) {
            missing.add(at(place).parcel());
            place = passed.nextClearBit(place + 1);
        }
        return missing;
    }

    private Expected at(int place) {
        return portal.expected().get(place);
    }
}
