package io.tagline.edge.eye.gpi;

import io.tagline.edge.eye.BeamChange;
import io.tagline.edge.eye.EyeInput;
import io.tagline.edge.eye.EyeSettings;
import io.tagline.edge.eye.EyeSettings.ReaderInput;
import io.tagline.edge.reader.InputChange;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * An eye on a general-purpose input of a reader (LLRP 1.1 §14.2.6.1, GPIEvent). The reader stamps the edges; how the input stands when
 * it connects is not known before the first one. That the reader is away is a state of the reader's.
 */
public final class GpiEye implements EyeInput {
    private final EyeSettings settings;
    private final ReaderInput wire;
    private final BooleanSupplier reading;
    private final Consumer<BeamChange> changes;

    /** @param reading whether the reader is connected and set up */
    public GpiEye(EyeSettings settings, ReaderInput wire, BooleanSupplier reading, Consumer<BeamChange> changes) {
        this.settings = settings;
        this.wire = wire;
        this.reading = reading;
        this.changes = changes;
    }

    /** An input of a reader changed; others than this eye's are none of its business. On the reader's thread. */
    public void changed(InputChange change) {
        if (change.port() == wire.port() && change.reader().equals(wire.reader())) {
            changes.accept(new BeamChange(settings.id(), change.high() == settings.activeHigh(), change.tickNanos()));
        }
    }

    @Override
    public boolean isHeard() {
        return reading.getAsBoolean();
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // the reader's link is not ours
    }
}
