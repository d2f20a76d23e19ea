package io.tagline.edge.journal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/** One cell of a table's leaf page, read as a row of {@code scan_row} (SQLite, "Database File Format" §1.6 and §2.1). */
final class ScanCell {
    private static final int COLUMNS = 13;
    private static final int MOST_VARINT_BYTES = 9;

    // serial types, SQLite "Database File Format" §2.1
    private static final int NULL = 0;
    private static final int ZERO = 8;
    private static final int ONE = 9;
    private static final int LEAST_BLOB = 12;

    /** Bytes of the serial types 0 to 6, all integers but the first. */
    private static final int[] INTEGER_BYTES = {0, 1, 2, 3, 4, 6, 8};

    private final ByteBuffer page;
    private final int at;
    private final long[] types = new long[COLUMNS];

    ScanCell(ByteBuffer page, int at) {
        this.page = page.duplicate();
        this.at = at;
    }

    /** The row, or empty if the cell holds none or not what was written. */
    Optional<ScanRow> row() {
        try {
            page.position(at);
            long length = varint();
            long seq = varint();
            int record = page.position();
            if (length < COLUMNS || length > page.remaining()) {
                return Optional.empty();
            }
            long header = varint();
            for (int column = 0; column < COLUMNS; column++) {
                types[column] = varint();
            }
            if (page.position() != record + header || types[0] != NULL) {
                return Optional.empty();
            }
            return checked(seq);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            // not a row of ours, or one whose lengths the damage has changed
            return Optional.empty();
        }
    }

    private Optional<ScanRow> checked(long seq) {
        String portal = new String(bytes(1), StandardCharsets.UTF_8);
        String epc = ScanRow.epcHex(bytes(2));
        int direction = (int) integer(3);
        long atMs = integer(4);
        long firstSeenMs = integer(5);
        long lastSeenMs = integer(6);
        int reads = (int) integer(7);
        OptionalLong peak = types[8] == NULL ? OptionalLong.empty() : OptionalLong.of(integer(8));
        var row = new ScanRow(
                seq,
                portal,
                epc,
                direction,
                atMs,
                firstSeenMs,
                lastSeenMs,
                reads,
                peak,
                (int) integer(9),
                (int) integer(10),
                (int) integer(11));
        if (row.checkSum() != integer(12)) {
            return Optional.empty();
        }
        // throws for what is no scan
        return Optional.of(ScanRow.of(row.scan()));
    }

    private byte[] bytes(int column) {
        if (types[column] < LEAST_BLOB || types[column] > LEAST_BLOB + 2L * page.remaining() + 1) {
            throw new IllegalArgumentException("serial type " + types[column] + ": expected bytes within the page");
        }
        byte[] bytes = new byte[(int) (types[column] - LEAST_BLOB) / 2];
        page.get(bytes);
        return bytes;
    }

    private long integer(int column) {
        long type = types[column];
        if (type == ZERO || type == ONE) {
            return type - ZERO;
        }
        if (type <= NULL || type >= INTEGER_BYTES.length) {
            throw new IllegalArgumentException("serial type " + type + ": expected an integer");
        }
        long value = page.get();
        for (int i = 1; i < INTEGER_BYTES[(int) type]; i++) {
            value = (value << Byte.SIZE) | (page.get() & 0xff);
        }
        return value;
    }

    private long varint() {
        long value = 0;
        for (int i = 1; i < MOST_VARINT_BYTES; i++) {
            byte next = page.get();
            value = (value << 7) | (next & 0x7f);
            if (next >= 0) {
                return value;
            }
        }
        return (value << Byte.SIZE) | (page.get() & 0xff);
    }
}
