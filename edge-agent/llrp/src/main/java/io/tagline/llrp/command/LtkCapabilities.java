package io.tagline.llrp.command;

import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.command.ReaderCapabilities.PowerLevel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llrp.ltk.exceptions.InvalidLLRPMessageException;
import org.llrp.ltk.generated.messages.GET_READER_CAPABILITIES_RESPONSE;
import org.llrp.ltk.generated.parameters.GPIOCapabilities;
import org.llrp.ltk.generated.parameters.GeneralDeviceCapabilities;
import org.llrp.ltk.generated.parameters.RegulatoryCapabilities;
import org.llrp.ltk.generated.parameters.TransmitPowerLevelTableEntry;
import org.llrp.ltk.generated.parameters.UHFBandCapabilities;

/** A reader's capabilities as LTK reads them. */
final class LtkCapabilities {
    private LtkCapabilities() {}

    static ReaderCapabilities read(LlrpFrame response) throws LtkCannotException {
        try {
            return of(new GET_READER_CAPABILITIES_RESPONSE(response.toBytes()));
        } catch (InvalidLLRPMessageException | RuntimeException e) {
            // LTK throws NegativeArraySize-, IllegalArgument- and NullPointerException for what it does not understand
            throw new LtkCannotException(e);
        }
    }

    private static ReaderCapabilities of(GET_READER_CAPABILITIES_RESPONSE response) throws LtkCannotException {
        GeneralDeviceCapabilities device = response.getGeneralDeviceCapabilities();
        if (device == null) {
            // left out by the reader, or dropped by LTK because something unknown stood before it
            throw new LtkCannotException(new IllegalStateException("no GeneralDeviceCapabilities"));
        }
        @Nullable GPIOCapabilities pins = device.getGPIOCapabilities();
        @Nullable UHFBandCapabilities band = band(response.getRegulatoryCapabilities());
        List<PowerLevel> levels = new ArrayList<>();
        if (band != null) {
            for (TransmitPowerLevelTableEntry entry : band.getTransmitPowerLevelTableEntryList()) {
                levels.add(new PowerLevel(
                        entry.getIndex().intValue(),
                        entry.getTransmitPowerValue().intValue()));
            }
        }
        return new ReaderCapabilities(
                device.getMaxNumberOfAntennaSupported().intValue(),
                device.getHasUTCClockCapability().toBoolean(),
                device.getDeviceManufacturerName().toLong(),
                device.getModelName().toLong(),
                device.getReaderFirmwareVersion().toString(),
                pins == null ? 0 : pins.getNumGPIs().intValue(),
                pins == null ? 0 : pins.getNumGPOs().intValue(),
                band != null
                        && band.getFrequencyInformation() != null
                        && band.getFrequencyInformation().getHopping().toBoolean(),
                levels);
    }

    private static @Nullable UHFBandCapabilities band(@Nullable RegulatoryCapabilities regulatory) {
        return regulatory == null ? null : regulatory.getUHFBandCapabilities();
    }
}
