package io.tagline.llrp.command;

import static io.tagline.llrp.LlrpParameterType.*;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpParameters;
import io.tagline.llrp.command.ReaderCapabilities.PowerLevel;
import java.util.ArrayList;
import java.util.List;

/** A reader's capabilities read without LTK, in any order and of any size. */
final class WalkedCapabilities {
    private int antennas;
    private boolean utcClock = true;
    private long manufacturer;
    private long model;
    private String firmware = "";
    private int inputs;
    private int outputs;
    private boolean hopping;
    private final List<PowerLevel> levels = new ArrayList<>();

    private WalkedCapabilities() {}

    static ReaderCapabilities read(LlrpFrame response) throws LlrpBodyException {
        WalkedCapabilities walked = new WalkedCapabilities();
        walked.walk(response.parameters(0));
        return new ReaderCapabilities(
                walked.antennas,
                walked.utcClock,
                walked.manufacturer,
                walked.model,
                walked.firmware,
                walked.inputs,
                walked.outputs,
                walked.hopping,
                walked.levels);
    }

    private void walk(LlrpParameters at) throws LlrpBodyException {
        while (at.next()) {
            switch (at.type()) {
                case GENERAL_DEVICE_CAPABILITIES -> {
                    antennas = at.u16(0);
                    utcClock = (at.u8(2) & 0x40) != 0;
                    manufacturer = at.u32(4);
                    model = at.u32(8);
                    firmware = at.utf8(12);
                    walk(at.inside(14 + at.u16(12)));
                }
                case GPIO_CAPABILITIES -> {
                    inputs = at.u16(0);
                    outputs = at.u16(2);
                }
                case REGULATORY_CAPABILITIES -> walk(at.inside(4));
                case UHF_BAND_CAPABILITIES -> walk(at.inside(0));
                case TRANSMIT_POWER_LEVEL_TABLE_ENTRY -> levels.add(new PowerLevel(at.u16(0), at.s16(2)));
                case FREQUENCY_INFORMATION -> hopping = (at.u8(0) & 0x80) != 0;
                default -> {}
            }
        }
    }
}
