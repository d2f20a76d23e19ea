package io.tagline.llrp;

import static io.tagline.llrp.LlrpParameterType.*;

/**
 * Writes an RO_ACCESS_REPORT tag by tag; the simulator's half of {@link TagReportCursor}.
 *
 * <pre>{@code
 * writer.tag(epc, 96).antenna(1).peakRssiDbm(-48).firstSeenUtcMicros(now);
 * writer.tag(other, 96).antenna(2);
 * LlrpFrame report = writer.toFrame(messageId);    // and the writer is empty again
 * }</pre>
 *
 * <p>Parameters are written in the order of the calls; LLRP 1.0.1 wants the order of the methods here. Confined to one thread.
 */
public final class TagReportWriter {
    private final LlrpWriter out = new LlrpWriter(1024);
    private boolean open;
    private int tags;

    /** Starts a tag; an EPC of 96 bits is written as EPC_96, any other as EPCData. */
    public TagReportWriter tag(byte[] epc, int epcBits) {
        endTag();
        out.begin(TAG_REPORT_DATA);
        open = true;
        tags++;
        if (epcBits == 96) {
            out.tv(EPC_96).bytes(epc);
        } else {
            out.begin(EPC_DATA).u16(epcBits).bytes(epc).end();
        }
        return this;
    }

    public TagReportWriter roSpecId(long id) {
        out.tv(ROSPEC_ID).u32(id);
        return this;
    }

    public TagReportWriter specIndex(int index) {
        out.tv(SPEC_INDEX).u16(index);
        return this;
    }

    public TagReportWriter inventoryParameterSpecId(int id) {
        out.tv(INVENTORY_PARAMETER_SPEC_ID).u16(id);
        return this;
    }

    public TagReportWriter antenna(int number) {
        out.tv(ANTENNA_ID).u16(number);
        return this;
    }

    public TagReportWriter peakRssiDbm(int dbm) {
        out.tv(PEAK_RSSI).u8(dbm);
        return this;
    }

    public TagReportWriter channelIndex(int index) {
        out.tv(CHANNEL_INDEX).u16(index);
        return this;
    }

    public TagReportWriter firstSeenUtcMicros(long micros) {
        out.tv(FIRST_SEEN_UTC).u64(micros);
        return this;
    }

    public TagReportWriter firstSeenUptimeMicros(long micros) {
        out.tv(FIRST_SEEN_UPTIME).u64(micros);
        return this;
    }

    public TagReportWriter lastSeenUtcMicros(long micros) {
        out.tv(LAST_SEEN_UTC).u64(micros);
        return this;
    }

    public TagReportWriter lastSeenUptimeMicros(long micros) {
        out.tv(LAST_SEEN_UPTIME).u64(micros);
        return this;
    }

    public TagReportWriter tagSeenCount(int count) {
        out.tv(TAG_SEEN_COUNT).u16(count);
        return this;
    }

    public TagReportWriter c1g2Pc(int pc) {
        out.tv(C1G2_PC).u16(pc);
        return this;
    }

    public TagReportWriter c1g2Crc(int crc) {
        out.tv(C1G2_CRC).u16(crc);
        return this;
    }

    public TagReportWriter accessSpecId(long id) {
        out.tv(ACCESS_SPEC_ID).u32(id);
        return this;
    }

    /** A vendor's parameter inside the current tag. */
    public TagReportWriter vendor(long vendor, long subtype, byte... data) {
        out.begin(CUSTOM).u32(vendor).u32(subtype).bytes(data).end();
        return this;
    }

    /** Tags written since the last frame. */
    public int tags() {
        return tags;
    }

    /** The report as a frame; the writer starts anew. */
    public LlrpFrame toFrame(int messageId) {
        endTag();
        LlrpFrame frame = out.toFrame(LlrpMessageType.RO_ACCESS_REPORT, messageId);
        out.clear();
        tags = 0;
        return frame;
    }

    private void endTag() {
        if (open) {
            out.end();
            open = false;
        }
    }
}
