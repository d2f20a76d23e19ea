package io.tagline.simulator;

import io.tagline.llrp.LlrpFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A report of one group of tags, encoded once and patched in place for each sending. Confined to the load thread. */
final class LoadReport {
    private static final int MESSAGE_ID_AT = 6;

    private final byte[] frame;
    private final int tags;
    private final OptionalInt antennaAt;
    private final OptionalInt rssiAt;
    private final OptionalInt firstSeenAt;
    private final OptionalInt lastSeenAt;
    private final int firstTagAt;
    private final int tagBytes;

    private LoadReport(byte[] frame, int tags, ContentSelector content) {
        this.frame = frame;
        this.tags = tags;
        firstTagAt = LlrpFrame.HEADER_BYTES;
        tagBytes = (frame.length - firstTagAt) / tags;
        // behind the TLV head of 4 bytes and the EPC-96 of 13, in ReportEncoder's order
        int at = 4 + 13;
        at += content.roSpecId() ? 5 : 0;
        at += content.specIndex() ? 3 : 0;
        at += content.inventoryParameterSpecId() ? 3 : 0;
        antennaAt = content.antennaId() ? OptionalInt.of(at + 1) : OptionalInt.empty();
        at += content.antennaId() ? 3 : 0;
        rssiAt = content.peakRssi() ? OptionalInt.of(at + 1) : OptionalInt.empty();
        at += content.peakRssi() ? 2 : 0;
        at += content.channelIndex() ? 3 : 0;
        firstSeenAt = content.firstSeen() ? OptionalInt.of(at + 1) : OptionalInt.empty();
        at += content.firstSeen() ? 9 : 0;
        lastSeenAt = content.lastSeen() ? OptionalInt.of(at + 1) : OptionalInt.empty();
    }

    static List<LoadReport> encode(ReadLoad load, ReportEncoder encoder, RoSpec active, ContentSelector content) {
        List<LoadReport> reports = new ArrayList<>();
        for (int from = 0; from < load.distinctTags(); from += load.tagsPerReport()) {
            int to = Math.min(from + load.tagsPerReport(), load.distinctTags());
            List<TagEntry> entries = new ArrayList<>();
            for (int tag = from; tag < to; tag++) {
                entries.add(new TagEntry(new SimulatedRead(0, ReadLoad.epcOf(tag), 1, 0, 1), active));
            }
            reports.add(new LoadReport(encoder.report(0, entries, content).toBytes(), to - from, content));
        }
        return reports;
    }

    int tags() {
        return tags;
    }

    byte[] frame() {
        return frame;
    }

    /** @param stampMicros of the first tag; each later one is a microsecond after the one before */
    void patch(int messageId, int antenna, int rssiDbm, long stampMicros) {
        put(MESSAGE_ID_AT, messageId, Integer.BYTES);
        for (int tag = 0; tag < tags; tag++) {
            int base = firstTagAt + tag * tagBytes;
            antennaAt.ifPresent(at -> put(base + at, antenna, Short.BYTES));
            rssiAt.ifPresent(at -> put(base + at, rssiDbm, Byte.BYTES));
            long stamp = stampMicros + tag;
            firstSeenAt.ifPresent(at -> put(base + at, stamp, Long.BYTES));
            lastSeenAt.ifPresent(at -> put(base + at, stamp, Long.BYTES));
        }
    }

    private void put(int at, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            frame[at + i] = (byte) (value >>> (Byte.SIZE * (bytes - 1 - i)));
        }
    }
}
