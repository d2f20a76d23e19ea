package io.tagline.edge.eye.plc;

import io.tagline.edge.eye.BeamChange;
import io.tagline.edge.eye.EyeInput;
import io.tagline.edge.eye.EyeSettings;
import io.tagline.edge.opcua.PlcChange;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An eye that hangs on the PLC. Changes come up to 140 ms late and are taken at the time at which the PLC saw them. That the PLC is away,
 * or has no such node, is a state of the PLC's.
 */
public final class PlcEye implements EyeInput {
    private final EyeSettings settings;
    private final EyeSettings.PlcEye wire;
    private final Consumer<BeamChange> changes;
    private volatile boolean heard;

    public PlcEye(EyeSettings settings, EyeSettings.PlcEye wire, Consumer<BeamChange> changes) {
        this.settings = settings;
        this.wire = wire;
        this.changes = changes;
    }

    /** A photo-eye of the PLC changed, or is no longer heard; others are none of its business. On the thread {@code plc-changes}. */
    public void changed(PlcChange change) {
        if (!change.node().address().equals(wire.node())) {
            return;
        }
        heard = change.quality() != PlcChange.Quality.BAD;
        if (heard) {
            changes.accept(new BeamChange(settings.id(), change.on() == settings.activeHigh(), change.atTick()));
        }
    }

    @Override
    public boolean isHeard() {
        return heard;
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // the session with the PLC is not ours
    }
}
