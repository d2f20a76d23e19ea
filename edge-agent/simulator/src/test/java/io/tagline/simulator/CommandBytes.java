package io.tagline.simulator;

/** Commands as bytes by hand, LLRP 1.0.1: what the simulator must understand whoever writes it. */
final class CommandBytes {
    private CommandBytes() {}

    static final String GET_CAPABILITIES = "0401" // version 1, type 1
            + "0000000b" // 11 bytes
            + "00000001" // message ID
            + "00"; // RequestedData: all

    static final String GET_CONFIG = "0402" // version 1, type 2
            + "00000011" // 17 bytes
            + "00000002" // message ID
            + "0000" // AntennaID: all
            + "00" // RequestedData: all
            + "0000" // GPIPortNum: all
            + "0000"; // GPOPortNum: all

    static final String ENABLE_EVENTS_AND_REPORTS = "0440 0000000a 00000040"; // version 1, type 64
    static final String GET_ROSPECS = "041a 0000000a 0000001a"; // version 1, type 26
    static final String GET_ACCESSSPECS = "042c 0000000a 0000002c"; // version 1, type 44
    static final String GET_REPORT = "043c 0000000a 0000003c"; // version 1, type 60
    static final String KEEPALIVE_ACK = "0448 0000000a 00000000"; // version 1, type 72
    static final String CLOSE_CONNECTION = "040e 0000000a 0000000e"; // version 1, type 14

    static String delete(int id) {
        return withId("0415", id);
    }

    static String start(int id) {
        return withId("0416", id);
    }

    static String stop(int id) {
        return withId("0417", id);
    }

    static String enable(int id) {
        return withId("0418", id);
    }

    static String disable(int id) {
        return withId("0419", id);
    }

    static String deleteAccessSpec(int id) {
        return withId("0429", id);
    }

    private static String withId(String versionAndType, int id) {
        return versionAndType
                + "0000000e" // 14 bytes
                + "00000099" // message ID
                + hex(id, 8); // ROSpecID or AccessSpecID
    }

    /** A keepalive every so many milliseconds; events of inputs and ROSpecs, warnings of the report buffer. */
    static String setConfig(int keepaliveMs, boolean hold) {
        return "0403" // version 1, type 3
                + "00000032" // 50 bytes
                + "00000003" // message ID
                + "00" // keep what is set
                + "00f4 0019" // ReaderEventNotificationSpec, 25 bytes
                + "00f5 0007 0001 80" // GPI events: on
                + "00f5 0007 0002 80" // ROSpec events: on
                + "00f5 0007 0003 80" // report buffer warnings: on
                + "00dc 0009" // KeepaliveSpec, 9 bytes
                + "01" // periodic
                + hex(keepaliveMs, 8)
                + "00e2 0005" // EventsAndReports, 5 bytes
                + (hold ? "80" : "00"); // HoldEventsAndReportsUponReconnect
    }

    /** Writes an output. */
    static String setGpo(int port, boolean high) {
        return "0403" // version 1, type 3
                + "00000012" // 18 bytes
                + "00000003" // message ID
                + "00" // keep what is set
                + "00db 0007" // GPOWriteData, 7 bytes
                + hex(port, 4)
                + (high ? "80" : "00");
    }

    /** Antennas 1 and 2; started by hand; all fields; a report after each tag. */
    static String addRoSpec(int id) {
        return addRoSpec(id, "00", "00 00000000", 1, "ffc0");
    }

    /**
     * ADD_ROSPEC.
     *
     * @param startTrigger the fields and parameters of ROSpecStartTrigger
     * @param stopTrigger those of ROSpecStopTrigger
     * @param tags N of the report trigger
     * @param content the 16 bits of the TagReportContentSelector
     */
    static String addRoSpec(int id, String startTrigger, String stopTrigger, int tags, String content) {
        String start = tlv("00b3", startTrigger); // 179 ROSpecStartTrigger
        String stop = tlv("00b6", stopTrigger); // 182 ROSpecStopTrigger
        String inventory = tlv("00ba", "0001 01"); // 186 InventoryParameterSpec: ID 1, protocol Gen2
        String aiSpec = tlv(
                "00b7", // 183 AISpec
                "0002 0001 0002" // two antennas: 1 and 2
                        + tlv("00b8", "00 00000000") // 184 AISpecStopTrigger: none
                        + inventory);
        String report = tlv(
                "00ed", // 237 ROReportSpec
                "02" // upon N tags or end of ROSpec
                        + hex(tags, 4)
                        + tlv("00ee", content)); // 238 TagReportContentSelector
        String roSpec = tlv(
                "00b1", // 177 ROSpec
                hex(id, 8)
                        + "00" // priority
                        + "00" // CurrentState: disabled
                        + tlv("00b2", start + stop) // 178 ROBoundarySpec
                        + aiSpec
                        + report);
        return "0414" // version 1, type 20
                + hex(10 + bytes(roSpec), 8)
                + "00000014" // message ID
                + roSpec;
    }

    static String tlv(String type, String value) {
        return type + hex(4 + bytes(value), 4) + value;
    }

    private static int bytes(String hex) {
        return hex.replace(" ", "").length() / 2;
    }

    static String hex(int value, int digits) {
        return String.format("%0" + digits + "x", value);
    }
}
