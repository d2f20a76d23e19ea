package io.tagline.llrp;

import static io.tagline.llrp.LlrpParameterType.*;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Reads an RO_ACCESS_REPORT tag by tag, in place. The reader link hands it to its listener:
 *
 * <pre>{@code
 * while (report.next()) {
 *     if (report.has(TagField.ANTENNA)) { … report.antenna(), report.epcHex() … }
 * }
 * }</pre>
 *
 * <p>Parameters may stand in any order. A TLV that we do not know is skipped by its length and counted. A tag whose parameters do
 * not fit, or that holds a TV that we do not know, is refused and counted, and the next tag is read. An accessor of something that
 * did not come gives 0. Everything is valid until the next call of {@link #next()} and only on the reader thread, until the
 * listener returns; nothing is allocated unless a method says so.
 */
public final class TagReportCursor {
    /** The Private Enterprise Number under which Impinj extends LLRP. */
    public static final int IMPINJ = 25882;

    private static final byte[] NOTHING = new byte[0];

    // for the whole report
    private byte[] buffer = NOTHING;
    private int position;
    private int end;
    private int unknownParameters;
    private int refusedTags;
    private String problem = "";

    // for the current tag
    private int tagStart;
    private int tagEnd;
    private int present;
    private int epcOffset;
    private int epcBits;
    private final long[] values = new long[TagField.values().length];

    /** Sets the cursor before the first tag of a report's body. */
    public TagReportCursor over(byte[] buffer, int offset, int length) {
        this.buffer = buffer;
        this.position = offset;
        this.end = offset + length;
        this.unknownParameters = 0;
        this.refusedTags = 0;
        this.problem = "";
        this.epcBits = -1;
        return this;
    }

    /** Sets the cursor before the first tag of a frame. */
    public TagReportCursor over(LlrpFrame report) {
        return over(report.body(), 0, report.body().length);
    }

    /** Moves to the next tag that can be read; false when there is none left. */
    public boolean next() {
        while (position < end) {
            int at = position;
            int left = end - at;
            if (buffer[at] < 0 || left < 4) {
                return breakOff("a report holds TLV parameters; found byte 0x"
                        + HexFormat.of().toHexDigits(buffer[at]) + " at byte " + at + ", " + left + " before its end");
            }
            int length = BigEndian.u16(buffer, at + 2);
            if (length < 4 || length > left) {
                return breakOff("parameter type " + (BigEndian.u16(buffer, at) & 1023) + " at byte " + at + " takes "
                        + length + " bytes; expected 4 to " + left);
            }
            position = at + length;
            switch (BigEndian.u16(buffer, at) & 1023) {
                case TAG_REPORT_DATA -> {
                    if (readTag(at + 4, position)) {
                        return true;
                    }
                    refusedTags++;
                }
                case RF_SURVEY_REPORT_DATA, CUSTOM -> {}
                default -> unknownParameters++;
            }
        }
        return false;
    }

    private boolean readTag(int from, int to) {
        tagStart = from;
        tagEnd = to;
        present = 0;
        epcBits = -1;
        int at = from;
        while (at < to) {
            int length;
            if (buffer[at] < 0) {
                int type = buffer[at] & 0x7f;
                length = tvBytes(type);
                if (length == 0 || length > to - at) {
                    return refuse("TV parameter type", type, at, length, to);
                }
                readTv(type, at + 1);
            } else {
                if (to - at < 4) {
                    return refuse("TLV parameter type", BigEndian.u8(buffer, at), at, 4, to);
                }
                int type = BigEndian.u16(buffer, at) & 1023;
                length = BigEndian.u16(buffer, at + 2);
                if (length < 4 || length > to - at || !readTlv(type, at + 4, at + length)) {
                    return refuse("TLV parameter type", type, at, length, to);
                }
            }
            at += length;
        }
        if (epcBits < 0) {
            problem = "TagReportData at byte " + (from - 4) + " has no EPC";
            return false;
        }
        return true;
    }

    private void readTv(int type, int at) {
        if (type == EPC_96) {
            epcOffset = at;
            epcBits = 96;
            return;
        }
        TagField field = TagField.ofTv(type);
        if (field != null) {
            keep(
                    field,
                    switch (field.valueBytes) {
                        case 1 -> buffer[at]; // PeakRSSI, the only one, is signed
                        case 2 -> BigEndian.u16(buffer, at);
                        case 4 -> BigEndian.u32(buffer, at);
                        default -> BigEndian.s64(buffer, at);
                    });
        }
    }

    private void keep(TagField field, long value) {
        values[field.slot] = value;
        present |= field.bit;
    }

    private boolean readTlv(int type, int from, int to) {
        if (type == EPC_DATA) {
            if (to - from < 2) {
                return false;
            }
            int bits = BigEndian.u16(buffer, from);
            if ((bits + 7) / 8 > to - from - 2) {
                return false;
            }
            epcOffset = from + 2;
            epcBits = bits;
        } else if (type == CUSTOM) {
            return to - from >= 8 && readVendor(from, to - from);
        } else if (type < C1G2_READ_OP_SPEC_RESULT || type > C1G2_BLOCK_WRITE_OP_SPEC_RESULT) {
            unknownParameters++;
        }
        return true;
    }

    private boolean readVendor(int at, int length) {
        if (BigEndian.s32(buffer, at) != IMPINJ || length < 10) {
            return true;
        }
        switch (BigEndian.s32(buffer, at + 4)) {
            case 56 -> keep(TagField.IMPINJ_PHASE, BigEndian.u16(buffer, at + 8));
            case 57 -> keep(TagField.IMPINJ_PEAK_RSSI, BigEndian.s16(buffer, at + 8));
            case 68 -> keep(TagField.IMPINJ_DOPPLER, BigEndian.s16(buffer, at + 8));
            default -> {}
        }
        return true;
    }

    private boolean refuse(String what, int type, int at, int length, int to) {
        problem = "tag refused: " + what + " " + type + " at byte " + at + " is unknown or does not fit: it takes "
                + length + " of the tag's " + (to - at) + " remaining bytes";
        return false;
    }

    private boolean breakOff(String why) {
        problem = why;
        refusedTags++;
        position = end;
        return false;
    }

    /** Whether the reader said this about the current tag. */
    public boolean has(TagField field) {
        return (present & field.bit) != 0;
    }

    private long value(TagField field) {
        return has(field) ? values[field.slot] : 0;
    }

    /** Where {@link #epcOffset()} points into; not to be written to. */
    public byte[] buffer() {
        return buffer;
    }

    /** The index of the EPC's first byte in {@link #buffer()}. */
    public int epcOffset() {
        return epcOffset;
    }

    /** The EPC's length as the tag gave it: 96 mostly, but 144 and odd numbers occur. The last byte may hold pad bits. */
    public int epcBits() {
        return epcBits;
    }

    public int epcBytes() {
        return (epcBits + 7) / 8;
    }

    /** A new array with the EPC's bytes. */
    public byte[] copyEpc() {
        return Arrays.copyOfRange(buffer, epcOffset, epcOffset + epcBytes());
    }

    /** A new lower-case string of two digits for every byte of the EPC. */
    public String epcHex() {
        return HexFormat.of().formatHex(buffer, epcOffset, epcOffset + epcBytes());
    }

    public long roSpecId() {
        return value(TagField.ROSPEC_ID);
    }

    public int specIndex() {
        return (int) value(TagField.SPEC_INDEX);
    }

    public int inventoryParameterSpecId() {
        return (int) value(TagField.INVENTORY_PARAMETER_SPEC_ID);
    }

    /** The antenna's number, from 1. */
    public int antenna() {
        return (int) value(TagField.ANTENNA);
    }

    /** Whole dBm, the strongest of the observations that this read sums up. */
    public int peakRssiDbm() {
        return (int) value(TagField.PEAK_RSSI);
    }

    /** The channel's place in the reader's hop table, from 1. */
    public int channelIndex() {
        return (int) value(TagField.CHANNEL_INDEX);
    }

    /** Microseconds since 1970 on the reader's clock. */
    public long firstSeenUtcMicros() {
        return value(TagField.FIRST_SEEN_UTC);
    }

    /** Microseconds since the reader started, from readers without a clock. */
    public long firstSeenUptimeMicros() {
        return value(TagField.FIRST_SEEN_UPTIME);
    }

    /** Microseconds since 1970 on the reader's clock. */
    public long lastSeenUtcMicros() {
        return value(TagField.LAST_SEEN_UTC);
    }

    /** Microseconds since the reader started, from readers without a clock. */
    public long lastSeenUptimeMicros() {
        return value(TagField.LAST_SEEN_UPTIME);
    }

    /** How many observations this read sums up. */
    public int tagSeenCount() {
        return (int) value(TagField.TAG_SEEN_COUNT);
    }

    /** The tag's protocol-control word; its toggle bit says whether the EPC is one. */
    public int c1g2Pc() {
        return (int) value(TagField.C1G2_PC);
    }

    public int c1g2Crc() {
        return (int) value(TagField.C1G2_CRC);
    }

    public int c1g2XpcW1() {
        return (int) value(TagField.C1G2_XPC_W1);
    }

    public int c1g2XpcW2() {
        return (int) value(TagField.C1G2_XPC_W2);
    }

    public long accessSpecId() {
        return value(TagField.ACCESS_SPEC_ID);
    }

    /** Hundredths of a dBm. */
    public int impinjPeakRssiCentiDbm() {
        return (int) value(TagField.IMPINJ_PEAK_RSSI);
    }

    /** The carrier's phase at the antenna: 0 to 4095 stand for 0 to 2π. */
    public int impinjPhase() {
        return (int) value(TagField.IMPINJ_PHASE);
    }

    /** Doppler shift in sixteenths of a hertz. */
    public int impinjDoppler() {
        return (int) value(TagField.IMPINJ_DOPPLER);
    }

    /** A new list of what came back from reading, writing or locking the current tag; mostly empty. */
    public List<TagAccessResult> accessResults() {
        return TagAccessResult.of(buffer, tagStart, tagEnd);
    }

    /** TLVs skipped in this report so far, since nobody knows their type. */
    public int unknownParameters() {
        return unknownParameters;
    }

    /** Tags refused in this report so far; a report that breaks off counts as one. */
    public int refusedTags() {
        return refusedTags;
    }

    /** Why the last refused tag was refused. */
    public Optional<String> problem() {
        return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
    }
}
