package io.tagline.edge.manifest;

import io.tagline.wire.Direction;
import io.tagline.wire.Manifest;
import io.tagline.wire.Manifest.Expected;
import io.tagline.wire.Manifest.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One portal's part of the manifest, found by EPC, and which of its parcels have passed. Confined to {@link Judge}. */
final class OpenLoad {
    private final Manifest.Portal portal;
    private final Map<String, String> parcels = new HashMap<>();
    private final Set<String> passed = new HashSet<>();

    OpenLoad(Manifest.Portal portal) {
        this.portal = portal;
        portal.expected().forEach(parcel -> parcels.put(parcel.epc(), parcel.parcel()));
    }

    String load() {
        return portal.load();
    }

    /** The tracking number of a parcel of this load. */
    Optional<String> parcel(String epc) {
        return Optional.ofNullable(parcels.get(epc));
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
        return parcels.containsKey(epc) && passed.add(epc);
    }

    /** True if that is news. */
    boolean takeBack(String epc) {
        return passed.remove(epc);
    }

    /** What has passed of another version of the same load, as far as it is still on it. */
    void goOnFrom(OpenLoad before) {
        if (before.load().equals(load())) {
            before.passed.forEach(this::pass);
        }
    }

    Set<String> passed() {
        return Set.copyOf(passed);
    }

    int expected() {
        return parcels.size();
    }

    int passedCount() {
        return passed.size();
    }

    List<String> missing(int most) {
        List<String> missing = new ArrayList<>();
        for (Expected parcel : portal.expected()) {
            if (missing.size() == most) {
                break;
            }
            if (!passed.contains(parcel.epc())) {
                missing.add(parcel.parcel());
            }
        }
        return missing;
    }
}
