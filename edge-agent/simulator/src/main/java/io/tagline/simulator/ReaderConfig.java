package io.tagline.simulator;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpParameterType;
import io.tagline.llrp.LlrpParameters;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What SET_READER_CONFIG sets and GET_READER_CONFIG shows (LLRP 1.0.1). Guarded by the reader's lock. */
final class ReaderConfig {
    /** NotificationEventType, LLRP 1.0.1: the ones that a client can switch. */
    static final int EVENT_GPI = 1;

    static final int EVENT_ROSPEC = 2;
    static final int EVENT_REPORT_BUFFER = 3;
    static final int EVENT_READER_EXCEPTION = 4;
    static final int EVENT_ANTENNA = 8;
    private static final int EVENT_TYPES = 9;

    private final ReaderOptions options;
    private final boolean[] notifies = new boolean[EVENT_TYPES];
    private final Map<Integer, Boolean> gpos = new TreeMap<>();
    private final Map<Integer, Boolean> gpis = new TreeMap<>();
    private final boolean[] antennaConnected;
    private final int[] transmitPowerIndex;
    private long keepaliveMs;
    private boolean holds;
    private ReportSpec report = ReportSpec.FACTORY;

    ReaderConfig(ReaderOptions options) {
        this.options = options;
        antennaConnected = new boolean[options.antennas() + 1];
        Arrays.fill(antennaConnected, true);
        transmitPowerIndex = new int[options.antennas() + 1];
        for (int port = 1; port <= options.gpis(); port++) {
            gpis.put(port, false);
        }
        reset();
    }

    private void reset() {
        Arrays.fill(notifies, false);
        notifies[EVENT_READER_EXCEPTION] = true;
        notifies[EVENT_ANTENNA] = true;
        Arrays.fill(transmitPowerIndex, Capabilities.POWER_LEVELS);
        for (int port = 1; port <= options.gpos(); port++) {
            gpos.put(port, false);
        }
        keepaliveMs = 0;
        holds = options.holdsReports();
        report = ReportSpec.FACTORY;
    }

    /** Applies a SET_READER_CONFIG up to the first parameter that is refused. */
    void set(LlrpFrame command, GpoListener onGpo, ImpinjExtensions extensions)
            throws LlrpBodyException, RefusedException {
        if ((command.body().length == 0)) {
            throw new LlrpBodyException("SET_READER_CONFIG has an empty body; expected at least one byte");
        }
        if (command.body()[0] < 0) {
            reset();
        }
        LlrpParameters parameters = command.parameters(1);
        while (parameters.next()) {
            switch (parameters.type()) {
                case LlrpParameterType.READER_EVENT_NOTIFICATION_SPEC -> setNotifications(parameters.inside(0));
                case LlrpParameterType.KEEPALIVE_SPEC -> keepaliveMs = parameters.u8(0) == 0 ? 0 : parameters.u32(1);
                case LlrpParameterType.EVENTS_AND_REPORTS -> holds = parameters.u8(0) >= 0x80;
                case LlrpParameterType.RO_REPORT_SPEC -> report = ReportSpec.parse(parameters);
                case LlrpParameterType.GPO_WRITE_DATA -> {
                    int port = port("GPO", parameters.u16(0), options.gpos());
                    gpos.put(port, parameters.u8(2) >= 0x80);
                    onGpo.written(port, parameters.u8(2) >= 0x80);
                }
                case LlrpParameterType.CUSTOM -> extensions.configure(parameters);
                case LlrpParameterType.ANTENNA_CONFIGURATION -> setAntenna(parameters);
                case LlrpParameterType.GPI_PORT_CURRENT_STATE -> port("GPI", parameters.u16(0), options.gpis());
                case ReaderParameterType.ACCESS_REPORT_SPEC, ReaderParameterType.ANTENNA_PROPERTIES -> {
                    // accepted and without effect: there are no access operations, and gain is part of the scenario
                }
                default ->
                    throw new RefusedException(
                            StatusCode.UNSUPPORTED_PARAMETER,
                            "SET_READER_CONFIG holds parameter type " + parameters.type()
                                    + ", which this reader does not have");
            }
        }
    }

    /** Told about every output that a client writes. */
    interface GpoListener {
        void written(int port, boolean high);
    }

    private void setNotifications(LlrpParameters states) throws LlrpBodyException, RefusedException {
        while (states.next()) {
            int event = states.u16(0);
            if (event >= EVENT_TYPES) {
                throw new RefusedException(
                        StatusCode.PARAMETER_ERROR,
                        "EventNotificationState names event type " + event + "; expected 0 to 8");
            }
            notifies[event] = states.u8(2) >= 0x80;
        }
    }

    private void setAntenna(LlrpParameters antenna) throws LlrpBodyException, RefusedException {
        int number = antenna.u16(0);
        if (number != 0) {
            port("antenna", number, options.antennas());
        }
        LlrpParameters inside = antenna.inside(2);
        while (inside.next()) {
            if (inside.type() == LlrpParameterType.RF_TRANSMITTER) {
                int index = port("TransmitPower index", inside.u16(4), Capabilities.POWER_LEVELS);
                if (number == 0) {
                    Arrays.fill(transmitPowerIndex, index);
                } else {
                    transmitPowerIndex[number] = index;
                }
            }
        }
    }

    private static int port(String what, int value, int most) throws RefusedException {
        if (value < 1 || value > most) {
            throw new RefusedException(
                    StatusCode.FIELD_ERROR, what + " is " + value + "; this reader has 1 to " + most);
        }
        return value;
    }

    void silence(int event) {
        notifies[event] = false;
    }

    boolean notifies(int event) {
        return notifies[event];
    }

    /** Milliseconds between keepalives; 0: none are sent. */
    long keepaliveMs() {
        return keepaliveMs;
    }

    /** Whether reports and events wait for ENABLE_EVENTS_AND_REPORTS after each connect. */
    boolean holds() {
        return holds;
    }

    ReportSpec report() {
        return report;
    }

    Map<Integer, Boolean> gpos() {
        return Map.copyOf(gpos);
    }

    Map<Integer, Boolean> gpis() {
        return new TreeMap<>(gpis);
    }

    /** True when the input's level is another one than before. */
    boolean setGpi(int port, boolean high) {
        Boolean before = gpis.put(port, high);
        return before == null || before != high;
    }

    boolean isConnected(int antenna) {
        return antennaConnected[antenna];
    }

    /** True when that is a change. */
    boolean setConnected(int antenna, boolean connected) {
        boolean changed = antennaConnected[antenna] != connected;
        antennaConnected[antenna] = connected;
        return changed;
    }

    int transmitPowerIndex(int antenna) {
        return transmitPowerIndex[antenna];
    }

    int eventTypes() {
        return EVENT_TYPES;
    }
}
