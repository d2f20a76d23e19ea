package io.tagline.edge.eye.plc;

import io.tagline.edge.eye.BeamChange;
import io.tagline.edge.eye.EyeInput;
import io.tagline.edge.eye.EyeInputContract;
import io.tagline.edge.eye.EyeSettings;
import io.tagline.edge.opcua.PlcChange;
import io.tagline.edge.opcua.PlcChange.Quality;
import io.tagline.edge.opcua.PlcNode;
import io.tagline.edge.opcua.PlcSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

class PlcEyeTest extends EyeInputContract {
    /** A PLC tells up to 140 ms late, and says when it saw the edge. */
    private static final long LATE = Duration.ofMillis(130).toNanos();

    private final List<PlcEye> eyes = new ArrayList<>();

    @Override
    protected EyeInput open(EyeSettings.Wire wire, boolean activeHigh, Consumer<BeamChange> changes) {
        PlcEye eye = new PlcEye(settings(wire, activeHigh), (EyeSettings.PlcEye) wire, changes);
        eyes.add(eye);
        tell("ns=2;s=Eye", 0, Quality.GOOD, true);
        return eye;
    }

    @Override
    protected EyeSettings.Wire wire() {
        return new EyeSettings.PlcEye("ns=2;s=Eye");
    }

    @Override
    protected void level(boolean high) {
        tell("ns=2;s=Eye", high ? 1 : 0, Quality.GOOD, false);
    }

    @Override
    protected void otherLevel(boolean high) {
        tell("ns=2;s=OtherEye", high ? 1 : 0, Quality.GOOD, false);
    }

    @Override
    protected void away(boolean isAway) {
        tell("ns=2;s=Eye", isAway ? Double.NaN : 0, isAway ? Quality.BAD : Quality.GOOD, true);
    }

    private void tell(String address, double value, Quality quality, boolean first) {
        PlcNode node = new PlcNode(PlcSignal.PHOTO_EYE, "door-1", 0, address, "plc.nodes[0].node");
        eyes.forEach(eye -> eye.changed(new PlcChange(
                node, value, Optional.empty(), Optional.empty(), quality, first, tick.get() + LATE, tick.get())));
    }
}
