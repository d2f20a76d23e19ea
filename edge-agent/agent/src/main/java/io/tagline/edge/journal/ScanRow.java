package io.tagline.edge.journal;

import io.tagline.wire.ClockQuality;
import io.tagline.wire.Direction;
import io.tagline.wire.Scan;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * A scan as it lies on disk: what the wire carries of it, to the same precision, in as few bytes as SQLite needs for the
 * numbers. Its check sum tells a row that the disk has changed, which SQLite itself does not notice.
 *
 * @param epc hexadecimal, upper case; half as many bytes on disk
 * @param direction 0 in, 1 out, 2 unknown: SQLite keeps 0 and 1 in no bytes at all
 * @param firstSeenMs how long before {@code atMs} the first read was; negative if it came later
 * @param lastSeenMs how long after {@code atMs} the last read was
 * @param peakRssiDdbm tenths of a dBm
 * @param confidencePermille 0 to 1000
 * @param clock 0 free, 1 synced
 */
record ScanRow(
        long seq,
        String portal,
        String epc,
        int direction,
        long atMs,
        long firstSeenMs,
        long lastSeenMs,
        int reads,
        OptionalLong peakRssiDdbm,
        int confidencePermille,
        int clock,
        int clockErrorMs) {
    private static final Direction[] DIRECTIONS = {Direction.IN, Direction.OUT, Direction.UNKNOWN};
    private static final ClockQuality[] CLOCKS = {ClockQuality.FREE, ClockQuality.SYNCED};
    private static final double DECI = 10;
    private static final double PERMILLE = 1000;

    private static final int FIXED_BYTES = 7 * Long.BYTES + 4 * Integer.BYTES;

    static ScanRow of(Scan scan) {
        long at = scan.at().toEpochMilli();
        return new ScanRow(
                scan.seq(),
                scan.portal(),
                scan.epc(),
                code(DIRECTIONS, scan.direction()),
                at,
                at - scan.firstSeen().toEpochMilli(),
                scan.lastSeen().toEpochMilli() - at,
                scan.reads(),
                scan.peakRssiDbm().isPresent()
                        ? OptionalLong.of(Math.round(scan.peakRssiDbm().getAsDouble() * DECI))
                        : OptionalLong.empty(),
                (int) Math.round(scan.confidence() * PERMILLE),
                code(CLOCKS, scan.clock()),
                scan.clockErrorMs());
    }

    /** @throws IllegalArgumentException if the values are not those of a scan */
    Scan scan() {
        return new Scan(
                seq,
                portal,
                epc,
                decoded(DIRECTIONS, direction, "direction"),
                Instant.ofEpochMilli(atMs),
                Instant.ofEpochMilli(atMs - firstSeenMs),
                Instant.ofEpochMilli(atMs + lastSeenMs),
                reads,
                peakRssiDdbm.isPresent() ? OptionalDouble.of(peakRssiDdbm.getAsLong() / DECI) : OptionalDouble.empty(),
                confidencePermille / PERMILLE,
                decoded(CLOCKS, clock, "clock"),
                clockErrorMs);
    }

    byte[] epcBytes() {
        return HexFormat.of().parseHex(epc);
    }

    static String epcHex(byte[] epc) {
        return HexFormat.of().withUpperCase().formatHex(epc);
    }

    /** CRC-32C of all values; signed, since SQLite keeps a signed 32-bit number in four bytes and an unsigned one in six. */
    int checkSum() {
        byte[] code = epcBytes();
        byte[] name = portal.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(FIXED_BYTES + name.length + code.length)
                .putLong(seq)
                .putLong(atMs)
                .putLong(firstSeenMs)
                .putLong(lastSeenMs)
                .putLong(peakRssiDdbm.orElse(Long.MIN_VALUE))
                .putLong(reads)
                .putLong(clockErrorMs)
                .putInt(direction)
                .putInt(confidencePermille)
                .putInt(clock)
                .putInt(name.length)
                .put(name)
                .put(code);
        var crc = new CRC32C();
        crc.update(bytes.flip());
        return (int) crc.getValue();
    }

    private <T> T decoded(T[] values, int code, String column) {
        if (code < 0 || code >= values.length) {
            throw new IllegalArgumentException(
                    "scan " + seq + " " + column + " " + code + ": expected 0 to " + (values.length - 1));
        }
        return values[code];
    }

    private static <T> int code(T[] values, T value) {
        for (int code = 0; code < values.length; code++) {
            if (values[code] == value) {
                return code;
            }
        }
        throw new IllegalArgumentException("no code for " + value);
    }
}
