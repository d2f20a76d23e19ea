package io.tagline.llrp.command;

import java.util.List;
import java.util.stream.IntStream;
import org.llrp.ltk.generated.enumerations.AISpecStopTriggerType;
import org.llrp.ltk.generated.enumerations.AirProtocols;
import org.llrp.ltk.generated.enumerations.ROReportTriggerType;
import org.llrp.ltk.generated.enumerations.ROSpecStartTriggerType;
import org.llrp.ltk.generated.enumerations.ROSpecState;
import org.llrp.ltk.generated.enumerations.ROSpecStopTriggerType;
import org.llrp.ltk.generated.messages.ADD_ROSPEC;
import org.llrp.ltk.generated.parameters.AISpec;
import org.llrp.ltk.generated.parameters.AISpecStopTrigger;
import org.llrp.ltk.generated.parameters.C1G2EPCMemorySelector;
import org.llrp.ltk.generated.parameters.InventoryParameterSpec;
import org.llrp.ltk.generated.parameters.ROBoundarySpec;
import org.llrp.ltk.generated.parameters.ROReportSpec;
import org.llrp.ltk.generated.parameters.ROSpec;
import org.llrp.ltk.generated.parameters.ROSpecStartTrigger;
import org.llrp.ltk.generated.parameters.ROSpecStopTrigger;
import org.llrp.ltk.generated.parameters.TagReportContentSelector;
import org.llrp.ltk.types.Bit;
import org.llrp.ltk.types.UnsignedByte;
import org.llrp.ltk.types.UnsignedInteger;
import org.llrp.ltk.types.UnsignedShort;
import org.llrp.ltk.types.UnsignedShortArray;

/**
 * ADD_ROSPEC: read for ever on these antennas and report so. It starts on START_ROSPEC only, so that it cannot run before we are
 * ready for its reports, and every reader's life cycle is the same.
 */
final class RoSpec {
    private RoSpec() {}

    static ADD_ROSPEC of(ReaderProfile profile, ReaderCapabilities reader) {
        ROSpec spec = new ROSpec();
        spec.setROSpecID(new UnsignedInteger(ReaderProfile.ROSPEC_ID));
        spec.setPriority(new UnsignedByte(0));
        spec.setCurrentState(new ROSpecState(ROSpecState.Disabled));
        spec.setROBoundarySpec(boundary());
        spec.addToSpecParameterList(inventory(profile, reader));
        spec.setROReportSpec(report(profile, reader));
        ADD_ROSPEC message = new ADD_ROSPEC();
        message.setROSpec(spec);
        return message;
    }

    private static ROBoundarySpec boundary() {
        ROSpecStartTrigger start = new ROSpecStartTrigger();
        start.setROSpecStartTriggerType(new ROSpecStartTriggerType(ROSpecStartTriggerType.Null));
        ROSpecStopTrigger stop = new ROSpecStopTrigger();
        stop.setROSpecStopTriggerType(new ROSpecStopTriggerType(ROSpecStopTriggerType.Null));
        stop.setDurationTriggerValue(new UnsignedInteger(0));
        ROBoundarySpec boundary = new ROBoundarySpec();
        boundary.setROSpecStartTrigger(start);
        boundary.setROSpecStopTrigger(stop);
        return boundary;
    }

    private static AISpec inventory(ReaderProfile profile, ReaderCapabilities reader) {
        boolean periodic = !profile.reportPeriod().isZero();
        AISpecStopTrigger stop = new AISpecStopTrigger();
        stop.setAISpecStopTriggerType(
                new AISpecStopTriggerType(periodic ? AISpecStopTriggerType.Duration : AISpecStopTriggerType.Null));
        stop.setDurationTrigger(new UnsignedInteger(profile.reportPeriod().toMillis()));
        InventoryParameterSpec parameters = new InventoryParameterSpec();
        parameters.setInventoryParameterSpecID(new UnsignedShort(1));
        parameters.setProtocolID(new AirProtocols(AirProtocols.EPCGlobalClass1Gen2));
        AntennaSettings.of(profile, reader).forEach(parameters::addToAntennaConfigurationList);
        AISpec inventory = new AISpec();
        inventory.setAntennaIDs(antennas(profile.antennas()));
        inventory.setAISpecStopTrigger(stop);
        inventory.addToInventoryParameterSpecList(parameters);
        return inventory;
    }

    private static UnsignedShortArray antennas(List<Integer> numbers) {
        UnsignedShortArray ids = new UnsignedShortArray();
        IntStream wanted =
                numbers.isEmpty() ? IntStream.of(0) : numbers.stream().mapToInt(Integer::intValue);
        wanted.forEach(number -> ids.add(new UnsignedShort(number)));
        return ids;
    }

    private static ROReportSpec report(ReaderProfile profile, ReaderCapabilities reader) {
        TagReportContentSelector content = new TagReportContentSelector();
        content.setEnableROSpecID(new Bit(false));
        content.setEnableSpecIndex(new Bit(false));
        content.setEnableInventoryParameterSpecID(new Bit(false));
        content.setEnableAntennaID(new Bit(true));
        content.setEnableChannelIndex(new Bit(true));
        content.setEnablePeakRSSI(new Bit(true));
        content.setEnableFirstSeenTimestamp(new Bit(true));
        content.setEnableLastSeenTimestamp(new Bit(true));
        content.setEnableTagSeenCount(new Bit(true));
        content.setEnableAccessSpecID(new Bit(false));
        if (profile.pcBits()) {
            C1G2EPCMemorySelector memory = new C1G2EPCMemorySelector();
            memory.setEnableCRC(new Bit(false));
            memory.setEnablePCBits(new Bit(true));
            content.addToAirProtocolEPCMemorySelectorList(memory);
        }
        ROReportSpec report = new ROReportSpec();
        report.setROReportTrigger(new ROReportTriggerType(
                profile.reportPeriod().isZero()
                        ? ROReportTriggerType.Upon_N_Tags_Or_End_Of_ROSpec
                        : ROReportTriggerType.Upon_N_Tags_Or_End_Of_AISpec));
        report.setN(new UnsignedShort(profile.reportEveryTags()));
        report.setTagReportContentSelector(content);
        if (profile.wants(VendorExtension.IMPINJ_RSSI_AND_PHASE, reader)) {
            // ImpinjTagReportContentSelector (50) holding EnableRFPhaseAngle (52) and EnablePeakRSSI (53), mode 1
            String phase = "03ff000e" + "0000651a" + "00000034" + "0001";
            String rssi = "03ff000e" + "0000651a" + "00000035" + "0001";
            report.addToCustomList(ReaderConfig.impinj(50, phase + rssi));
        }
        return report;
    }
}
