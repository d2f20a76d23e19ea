package io.tagline.edge.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlcChangesTest {
    private static final PlcNode EYE = new PlcNode(PlcSignal.PHOTO_EYE, "door-1", 0, "ns=1;s=Eye", "plc.nodes[0].node");
    private static final PlcNode BELT =
            new PlcNode(PlcSignal.CONVEYOR_RUNNING, "door-1", 0, "ns=1;s=Run", "plc.nodes[1].node");

    @Test
    void eachUserHearsOfItsOwnSignalsAndOneThatFailsTakesThemFromNobody() {
        PlcChanges changes = new PlcChanges();
        List<PlcNode> heard = new ArrayList<>();
        changes.on(PlcSignal.PHOTO_EYE, change -> {
            throw new IllegalStateException("no such portal");
        });
        changes.on(PlcSignal.PHOTO_EYE, change -> heard.add(change.node()));
        changes.accept(PlcChange.lost(EYE, 1));
        changes.accept(PlcChange.lost(BELT, 2));
        assertThat(heard).containsExactly(EYE);
    }
}
