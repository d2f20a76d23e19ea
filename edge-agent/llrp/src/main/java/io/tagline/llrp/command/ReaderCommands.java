package io.tagline.llrp.command;

import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.LlrpWriter;
import io.tagline.llrp.TagReportCursor;
import java.util.Map;
import java.util.TreeMap;
import org.llrp.ltk.exceptions.InvalidLLRPMessageException;
import org.llrp.ltk.generated.enumerations.GetReaderCapabilitiesRequestedData;
import org.llrp.ltk.generated.enumerations.GetReaderConfigRequestedData;
import org.llrp.ltk.generated.messages.CLOSE_CONNECTION;
import org.llrp.ltk.generated.messages.DELETE_ACCESSSPEC;
import org.llrp.ltk.generated.messages.DELETE_ROSPEC;
import org.llrp.ltk.generated.messages.ENABLE_EVENTS_AND_REPORTS;
import org.llrp.ltk.generated.messages.ENABLE_ROSPEC;
import org.llrp.ltk.generated.messages.GET_READER_CAPABILITIES;
import org.llrp.ltk.generated.messages.GET_READER_CONFIG;
import org.llrp.ltk.generated.messages.GET_ROSPECS;
import org.llrp.ltk.generated.messages.SET_READER_CONFIG;
import org.llrp.ltk.generated.messages.START_ROSPEC;
import org.llrp.ltk.generated.messages.STOP_ROSPEC;
import org.llrp.ltk.generated.parameters.GPOWriteData;
import org.llrp.ltk.types.Bit;
import org.llrp.ltk.types.LLRPMessage;
import org.llrp.ltk.types.UnsignedInteger;
import org.llrp.ltk.types.UnsignedShort;

/** Builds the frames that the reader link sends. Every command takes the message ID by which its answer will be known. */
public final class ReaderCommands {
    private static final UnsignedInteger ALL = new UnsignedInteger(0);
    private static final UnsignedInteger OURS = new UnsignedInteger(ReaderProfile.ROSPEC_ID);

    private ReaderCommands() {}

    public static LlrpFrame getCapabilities(int messageId) {
        GET_READER_CAPABILITIES message = new GET_READER_CAPABILITIES();
        message.setRequestedData(new GetReaderCapabilitiesRequestedData(GetReaderCapabilitiesRequestedData.All));
        return frame(message, messageId);
    }

    /** Unlocks Impinj's own parameters for this connection (subtype 21; the reader answers with 22). */
    public static LlrpFrame enableImpinjExtensions(int messageId) {
        return new LlrpWriter(16)
                .u32(TagReportCursor.IMPINJ)
                .u8(21)
                .u32(0)
                .toFrame(LlrpMessageType.CUSTOM_MESSAGE, messageId);
    }

    public static LlrpFrame deleteAccessSpecs(int messageId) {
        DELETE_ACCESSSPEC message = new DELETE_ACCESSSPEC();
        message.setAccessSpecID(ALL);
        return frame(message, messageId);
    }

    public static LlrpFrame deleteRoSpecs(int messageId) {
        DELETE_ROSPEC message = new DELETE_ROSPEC();
        message.setROSpecID(ALL);
        return frame(message, messageId);
    }

    /** Our own ROSpec only: for a reader that does not take 0 for all. */
    public static LlrpFrame deleteRoSpec(int messageId) {
        DELETE_ROSPEC message = new DELETE_ROSPEC();
        message.setROSpecID(OURS);
        return frame(message, messageId);
    }

    /** Keepalives, events and, where the profile wants it, the vendor's link monitor. */
    public static LlrpFrame configure(ReaderProfile profile, ReaderCapabilities reader, int messageId) {
        return frame(ReaderConfig.of(profile, reader), messageId);
    }

    /** Keepalives only: for a reader that refused the whole. */
    public static LlrpFrame configureKeepalive(ReaderProfile profile, int messageId) {
        return frame(ReaderConfig.keepaliveOnly(profile), messageId);
    }

    /** Switches inputs on, so that the reader reports and acts on them. */
    public static LlrpFrame enableInputs(Iterable<Integer> inputs, int messageId) {
        return frame(ReaderConfig.inputs(inputs), messageId);
    }

    /** Asks for the level of one input; {@link InputLevel} reads the answer. */
    public static LlrpFrame getInput(int input, int messageId) {
        GET_READER_CONFIG message = new GET_READER_CONFIG();
        message.setRequestedData(new GetReaderConfigRequestedData(GetReaderConfigRequestedData.GPIPortCurrentState));
        message.setAntennaID(new UnsignedShort(0));
        message.setGPIPortNum(new UnsignedShort(input));
        message.setGPOPortNum(new UnsignedShort(0));
        return frame(message, messageId);
    }

    public static LlrpFrame addRoSpec(ReaderProfile profile, ReaderCapabilities reader, int messageId) {
        return frame(RoSpec.of(profile, reader), messageId);
    }

    public static LlrpFrame enableRoSpec(int messageId) {
        ENABLE_ROSPEC message = new ENABLE_ROSPEC();
        message.setROSpecID(OURS);
        return frame(message, messageId);
    }

    public static LlrpFrame startRoSpec(int messageId) {
        START_ROSPEC message = new START_ROSPEC();
        message.setROSpecID(OURS);
        return frame(message, messageId);
    }

    public static LlrpFrame stopRoSpec(int messageId) {
        STOP_ROSPEC message = new STOP_ROSPEC();
        message.setROSpecID(OURS);
        return frame(message, messageId);
    }

    public static LlrpFrame getRoSpecs(int messageId) {
        return frame(new GET_ROSPECS(), messageId);
    }

    /** Lets go of reports and events that the reader held while nobody was connected; LLRP has no answer to it. */
    public static LlrpFrame enableEventsAndReports(int messageId) {
        return frame(new ENABLE_EVENTS_AND_REPORTS(), messageId);
    }

    /** Switches general-purpose outputs, all in one SET_READER_CONFIG: a light, a buzzer, a gate. */
    public static LlrpFrame setOutputs(Map<Integer, Boolean> levels, int messageId) {
        SET_READER_CONFIG message = new SET_READER_CONFIG();
        message.setResetToFactoryDefault(new Bit(false));
        new TreeMap<>(levels).forEach((port, high) -> {
            GPOWriteData output = new GPOWriteData();
            output.setGPOPortNumber(new UnsignedShort(port));
            output.setGPOData(new Bit(high));
            message.addToGPOWriteDataList(output);
        });
        return frame(message, messageId);
    }

    /** Ten bytes, by hand: this one is sent while reads pour in. */
    public static LlrpFrame keepaliveAck(int messageId) {
        return LlrpFrame.of(LlrpMessageType.KEEPALIVE_ACK, messageId);
    }

    public static LlrpFrame closeConnection(int messageId) {
        return frame(new CLOSE_CONNECTION(), messageId);
    }

    private static LlrpFrame frame(LLRPMessage message, int messageId) {
        message.setMessageID(new UnsignedInteger(Integer.toUnsignedLong(messageId)));
        try {
            return LlrpFrame.parse(message.encodeBinary());
        } catch (InvalidLLRPMessageException e) {
            throw new IllegalStateException("LTK does not encode a " + message.getName() + " of ours", e);
        }
    }
}
