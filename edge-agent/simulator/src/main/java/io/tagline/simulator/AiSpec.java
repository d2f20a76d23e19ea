package io.tagline.simulator;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpParameterType;
import io.tagline.llrp.LlrpParameters;
import java.util.ArrayList;
import java.util.List;

/**
 * One stage of a ROSpec: which antennas take inventory, and until when (LLRP 1.0.1).
 *
 * @param antennas empty when the client said 0, which is all of them
 */
record AiSpec(List<Integer> antennas, StopTrigger stop, int inventoryParameterSpecId) {
    AiSpec {
        antennas = List.copyOf(antennas);
    }

    /**
     * @param spec stands on the AISpec
     * @param antennaCount antennas of this reader; a higher number is refused
     */
    static AiSpec parse(LlrpParameters spec, int antennaCount) throws LlrpBodyException, RefusedException {
        int count = spec.u16(0);
        List<Integer> antennas = new ArrayList<>();
        boolean all = false;
        for (int i = 0; i < count; i++) {
            int antenna = spec.u16(2 + 2 * i);
            if (antenna > antennaCount) {
                throw new RefusedException(
                        StatusCode.FIELD_ERROR,
                        "AISpec names antenna " + antenna + "; this reader has 1 to " + antennaCount);
            }
            all |= antenna == 0;
            antennas.add(antenna);
        }
        StopTrigger stop = new StopTrigger(0, 0, false);
        int inventoryParameterSpecId = 0;
        LlrpParameters inside = spec.inside(2 + 2 * count);
        while (inside.next()) {
            if (inside.type() == LlrpParameterType.AI_SPEC_STOP_TRIGGER) {
                stop = StopTrigger.parse(inside);
            } else if (inside.type() == LlrpParameterType.INVENTORY_PARAMETER_SPEC) {
                inventoryParameterSpecId = inside.u16(0);
            }
        }
        if (inventoryParameterSpecId == 0) {
            throw new RefusedException(
                    StatusCode.MISSING_PARAMETER, "AISpec has no InventoryParameterSpec with an ID; expected one");
        }
        return new AiSpec(all ? List.of() : antennas, stop, inventoryParameterSpecId);
    }
}
