package io.tagline.llrp.command;

import io.tagline.llrp.TagReportCursor;
import java.util.List;
import org.llrp.ltk.generated.enumerations.GPIPortState;
import org.llrp.ltk.generated.enumerations.KeepaliveTriggerType;
import org.llrp.ltk.generated.enumerations.NotificationEventType;
import org.llrp.ltk.generated.messages.SET_READER_CONFIG;
import org.llrp.ltk.generated.parameters.Custom;
import org.llrp.ltk.generated.parameters.EventNotificationState;
import org.llrp.ltk.generated.parameters.GPIPortCurrentState;
import org.llrp.ltk.generated.parameters.KeepaliveSpec;
import org.llrp.ltk.generated.parameters.ReaderEventNotificationSpec;
import org.llrp.ltk.types.Bit;
import org.llrp.ltk.types.BytesToEnd_HEX;
import org.llrp.ltk.types.UnsignedInteger;
import org.llrp.ltk.types.UnsignedShort;

/** SET_READER_CONFIG: how the reader shows that it lives, and what it tells unasked. */
final class ReaderConfig {
    /** Hops, surveys and every AISpec's end would come many times a second and tell us nothing. */
    private static final List<Integer> EVENTS = List.of(
            NotificationEventType.GPI_Event,
            NotificationEventType.ROSpec_Event,
            NotificationEventType.Report_Buffer_Fill_Warning,
            NotificationEventType.Reader_Exception_Event,
            NotificationEventType.Antenna_Event);

    private ReaderConfig() {}

    static SET_READER_CONFIG of(ReaderProfile profile, ReaderCapabilities reader) {
        SET_READER_CONFIG message = keepaliveOnly(profile);
        ReaderEventNotificationSpec events = new ReaderEventNotificationSpec();
        for (int event : EVENTS) {
            EventNotificationState state = new EventNotificationState();
            state.setEventType(new NotificationEventType(event));
            state.setNotificationState(new Bit(true));
            events.addToEventNotificationStateList(state);
        }
        message.setReaderEventNotificationSpec(events);
        if (profile.wants(VendorExtension.IMPINJ_LINK_MONITOR, reader)) {
            // ImpinjLinkMonitorConfiguration: mode 1 (on), closed after three keepalives without an answer
            message.addToCustomList(impinj(38, "00010003"));
        }
        return message;
    }

    static SET_READER_CONFIG keepaliveOnly(ReaderProfile profile) {
        KeepaliveSpec keepalive = new KeepaliveSpec();
        keepalive.setKeepaliveTriggerType(new KeepaliveTriggerType(KeepaliveTriggerType.Periodic));
        keepalive.setPeriodicTriggerValue(
                new UnsignedInteger(profile.keepalive().toMillis()));
        SET_READER_CONFIG message = new SET_READER_CONFIG();
        message.setResetToFactoryDefault(new Bit(false));
        message.setKeepaliveSpec(keepalive);
        return message;
    }

    /** The reader is to look at these inputs; the standard leaves them off until they are told (LLRP 1.0.1 §12.2.6.3). */
    static SET_READER_CONFIG inputs(Iterable<Integer> inputs) {
        SET_READER_CONFIG message = new SET_READER_CONFIG();
        message.setResetToFactoryDefault(new Bit(false));
        for (int input : inputs) {
            GPIPortCurrentState state = new GPIPortCurrentState();
            state.setGPIPortNum(new UnsignedShort(input));
            state.setConfig(new Bit(true));
            // the level is the reader's to say; LLRP 1.0.1 §12.2.6.3 has it ignored here
            state.setState(new GPIPortState(GPIPortState.Unknown));
            message.addToGPIPortCurrentStateList(state);
        }
        return message;
    }

    static Custom impinj(int subtype, String dataHex) {
        Custom custom = new Custom();
        custom.setVendorIdentifier(new UnsignedInteger(TagReportCursor.IMPINJ));
        custom.setParameterSubtype(new UnsignedInteger(subtype));
        custom.setData(new BytesToEnd_HEX(dataHex));
        return custom;
    }
}
