package io.tagline.simulator;

/** LLRP 1.0.1: the parameter types that only a reader has to know; the shared ones are in the module llrp. */
final class ReaderParameterType {
    static final int PERIODIC_TRIGGER_VALUE = 180;
    static final int LLRP_CONFIGURATION_STATE_VALUE = 217;
    static final int IDENTIFICATION = 218;
    static final int ANTENNA_PROPERTIES = 221;
    static final int RF_RECEIVER = 223;
    static final int ACCESS_REPORT_SPEC = 239;

    private ReaderParameterType() {}
}
