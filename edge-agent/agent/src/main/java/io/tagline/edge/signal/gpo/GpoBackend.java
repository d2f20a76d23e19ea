package io.tagline.edge.signal.gpo;

import io.tagline.edge.reader.ReaderThread;
import io.tagline.edge.signal.Lamp;
import io.tagline.edge.signal.SignalBackend;
import io.tagline.edge.signal.SignalException;
import io.tagline.edge.signal.SignalSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lamps on the general-purpose outputs of a reader, LLRP 1.1 §13.1.3 GPOWriteData. The reader's own thread switches them and
 * makes the latest wish true after each reconnect. LLRP knows no default for an output whose client has died: they stay as they
 * are until the agent is back, whose first act is to make the light dark.
 */
public final class GpoBackend implements SignalBackend {

    /** For an agent that ends: its reader is told before it hangs up. */
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final ReaderThread reader;
    private final Map<Lamp, Integer> outputs;
    private final boolean activeHigh;
    private boolean closed;

    /** Makes the light dark. */
    public GpoBackend(ReaderThread reader, SignalSettings light) {
        this.reader = reader;
        this.outputs = light.lamps();
        this.activeHigh = light.activeHigh();
        set(Set.of());
    }

    @Override
    public String name() {
        return "reader's outputs " + new TreeSet<>(outputs.values());
    }

    @Override
    public void set(Set<Lamp> on) {
        Map<Integer, Boolean> levels = new HashMap<>();
        outputs.forEach((lamp, output) -> levels.put(output, on.contains(lamp) == activeHigh));
        reader.setOutputs(levels);
    }

    @Override
    public Optional<String> trouble() {
        return reader.outputTrouble();
    }

    /** Waits for the reader to be told, for as long as it takes a sound one many times over. */
    @Override
    public void close() throws SignalException {
        if (closed) {
            return;
        }
        closed = true;
        set(Set.of());
        long left = GOODBYE.toMillis();
        try {
            for (; !reader.outputsDone() && left > 0; left -= 10) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!reader.outputsDone()) {
            throw new SignalException(name() + " stay as they are: " + trouble().orElse("no answer from the reader"));
        }
    }
}
