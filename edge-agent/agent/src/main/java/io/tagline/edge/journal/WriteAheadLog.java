package io.tagline.edge.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Looks through a write-ahead log before SQLite does. SQLite takes the frames up to the first whose check sum is wrong and
 * drops the others without a word (SQLite, "Database File Format" §4.4): right after a power cut, which leaves at most the end
 * of the last commit behind, and wrong after damage, which may lie before commits that somebody was told of.
 */
final class WriteAheadLog {
    private static final int HEADER = 32;
    private static final int HEADER_SUMMED = 24;
    private static final int FRAME_HEADER = 24;
    private static final int FRAME_SUMMED = 8;
    private static final int FRAME = FRAME_HEADER + Sqlite.PAGE_BYTES;

    private static final int MAGIC_LITTLE = 0x377f0682;
    private static final int MAGIC_BIG = 0x377f0683;

    private static final int COMMIT_AT = 4;
    private static final int SALT_AT = 8;
    private static final int SUM_AT = 16;

    private ByteOrder words = ByteOrder.BIG_ENDIAN;
    private int sum0;
    private int sum1;

    private WriteAheadLog() {}

    /** What was found. */
    enum Condition {
        /** Nothing, or frames that follow on one another to the last. */
        WHOLE,
        /** It ends within a frame or in one that is not whole: the last commit may be lost. */
        TORN,
        /** Commits follow behind what is not whole: SQLite would drop them. */
        DAMAGED
    }

    static Condition check(Path log) throws IOException {
        if (!Files.exists(log) || Files.size(log) == 0) {
            return Condition.WHOLE;
        }
        try (var channel = FileChannel.open(log, StandardOpenOption.READ)) {
            return new WriteAheadLog().check(channel);
        }
    }

    private Condition check(FileChannel channel) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        if (read(channel, 0, header) < HEADER) {
            return Condition.TORN;
        }
        int magic = header.getInt(0);
        words = magic == MAGIC_LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        sum(header, 0, HEADER_SUMMED);
        boolean headerIsWhole =
                (magic == MAGIC_LITTLE || magic == MAGIC_BIG) && header.getInt(24) == sum0 && header.getInt(28) == sum1;
        if (!headerIsWhole) {
            return Condition.DAMAGED;
        }
        return checkFrames(channel, header.getLong(16));
    }

    private Condition checkFrames(FileChannel channel, long salt) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(FRAME);
        boolean broken = false;
        long at = HEADER;
        int length;
        while ((length = read(channel, at, frame)) == FRAME) {
            boolean isOurs = frame.getLong(SALT_AT) == salt;
            boolean follows = isOurs && follows(frame);
            if (!isOurs && !broken && !oursFollow(channel, at + FRAME, salt)) {
                // from here on the log is what an earlier round has left
                return Condition.WHOLE;
            }
            if (broken && follows && frame.getInt(COMMIT_AT) != 0) {
                return Condition.DAMAGED;
            }
            broken |= !follows;
            sum0 = frame.getInt(SUM_AT);
            sum1 = frame.getInt(SUM_AT + Integer.BYTES);
            at += FRAME;
        }
        return broken || length > 0 ? Condition.TORN : Condition.WHOLE;
    }

    /** True if the next frame is of this round: then the one before it was, too, and its salt is what is broken. */
    private static boolean oursFollow(FileChannel channel, long at, long salt) throws IOException {
        ByteBuffer next = ByteBuffer.allocate(FRAME_HEADER);
        return read(channel, at, next) == FRAME_HEADER && next.getLong(SALT_AT) == salt;
    }

    /** True if the frame's check sum is right, given that of the frame before it. */
    private boolean follows(ByteBuffer frame) {
        sum(frame, 0, FRAME_SUMMED);
        sum(frame, FRAME_HEADER, Sqlite.PAGE_BYTES);
        return frame.getInt(SUM_AT) == sum0 && frame.getInt(SUM_AT + Integer.BYTES) == sum1;
    }

    private void sum(ByteBuffer bytes, int from, int length) {
        ByteBuffer ordered = bytes.duplicate().order(words);
        for (int i = from; i < from + length; i += 2 * Integer.BYTES) {
            sum0 += ordered.getInt(i) + sum1;
            sum1 += ordered.getInt(i + Integer.BYTES) + sum0;
        }
    }

    private static int read(FileChannel channel, long at, ByteBuffer into) throws IOException {
        into.clear();
        int length = 0;
        int read;
        do {
            read = channel.read(into, at + length);
            length += Math.max(0, read);
        } while (read > 0 && into.hasRemaining());
        return length;
    }
}
