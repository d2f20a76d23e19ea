package io.tagline.hub.crm;

import io.tagline.hub.crm.Prepared.Step;
import io.tagline.hub.crm.peer.Peer;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts what goes to the same place in the same way into as few requests as the CRM allows. Confined to its CRM's thread. */
final class Batches {
    private static final int MOST_LOOKED_FOR = 200;
    private static final int LEAST_ROOM = 4;
    /** A turn stays short: whoever somebody waits for comes into the next one. */
    private static final int MOST_ROOM = 200;

    private final Peer peer;
    private final int concurrent;
    /** The largest that was possible of late. */
    private int largest = 1;

    Batches(Peer peer, int concurrent) {
        this.peer = peer;
        this.concurrent = concurrent;
    }

    /** How many lanes can be made use of with so many requests free. */
    int room(int free) {
        return Math.min(MOST_ROOM, free * Math.max(LEAST_ROOM, largest));
    }

    /** @param most that go together */
    private record Place(String model, Step step, int most) {}

    /** Takes out of those that wait what fits into so many requests. */
    List<Errand> form(Deque<Bundle> waiting, int free) {
        List<Errand> out = new ArrayList<>();
        Map<Place, List<Bundle>> open = new LinkedHashMap<>();
        Iterator<Bundle> each = waiting.iterator();
        while (each.hasNext() && out.size() + open.size() <= free) {
            Bundle bundle = each.next();
            Place place = new Place(bundle.model(), bundle.step(), bundle.most(most(bundle.model(), bundle.step())));
            List<Bundle> batch = open.getOrDefault(place, new ArrayList<>());
            boolean fits = batch.isEmpty() || size(batch) + bundle.run().size() <= place.most();
            if ((!fits || batch.isEmpty()) && out.size() + open.size() >= free) {
                continue;
            }
            if (fits) {
                batch.add(bundle);
                open.put(place, batch);
            } else {
                out.add(new Errand(batch));
                open.put(place, new ArrayList<>(List.of(bundle)));
            }
            each.remove();
        }
        open.values().forEach(batch -> out.add(new Errand(batch)));
        return out;
    }

    private int most(String model, Step step) {
        int batch = peer.traits(model).batch();
        largest = Math.max(largest, Math.min(batch, MOST_LOOKED_FOR));
        return step == Step.WRITE ? batch : Math.min(MOST_LOOKED_FOR, Math.max(batch, 4 * concurrent));
    }

    private static int size(List<Bundle> batch) {
        return batch.stream().mapToInt(bundle -> bundle.run().size()).sum();
    }
}
