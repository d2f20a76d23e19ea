package io.tagline.simulator;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpParameterType;
import io.tagline.llrp.LlrpParameters;

/**
 * Which fields a tag report carries (LLRP 1.0.1, TagReportContentSelector). The EPC is always there.
 *
 * @param bits the selector's 16 bits as on the wire, ROSpecID first
 * @param crc whether the tag's CRC goes along
 * @param pc whether the tag's protocol-control word goes along
 */
record ContentSelector(int bits, boolean crc, boolean pc) {
    /** Antenna, RSSI, first and last seen, count: what the reader reports before anyone configured it. */
    static final ContentSelector FACTORY = new ContentSelector(0b0001_0111_1000_0000, false, false);

    /** @param selector stands on the selector */
    static ContentSelector parse(LlrpParameters selector) throws LlrpBodyException {
        boolean crc = false;
        boolean pc = false;
        LlrpParameters memory = selector.inside(2);
        while (memory.next()) {
            if (memory.type() == LlrpParameterType.C1G2_EPC_MEMORY_SELECTOR) {
                crc |= (memory.u8(0) & 0x80) != 0;
                pc |= (memory.u8(0) & 0x40) != 0;
            }
        }
        return new ContentSelector(selector.u16(0), crc, pc);
    }

    boolean roSpecId() {
        return has(15);
    }

    boolean specIndex() {
        return has(14);
    }

    boolean inventoryParameterSpecId() {
        return has(13);
    }

    boolean antennaId() {
        return has(12);
    }

    boolean channelIndex() {
        return has(11);
    }

    boolean peakRssi() {
        return has(10);
    }

    boolean firstSeen() {
        return has(9);
    }

    boolean lastSeen() {
        return has(8);
    }

    boolean tagSeenCount() {
        return has(7);
    }

    boolean accessSpecId() {
        return has(6);
    }

    private boolean has(int bit) {
        return ((bits >> bit) & 1) != 0;
    }
}
