package io.tagline.edge.opcua;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Which lamps at the PLC are to be lit: the latest wish for each, made true as soon as the PLC takes it, and anew in every session, for
 * it may have started with others. One write of a lamp is on its way at a time, so that an older one can't come last. Safe for any
 * thread; waits for nothing.
 */
final class PlcLamps {
    private final Supplier<Optional<PlcOutputs>> plc;

    // by number of the lamp; confined to this object's lock
    private final Map<Integer, Boolean> wanted = new HashMap<>();
    private final Map<Integer, Boolean> shown = new HashMap<>();
    private final Set<Integer> sending = new HashSet<>();
    private int session;

    /** @param plc where to write now; empty while there is no use in it */
    PlcLamps(Supplier<Optional<PlcOutputs>> plc) {
        this.plc = plc;
    }

    void set(int lamp, boolean lit) {
        synchronized (this) {
            wanted.put(lamp, lit);
        }
        send(lamp);
    }

    /** Nothing is known of how they are. */
    void forget() {
        synchronized (this) {
            session++;
            shown.clear();
            sending.clear();
        }
    }

    /** Tries again what is not as it should be. */
    void look() {
        Set<Integer> behind;
        synchronized (this) {
            behind = behind();
        }
        behind.forEach(this::send);
    }

    /** The lamps that the PLC has not taken as they are wanted. */
    synchronized Set<Integer> behind() {
        Set<Integer> behind = new TreeSet<>();
        wanted.forEach((lamp, lit) -> {
            if (!lit.equals(shown.get(lamp))) {
                behind.add(lamp);
            }
        });
        return behind;
    }

    private void send(int lamp) {
        Optional<PlcOutputs> to = plc.get();
        Optional<PlcPoint> point = to.flatMap(outputs -> outputs.lamp(lamp));
        if (to.isEmpty() || point.isEmpty()) {
            return;
        }
        boolean lit;
        int inSession;
        synchronized (this) {
            lit = wanted.getOrDefault(lamp, false);
            if (Boolean.valueOf(lit).equals(shown.get(lamp)) || !sending.add(lamp)) {
                return;
            }
            inSession = session;
        }
        to.get().write(point.get(), lit ? 1 : 0, taken -> sent(lamp, lit, inSession, taken));
    }

    private void sent(int lamp, boolean lit, int inSession, boolean taken) {
        synchronized (this) {
            if (inSession != session) {
                return;
            }
            sending.remove(lamp);
            if (taken) {
                shown.put(lamp, lit);
            }
        }
        // what was refused waits for the next look
        if (taken) {
            send(lamp);
        }
    }
}
