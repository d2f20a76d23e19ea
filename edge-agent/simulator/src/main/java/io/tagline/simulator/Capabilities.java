package io.tagline.simulator;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.LlrpParameterType;
import io.tagline.llrp.LlrpWriter;

/** Answers GET_READER_CAPABILITIES (LLRP 1.0.1 §9). The radio is that of a European dense-reader portal. */
final class Capabilities {
    /** Entries of the power table: 10 to 30 dBm in steps of 0.25 dB. */
    static final int POWER_LEVELS = 81;

    private static final int ALL = 0;
    private static final int GENERAL = 1;
    private static final int LLRP = 2;
    private static final int REGULATORY = 3;
    private static final int AIR_PROTOCOL = 4;

    /** ISO 3166-1 numeric: Germany. */
    private static final int COUNTRY = 276;

    private static final int ETSI_302_208 = 2;

    /** The four high-power channels of ETSI EN 302 208, lower band, in kHz. */
    private static final int[] CHANNELS_KHZ = {865_700, 866_300, 866_900, 867_500};

    private Capabilities() {}

    /** How many channels the tag reports' ChannelIndex counts, from 1 on. */
    static int channels() {
        return CHANNELS_KHZ.length;
    }

    static LlrpFrame answer(LlrpFrame request, ReaderOptions options) throws LlrpBodyException, RefusedException {
        if (request.body().length < 1) {
            throw new LlrpBodyException("GET_READER_CAPABILITIES has an empty body; expected RequestedData, one byte");
        }
        int what = request.body()[0];
        if (what < ALL || what > AIR_PROTOCOL) {
            throw new RefusedException(
                    StatusCode.FIELD_ERROR, "RequestedData is " + (what & 0xff) + "; expected 0 to 4");
        }
        LlrpWriter out = Status.success();
        if (what == ALL || what == GENERAL) {
            general(out, options);
        }
        if (what == ALL || what == LLRP) {
            llrp(out, options);
        }
        if (what == ALL || what == REGULATORY) {
            regulatory(out);
        }
        if (what == ALL || what == AIR_PROTOCOL) {
            // neither block erase nor block write; two select filters
            out.begin(LlrpParameterType.C1G2_LLRP_CAPABILITIES).u8(0).u16(2).end();
        }
        return out.toFrame(LlrpMessageType.GET_READER_CAPABILITIES_RESPONSE, request.messageId());
    }

    private static void general(LlrpWriter out, ReaderOptions options) {
        boolean utc = options.clock().kind() != ReaderClock.Kind.UPTIME;
        out.begin(LlrpParameterType.GENERAL_DEVICE_CAPABILITIES)
                .u16(options.antennas())
                .u16(utc ? 0x4000 : 0)
                .u32(options.maker().number())
                .u32(options.maker().model())
                .utf8("tagline-simulator 0.1.0");
        out.begin(LlrpParameterType.RECEIVE_SENSITIVITY_TABLE_ENTRY)
                .u16(1)
                .u16(0)
                .end();
        out.begin(LlrpParameterType.GPIO_CAPABILITIES)
                .u16(options.gpis())
                .u16(options.gpos())
                .end();
        for (int antenna = 1; antenna <= options.antennas(); antenna++) {
            // one protocol: EPCGlobal Class 1 Gen 2
            out.begin(LlrpParameterType.PER_ANTENNA_AIR_PROTOCOL)
                    .u16(antenna)
                    .u16(1)
                    .u8(1)
                    .end();
        }
        out.end();
    }

    private static void llrp(LlrpWriter out, ReaderOptions options) {
        // can warn of a filling report buffer, can hold events and reports
        out.begin(LlrpParameterType.LLRP_CAPABILITIES)
                .u8(0b0100_1000)
                .u8(1)
                .u16(0)
                .u32(options.maxRoSpecs())
                .u32(32)
                .u32(1)
                .u32(0)
                .u32(0)
                .end();
    }

    private static void regulatory(LlrpWriter out) {
        out.begin(LlrpParameterType.REGULATORY_CAPABILITIES).u16(COUNTRY).u16(ETSI_302_208);
        out.begin(LlrpParameterType.UHF_BAND_CAPABILITIES);
        for (int i = 0; i < POWER_LEVELS; i++) {
            out.begin(LlrpParameterType.TRANSMIT_POWER_LEVEL_TABLE_ENTRY)
                    .u16(i + 1)
                    .u16(1_000 + 25 * i)
                    .end();
        }
        out.begin(LlrpParameterType.FREQUENCY_INFORMATION).u8(0);
        out.begin(LlrpParameterType.FIXED_FREQUENCY_TABLE).u16(CHANNELS_KHZ.length);
        for (int khz : CHANNELS_KHZ) {
            out.u32(khz);
        }
        out.end().end();
        // dense reader, Miller 4, 250 kHz, Tari 25 us: Gen2 as portals use it
        out.begin(LlrpParameterType.C1G2_UHF_RF_MODE_TABLE)
                .begin(LlrpParameterType.C1G2_UHF_RF_MODE_TABLE_ENTRY)
                .u32(1)
                .u8(0b1000_0000)
                .u8(2)
                .u8(0)
                .u8(3)
                .u32(250_000)
                .u32(2_000)
                .u32(25_000)
                .u32(25_000)
                .u32(0)
                .end()
                .end();
        out.end().end();
    }
}
