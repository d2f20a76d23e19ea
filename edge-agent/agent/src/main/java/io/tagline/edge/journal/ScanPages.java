package io.tagline.edge.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Finds scans in a damaged file without SQLite's help: every page of the database and of its write-ahead log that looks like
 * a leaf of a table is read cell by cell, whatever the pages above it say, and a row counts if its check sum is right (SQLite,
 * "Database File Format" §1.6, §4.1). Rows are written once and never changed, so an old copy of a page is as good as a new one.
 */
final class ScanPages {
    private static final int PAGE = Sqlite.PAGE_BYTES;
    private static final int PAGES_AT_ONCE = 64;

    private static final int LOG_HEADER = 32;
    private static final int FRAME_HEADER = 24;

    private static final byte TABLE_LEAF = 0x0d;
    private static final int LEAF_HEADER = 8;
    private static final int CELL_COUNT_AT = 3;

    private final Consumer<ScanRow> found;
    private final Runnable progress;

    /** @param progress called now and then: a large file takes minutes */
    ScanPages(Consumer<ScanRow> found, Runnable progress) {
        this.found = found;
        this.progress = progress;
    }

    /** Reads the database file. */
    void readDatabase(Path database) throws IOException {
        read(database, 0, 0);
    }

    /** Reads the write-ahead log, if there is one; frames whose check sum is broken too, since each row has its own. */
    void readLog(Path log) throws IOException {
        if (Files.exists(log)) {
            read(log, LOG_HEADER, FRAME_HEADER);
        }
    }

    private void read(Path file, int start, int before) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(PAGES_AT_ONCE * (before + PAGE));
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long at = start;
            while (fill(channel, at, buffer) > 0) {
                progress.run();
                for (int page = before; page + PAGE <= buffer.limit(); page += before + PAGE) {
                    // the first page of a database begins with the file's header and holds no scans
                    readPage(buffer.slice(page, PAGE));
                }
                at += buffer.limit();
            }
        }
    }

    private static int fill(FileChannel channel, long at, ByteBuffer buffer) throws IOException {
        buffer.clear();
        int length = 0;
        int read;
        do {
            read = channel.read(buffer, at + length);
            length += Math.max(0, read);
        } while (read > 0 && buffer.hasRemaining());
        buffer.flip();
        return length;
    }

    private void readPage(ByteBuffer page) {
        if (page.get(0) != TABLE_LEAF) {
            return;
        }
        int cells = Math.min(page.getShort(CELL_COUNT_AT) & 0xffff, (PAGE - LEAF_HEADER) / 2);
        for (int cell = 0; cell < cells; cell++) {
            int at = page.getShort(LEAF_HEADER + 2 * cell) & 0xffff;
            if (at >= LEAF_HEADER && at < PAGE) {
                new ScanCell(page, at).row().ifPresent(found);
            }
        }
    }
}
