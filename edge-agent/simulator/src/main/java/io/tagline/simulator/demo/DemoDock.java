package io.tagline.simulator.demo;

import io.tagline.simulator.ReaderOptions;
import io.tagline.simulator.SimulatedReader;
import io.tagline.simulator.dock.Dock;
import io.tagline.simulator.dock.DockDoor;
import io.tagline.simulator.dock.DockPlan;
import io.tagline.simulator.dock.Traffic;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The demo's dock: a door to the street and one to the trucks, a reader at each, goods of others that stand around, and somebody who
 * comes near with a cart now and then but does not pass. Confined to one thread.
 */
final class DemoDock implements AutoCloseable {
    static final int DOORS = 2;
    private static final long SEED = 20;
    private static final int PARKED = 6;
    private static final int NEAR = 4;
    private static final long MICROS = 1_000_000;

    /** The last parcel comes by itself, in somebody's arms, so long after the cart. */
    private static final long CARRIED_LATER_MICROS = 2 * MICROS;

    private final List<SimulatedReader> readers = new ArrayList<>();
    private final Dock dock;
    private final Traffic traffic;
    private int passed;

    private DemoDock() {
        List<DockDoor> doors = DockPlan.usual()
                .doors(List.of(new DockPlan.Site("door-1", "dock-a", 1), new DockPlan.Site("door-2", "dock-b", 1)));
        dock = Dock.open(doors, SEED, System.nanoTime());
        traffic = new Traffic(doors, SEED);
        for (DockDoor door : doors) {
            dock.send(traffic.parked(door, true, traffic.strangers(PARKED), 0));
            dock.send(traffic.parked(door, false, traffic.strangers(PARKED / 2), 0));
        }
    }

    /** Switches the readers on. */
    static DemoDock open(List<Integer> ports) throws IOException {
        DemoDock depot = new DemoDock();
        try {
            for (int i = 0; i < ports.size(); i++) {
                SimulatedReader reader = SimulatedReader.start(
                        ReaderOptions.defaults().onPort(InetAddress.getLoopbackAddress(), ports.get(i)));
                depot.readers.add(reader);
                reader.standAt(depot.dock, i == 0 ? "dock-a" : "dock-b");
            }
            return depot;
        } catch (IOException e) {
            depot.close();
            throw e;
        }
    }

    /** All but the last on a cart, the last in somebody's arms; at the other door somebody comes near and turns. */
    void pass(String name, boolean out, List<String> epcs) {
        long now = dock.micros(System.nanoTime());
        DockDoor door = named(name);
        dock.send(traffic.cart(door, out, epcs.subList(0, epcs.size() - 1), now));
        dock.send(traffic.carried(door, out, epcs.get(epcs.size() - 1), now + CARRIED_LATER_MICROS));
        List<String> strangers = traffic.strangers(NEAR);
        DockDoor other = dock.doors().get(1 - dock.doors().indexOf(door));
        passed++;
        dock.send(passed % 2 == 0 ? traffic.turnsBack(other, true, strangers, now) : traffic.passesBy(strangers, now));
    }

    private DockDoor named(String name) {
        return dock.doors().stream()
                .filter(door -> door.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("door \"" + name + "\" is not at the dock"));
    }

    /** Whether the agent reads both. */
    boolean isRead() {
        return readers.stream().allMatch(SimulatedReader::isActive);
    }

    long reads() {
        return readers.stream().mapToLong(reader -> reader.counters().reads()).sum();
    }

    /** Tags that have crossed a door by now. */
    long crossings() {
        return dock.truth(dock.micros(System.nanoTime())).size();
    }

    @Override
    public void close() throws IOException {
        for (SimulatedReader reader : readers) {
            reader.close();
        }
    }
}
