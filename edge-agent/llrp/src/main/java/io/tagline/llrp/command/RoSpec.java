package io.tagline.llrp.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
import org.llrp.ltk.generated.parameters.GPITriggerValue;
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
 * ready for its reports, and every reader's life cycle is the same; or on an input, where the profile names one.
 */
final class RoSpec {
    private RoSpec() {}

    static ADD_ROSPEC of(ReaderProfile profile, ReaderCapabilities reader) {
        ROSpec spec = new ROSpec();
        spec.setROSpecID(new UnsignedInteger(ReaderProfile.ROSPEC_ID));
        spec.setPriority(new UnsignedByte(0));
        spec.setCurrentState(new ROSpecState(ROSpecState.Disabled));
        spec.setROBoundarySpec(boundary(profile.trigger()));
        spec.addToSpecParameterList(inventory(profile, reader));
        spec.setROReportSpec(report(profile, reader));
        ADD_ROSPEC message = new ADD_ROSPEC();
        message.setROSpec(spec);
        return message;
    }

    private static ROBoundarySpec boundary(Optional<GpiTrigger> trigger) {
        ROSpecStartTrigger start = new ROSpecStartTrigger();
        start.setROSpecStartTriggerType(new ROSpecStartTriggerType(
                trigger.isPresent() ? ROSpecStartTriggerType.GPI : ROSpecStartTriggerType.Null));
        trigger.ifPresent(gpi -> start.setGPITriggerValue(edge(gpi.input(), gpi.high(), Duration.ZERO)));
        ROBoundarySpec boundary = new ROBoundarySpec();
        boundary.setROSpecStartTrigger(start);
        boundary.setROSpecStopTrigger(stop(trigger));
        return boundary;
    }

    private static ROSpecStopTrigger stop(Optional<GpiTrigger> trigger) {
        int type = trigger.map(gpi ->
                        gpi.untilRelease() ? ROSpecStopTriggerType.GPI_With_Timeout : ROSpecStopTriggerType.Duration)
                .orElse(ROSpecStopTriggerType.Null);
        ROSpecStopTrigger stop = new ROSpecStopTrigger();
        stop.setROSpecStopTriggerType(new ROSpecStopTriggerType(type));
        // with an input the time-out is the input's; the field of the trigger itself is for a duration
        long durationMs = type == ROSpecStopTriggerType.Duration
                ? trigger.map(gpi -> gpi.timeout().toMillis()).orElse(0L)
                : 0;
        stop.setDurationTriggerValue(new UnsignedInteger(durationMs));
        trigger.filter(GpiTrigger::untilRelease)
                .ifPresent(gpi -> stop.setGPITriggerValue(edge(gpi.input(), !gpi.high(), gpi.timeout())));
        return stop;
    }

    /** @param timeout zero for none */
    private static GPITriggerValue edge(int input, boolean high, Duration timeout) {
        GPITriggerValue edge = new GPITriggerValue();
        edge.setGPIPortNum(new UnsignedShort(input));
        edge.setGPIEvent(new Bit(high));
        edge.setTimeout(new UnsignedInteger(timeout.toMillis()));
        return edge;
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
