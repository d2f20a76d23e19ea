package io.tagline.hub.manifest;

import io.tagline.wire.Manifest;
import io.tagline.wire.Manifest.Expected;
import io.tagline.wire.Manifest.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The open loads of a site with what is known of their parcels, and what each agent there is to be told of them. Pure; immutable, safe
 * for any thread.
 */
final class SiteLoads {
    /**
     * The most parcels that an agent is told to refuse since they belong to a door of another agent. Where there would be more it is told
     * of none of them, and says of each that it is not expected: staff stop it just the same, but are not told that another door waits for
     * it. A depot whose doors are all on one agent needs none of this.
     */
    static final int MOST_WRONG_DOOR = 1_000;

    private final List<Part> parts;

    SiteLoads(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * A load with those of its parcels that have a tag.
     *
     * @param expected by EPC the tracking number, in the order in which they were put
     * @param refuse by EPC
     */
    record Part(OpenLoad load, List<Expected> expected, Map<String, Refusal> refuse) {
        Part {
            expected = List.copyOf(expected);
            refuse = Map.copyOf(refuse);
        }

        int parcels() {
            return expected.size() + refuse.size();
        }
    }

    /** The manifest's portals for an agent that watches these. */
    Map<String, Manifest.Portal> told(Set<String> watched) {
        List<Part> own = new ArrayList<>();
        List<Part> others = new ArrayList<>();
        parts.forEach(part -> (watched.contains(part.load().portal()) ? own : others).add(part));
        Map<String, Map<String, Refusal>> wrongDoor = wrongDoor(own, others);
        Map<String, Manifest.Portal> portals = new TreeMap<>();
        for (Part part : own) {
            Map<String, Refusal> refuse =
                    new HashMap<>(wrongDoor.getOrDefault(part.load().portal(), Map.of()));
            refuse.putAll(part.refuse());
            portals.put(
                    part.load().portal(),
                    new Manifest.Portal(part.load().load(), part.load().direction(), part.expected(), refuse));
        }
        return portals;
    }

    /** By portal what of others' would be wrong there; empty if it is too much. */
    private static Map<String, Map<String, Refusal>> wrongDoor(List<Part> own, List<Part> others) {
        // the agent itself knows the way from one of its doors to another
        Set<String> atHome = new HashSet<>();
        own.forEach(part -> part.expected().forEach(parcel -> atHome.add(parcel.epc())));
        int room = Math.min(
                MOST_WRONG_DOOR,
                Manifest.MOST_PARCELS - own.stream().mapToInt(Part::parcels).sum());
        Map<String, Map<String, Refusal>> found = new HashMap<>();
        for (Part here : own) {
            Map<String, Refusal> strangers = new HashMap<>();
            for (Part there : others) {
                if (here.load().mayMeet(there.load())) {
                    for (Expected parcel : there.expected()) {
                        if (!atHome.contains(parcel.epc()) && !here.refuse().containsKey(parcel.epc())) {
                            strangers.put(parcel.epc(), new Refusal(parcel.parcel(), Refusal.WRONG_DOOR));
                        }
                    }
                }
            }
            room -= strangers.size();
            if (room < 0) {
                return Map.of();
            }
            found.put(here.load().portal(), strangers);
        }
        return found;
    }
}
