package io.tagline.llrp;

/** Parameter type numbers of LLRP 1.0.1: below 128 they are TVs of a fixed length, from 128 on TLVs that carry it. */
public final class LlrpParameterType {
    public static final int ANTENNA_ID = 1;
    public static final int FIRST_SEEN_UTC = 2;
    public static final int FIRST_SEEN_UPTIME = 3;
    public static final int LAST_SEEN_UTC = 4;
    public static final int LAST_SEEN_UPTIME = 5;
    public static final int PEAK_RSSI = 6;
    public static final int CHANNEL_INDEX = 7;
    public static final int TAG_SEEN_COUNT = 8;
    public static final int ROSPEC_ID = 9;
    public static final int INVENTORY_PARAMETER_SPEC_ID = 10;
    public static final int C1G2_CRC = 11;
    public static final int C1G2_PC = 12;
    public static final int EPC_96 = 13;
    public static final int SPEC_INDEX = 14;
    public static final int CLIENT_REQUEST_OP_SPEC_RESULT = 15;
    public static final int ACCESS_SPEC_ID = 16;
    public static final int OP_SPEC_ID = 17;
    public static final int C1G2_SINGULATION_DETAILS = 18;
    /** LLRP 1.1. */
    public static final int C1G2_XPC_W1 = 19;
    /** LLRP 1.1. */
    public static final int C1G2_XPC_W2 = 20;

    public static final int UTC_TIMESTAMP = 128;
    public static final int UPTIME = 129;
    public static final int GENERAL_DEVICE_CAPABILITIES = 137;
    public static final int RECEIVE_SENSITIVITY_TABLE_ENTRY = 139;
    public static final int PER_ANTENNA_AIR_PROTOCOL = 140;
    public static final int GPIO_CAPABILITIES = 141;
    public static final int LLRP_CAPABILITIES = 142;
    public static final int REGULATORY_CAPABILITIES = 143;
    public static final int UHF_BAND_CAPABILITIES = 144;
    public static final int TRANSMIT_POWER_LEVEL_TABLE_ENTRY = 145;
    public static final int FREQUENCY_INFORMATION = 146;
    public static final int FIXED_FREQUENCY_TABLE = 148;
    public static final int ROSPEC = 177;
    public static final int RO_BOUNDARY_SPEC = 178;
    public static final int ROSPEC_START_TRIGGER = 179;
    public static final int GPI_TRIGGER_VALUE = 181;
    public static final int ROSPEC_STOP_TRIGGER = 182;
    public static final int AI_SPEC = 183;
    public static final int AI_SPEC_STOP_TRIGGER = 184;
    public static final int INVENTORY_PARAMETER_SPEC = 186;
    public static final int GPO_WRITE_DATA = 219;
    public static final int KEEPALIVE_SPEC = 220;
    public static final int ANTENNA_CONFIGURATION = 222;
    public static final int RF_TRANSMITTER = 224;
    public static final int GPI_PORT_CURRENT_STATE = 225;
    public static final int EVENTS_AND_REPORTS = 226;
    public static final int RO_REPORT_SPEC = 237;
    public static final int TAG_REPORT_CONTENT_SELECTOR = 238;
    public static final int TAG_REPORT_DATA = 240;
    public static final int EPC_DATA = 241;
    public static final int RF_SURVEY_REPORT_DATA = 242;
    public static final int READER_EVENT_NOTIFICATION_SPEC = 244;
    public static final int EVENT_NOTIFICATION_STATE = 245;
    public static final int READER_EVENT_NOTIFICATION_DATA = 246;
    public static final int HOPPING_EVENT = 247;
    public static final int GPI_EVENT = 248;
    public static final int ROSPEC_EVENT = 249;
    public static final int REPORT_BUFFER_LEVEL_WARNING_EVENT = 250;
    public static final int REPORT_BUFFER_OVERFLOW_ERROR_EVENT = 251;
    public static final int READER_EXCEPTION_EVENT = 252;
    public static final int RF_SURVEY_EVENT = 253;
    public static final int AI_SPEC_EVENT = 254;
    public static final int ANTENNA_EVENT = 255;
    public static final int CONNECTION_ATTEMPT_EVENT = 256;
    public static final int CONNECTION_CLOSE_EVENT = 257;
    public static final int LLRP_STATUS = 287;
    public static final int FIELD_ERROR = 288;
    public static final int PARAMETER_ERROR = 289;
    public static final int C1G2_LLRP_CAPABILITIES = 327;
    public static final int C1G2_UHF_RF_MODE_TABLE = 328;
    public static final int C1G2_UHF_RF_MODE_TABLE_ENTRY = 329;
    public static final int C1G2_INVENTORY_COMMAND = 330;
    public static final int C1G2_RF_CONTROL = 335;
    public static final int C1G2_SINGULATION_CONTROL = 336;
    public static final int C1G2_EPC_MEMORY_SELECTOR = 348;
    public static final int C1G2_READ_OP_SPEC_RESULT = 349;
    public static final int C1G2_WRITE_OP_SPEC_RESULT = 350;
    public static final int C1G2_BLOCK_WRITE_OP_SPEC_RESULT = 354;
    public static final int CUSTOM = 1023;

    private LlrpParameterType() {}

    /**
     * Bytes that a TV parameter takes, its type byte included, or 0 when the type is unknown: a TV does not carry its length, so
     * nothing behind an unknown one can be found.
     */
    static int tvBytes(int type) {
        return switch (type) {
            case PEAK_RSSI -> 2;
            case ANTENNA_ID, CHANNEL_INDEX, TAG_SEEN_COUNT, INVENTORY_PARAMETER_SPEC_ID -> 3;
            case C1G2_CRC, C1G2_PC, SPEC_INDEX, OP_SPEC_ID, CLIENT_REQUEST_OP_SPEC_RESULT -> 3;
            case C1G2_XPC_W1, C1G2_XPC_W2 -> 3;
            case ROSPEC_ID, ACCESS_SPEC_ID, C1G2_SINGULATION_DETAILS -> 5;
            case FIRST_SEEN_UTC, FIRST_SEEN_UPTIME, LAST_SEEN_UTC, LAST_SEEN_UPTIME -> 9;
            case EPC_96 -> 13;
            default -> 0;
        };
    }
}
