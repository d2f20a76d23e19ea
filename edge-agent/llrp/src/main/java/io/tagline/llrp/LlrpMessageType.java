package io.tagline.llrp;

/** Message type numbers of LLRP 1.0.1, for whoever sends, matches or answers frames. */
public final class LlrpMessageType {
    public static final int GET_READER_CAPABILITIES = 1;
    public static final int GET_READER_CONFIG = 2;
    public static final int SET_READER_CONFIG = 3;
    public static final int CLOSE_CONNECTION_RESPONSE = 4;
    public static final int GET_READER_CAPABILITIES_RESPONSE = 11;
    public static final int GET_READER_CONFIG_RESPONSE = 12;
    public static final int SET_READER_CONFIG_RESPONSE = 13;
    public static final int CLOSE_CONNECTION = 14;
    public static final int ADD_ROSPEC = 20;
    public static final int DELETE_ROSPEC = 21;
    public static final int START_ROSPEC = 22;
    public static final int STOP_ROSPEC = 23;
    public static final int ENABLE_ROSPEC = 24;
    public static final int DISABLE_ROSPEC = 25;
    public static final int GET_ROSPECS = 26;
    public static final int ADD_ROSPEC_RESPONSE = 30;
    public static final int DELETE_ROSPEC_RESPONSE = 31;
    public static final int START_ROSPEC_RESPONSE = 32;
    public static final int STOP_ROSPEC_RESPONSE = 33;
    public static final int ENABLE_ROSPEC_RESPONSE = 34;
    public static final int DISABLE_ROSPEC_RESPONSE = 35;
    public static final int GET_ROSPECS_RESPONSE = 36;
    public static final int ADD_ACCESSSPEC = 40;
    public static final int DELETE_ACCESSSPEC = 41;
    public static final int ENABLE_ACCESSSPEC = 42;
    public static final int DISABLE_ACCESSSPEC = 43;
    public static final int GET_ACCESSSPECS = 44;
    public static final int ADD_ACCESSSPEC_RESPONSE = 50;
    public static final int DELETE_ACCESSSPEC_RESPONSE = 51;
    public static final int ENABLE_ACCESSSPEC_RESPONSE = 52;
    public static final int DISABLE_ACCESSSPEC_RESPONSE = 53;
    public static final int GET_ACCESSSPECS_RESPONSE = 54;
    public static final int GET_REPORT = 60;
    public static final int RO_ACCESS_REPORT = 61;
    public static final int KEEPALIVE = 62;
    public static final int READER_EVENT_NOTIFICATION = 63;
    public static final int ENABLE_EVENTS_AND_REPORTS = 64;
    public static final int KEEPALIVE_ACK = 72;
    public static final int ERROR_MESSAGE = 100;
    public static final int CUSTOM_MESSAGE = 1023;

    private LlrpMessageType() {}

    /** The type that answers a command, or 0 where LLRP has no answer to it. */
    public static int answerTo(int command) {
        return switch (command) {
            case GET_READER_CAPABILITIES, GET_READER_CONFIG, SET_READER_CONFIG -> command + 10;
            case ADD_ROSPEC, DELETE_ROSPEC, START_ROSPEC, STOP_ROSPEC, ENABLE_ROSPEC, DISABLE_ROSPEC, GET_ROSPECS ->
                command + 10;
            case ADD_ACCESSSPEC, DELETE_ACCESSSPEC, ENABLE_ACCESSSPEC, DISABLE_ACCESSSPEC, GET_ACCESSSPECS ->
                command + 10;
            case CLOSE_CONNECTION -> CLOSE_CONNECTION_RESPONSE;
            case KEEPALIVE -> KEEPALIVE_ACK;
            case CUSTOM_MESSAGE -> CUSTOM_MESSAGE;
            default -> 0;
        };
    }

    /** The standard's name for the messages that a person meets in logs, else {@code message type n}. */
    public static String name(int type) {
        return switch (type) {
            case GET_READER_CAPABILITIES -> "GET_READER_CAPABILITIES";
            case GET_READER_CONFIG -> "GET_READER_CONFIG";
            case SET_READER_CONFIG -> "SET_READER_CONFIG";
            case CLOSE_CONNECTION -> "CLOSE_CONNECTION";
            case ADD_ROSPEC -> "ADD_ROSPEC";
            case DELETE_ROSPEC -> "DELETE_ROSPEC";
            case START_ROSPEC -> "START_ROSPEC";
            case STOP_ROSPEC -> "STOP_ROSPEC";
            case ENABLE_ROSPEC -> "ENABLE_ROSPEC";
            case DISABLE_ROSPEC -> "DISABLE_ROSPEC";
            case GET_ROSPECS -> "GET_ROSPECS";
            case DELETE_ACCESSSPEC -> "DELETE_ACCESSSPEC";
            case RO_ACCESS_REPORT -> "RO_ACCESS_REPORT";
            case KEEPALIVE -> "KEEPALIVE";
            case READER_EVENT_NOTIFICATION -> "READER_EVENT_NOTIFICATION";
            case ENABLE_EVENTS_AND_REPORTS -> "ENABLE_EVENTS_AND_REPORTS";
            case KEEPALIVE_ACK -> "KEEPALIVE_ACK";
            case ERROR_MESSAGE -> "ERROR_MESSAGE";
            case CUSTOM_MESSAGE -> "CUSTOM_MESSAGE";
            default -> "message type " + type;
        };
    }
}
