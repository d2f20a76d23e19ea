package io.tagline.simulator;

import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.TagReportCursor;
import io.tagline.llrp.TagReportWriter;
import io.tagline.simulator.ImpinjExtensions.VendorContent;
import java.util.Collection;
import java.util.HexFormat;

/** Tag reports as bytes: only the selected fields, in the standard's order (LLRP 1.0.1). Guarded by the reader's lock. */
final class ReportEncoder {
    /** So that a client that does not take the finer value shows it. */
    private static final int QUARTER_DB = 25;

    private final Timekeeper time;
    private final TagReportWriter out = new TagReportWriter();

    ReportEncoder(Timekeeper time) {
        this.time = time;
    }

    LlrpFrame report(int messageId, Collection<TagEntry> entries, ContentSelector content) {
        return report(messageId, entries, content, VendorContent.NONE);
    }

    LlrpFrame report(int messageId, Collection<TagEntry> entries, ContentSelector content, VendorContent vendor) {
        for (TagEntry entry : entries) {
            write(entry, content);
            write(entry, vendor);
        }
        return out.toFrame(messageId);
    }

    private void write(TagEntry entry, ContentSelector content) {
        byte[] epc = HexFormat.of().parseHex(entry.first.epcHex());
        out.tag(epc, epc.length * Byte.SIZE);
        if (content.roSpecId()) {
            out.roSpecId(entry.roSpecId);
        }
        if (content.specIndex()) {
            out.specIndex(entry.specIndex);
        }
        if (content.inventoryParameterSpecId()) {
            out.inventoryParameterSpecId(entry.inventoryParameterSpecId);
        }
        if (content.antennaId()) {
            out.antenna(entry.first.antenna());
        }
        if (content.peakRssi()) {
            out.peakRssiDbm(entry.peakRssiDbm());
        }
        if (content.channelIndex()) {
            out.channelIndex(entry.channelIndex());
        }
        long first = time.stamp(entry.first.atMicros());
        long last = time.stamp(entry.lastMicros());
        if (content.firstSeen() && time.isUptime()) {
            out.firstSeenUptimeMicros(first);
        } else if (content.firstSeen()) {
            out.firstSeenUtcMicros(first);
        }
        if (content.lastSeen() && time.isUptime()) {
            out.lastSeenUptimeMicros(last);
        } else if (content.lastSeen()) {
            out.lastSeenUtcMicros(last);
        }
        if (content.tagSeenCount()) {
            out.tagSeenCount(entry.seen());
        }
        if (content.pc()) {
            out.c1g2Pc(protocolControl(epc));
        }
        if (content.crc()) {
            out.c1g2Crc(crc(epc));
        }
        if (content.accessSpecId()) {
            out.accessSpecId(0);
        }
    }

    private void write(TagEntry entry, VendorContent vendor) {
        if (vendor.phase()) {
            // no model of distance: it turns with time, as for a tag that moves
            out.vendor(TagReportCursor.IMPINJ, ImpinjExtensions.PHASE, halfWord((int) (entry.lastMicros() & 0xfff)));
        }
        if (vendor.peakRssi()) {
            int centiDbm = entry.peakRssiDbm() * 100 + QUARTER_DB;
            out.vendor(TagReportCursor.IMPINJ, ImpinjExtensions.PEAK_RSSI, halfWord(centiDbm));
        }
    }

    private static byte[] halfWord(int value) {
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    /** The EPC's length in words in the top five bits, all else clear: an EPC, no extended PC (Gen2). */
    private static int protocolControl(byte[] epc) {
        return (epc.length / 2) << 11;
    }

    /** CRC-16 over PC and EPC as the tag keeps it: CCITT, preset 0xffff, complemented (Gen2). */
    private static int crc(byte[] epc) {
        int pc = protocolControl(epc);
        int crc = crc(crc(0xffff, pc >> 8), pc & 0xff);
        for (byte each : epc) {
            crc = crc(crc, each & 0xff);
        }
        return ~crc & 0xffff;
    }

    private static int crc(int before, int octet) {
        int crc = before ^ (octet << 8);
        for (int bit = 0; bit < Byte.SIZE; bit++) {
            crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x1021;
        }
        return crc & 0xffff;
    }
}
