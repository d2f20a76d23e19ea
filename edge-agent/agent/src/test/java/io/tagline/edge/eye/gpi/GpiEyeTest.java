package io.tagline.edge.eye.gpi;

import io.tagline.edge.eye.BeamChange;
import io.tagline.edge.eye.EyeInput;
import io.tagline.edge.eye.EyeInputContract;
import io.tagline.edge.eye.EyeSettings;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.reader.InputChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

class GpiEyeTest extends EyeInputContract {
    private static final ReaderId READER = new ReaderId("dock-a");

    private final List<GpiEye> eyes = new ArrayList<>();
    private boolean reading = true;

    @Override
    protected EyeInput open(EyeSettings.Wire wire, boolean activeHigh, Consumer<BeamChange> changes) {
        GpiEye eye = new GpiEye(settings(wire, activeHigh), (EyeSettings.ReaderInput) wire, () -> reading, changes);
        eyes.add(eye);
        return eye;
    }

    @Override
    protected EyeSettings.Wire wire() {
        return new EyeSettings.ReaderInput(READER, 2);
    }

    @Override
    protected void level(boolean high) {
        eyes.forEach(eye -> eye.changed(new InputChange(READER, 2, high, tick.get())));
    }

    @Override
    protected void otherLevel(boolean high) {
        eyes.forEach(eye -> {
            eye.changed(new InputChange(READER, 1, high, tick.get()));
            eye.changed(new InputChange(new ReaderId("dock-b"), 2, high, tick.get()));
        });
    }

    @Override
    protected void away(boolean isAway) {
        reading = !isAway;
    }
}
