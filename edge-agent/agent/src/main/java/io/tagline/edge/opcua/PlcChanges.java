package io.tagline.edge.opcua;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands changes of the PLC to those who use them, by what their nodes stand for. Users are added before the link starts, or miss how
 * things stood; each is called on the thread {@code plc-changes} and must not wait: behind it all others do. Safe for any thread.
 */
public final class PlcChanges implements Consumer<PlcChange> {
    private static final Logger log = LoggerFactory.getLogger(PlcChanges.class);

    private final Map<PlcSignal, List<Consumer<PlcChange>>> users = new EnumMap<>(PlcSignal.class);

    public PlcChanges() {
        for (PlcSignal signal : PlcSignal.values()) {
            users.put(signal, new CopyOnWriteArrayList<>());
        }
    }

    /** From now on the user is told of each change of such nodes, whichever portal they belong to. */
    public void on(PlcSignal signal, Consumer<PlcChange> user) {
        of(signal).add(user);
    }

    @Override
    public void accept(PlcChange change) {
        for (Consumer<PlcChange> user : of(change.node().signal())) {
            try {
                user.accept(change);
            } catch (RuntimeException e) {
                // one user's slip must not take the others' signals
                log.atError()
                        .setCause(e)
                        .addKeyValue("signal", change.node().title())
                        .log("change of the PLC not used");
            }
        }
    }

    private List<Consumer<PlcChange>> of(PlcSignal signal) {
        return users.getOrDefault(signal, List.of());
    }
}
