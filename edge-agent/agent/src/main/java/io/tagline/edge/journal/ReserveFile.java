package io.tagline.edge.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Space on the disk that belongs to nobody, so that a full disk can be freed: on one, SQLite can not even delete (measured:
 * DELETE and checkpoint fail with SQLITE_FULL as INSERT does). Confined to the thread {@code journal}.
 */
final class ReserveFile {
    /** Room for the log of a deletion of some thousand scans and the checkpoint after it. */
    static final long BYTES = 2L * 1024 * 1024;

    private static final int BLOCK = 64 * 1024;

    private final Path file;

    ReserveFile(Path file) {
        this.file = file;
    }

    boolean present() {
        return Files.exists(file);
    }

    /** True if the disk has room for the reserve, if it is not there yet, and for some thousand scans. */
    boolean diskHasRoom() throws IOException {
        // asked of the folder: of a file that is not there the JDK says 0
        long usable = Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace();
        return usable >= (present() ? BYTES / 2 : BYTES + BYTES / 2);
    }

    /** Gives the space back to the disk. */
    void free() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Takes the space if the disk has as much free and half of it over; written in full, since a sparse file reserves nothing. */
    void make() {
        try {
            if (present() || !diskHasRoom()) {
                return;
            }
            Path part = file.resolveSibling(file.getFileName() + ".part");
            try (var channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                for (long written = 0; written < BYTES; ) {
                    written += channel.write(ByteBuffer.allocate(BLOCK));
                }
                channel.force(true);
            } catch (IOException e) {
                Files.deleteIfExists(part);
                return;
            }
            Files.move(part, file);
        } catch (IOException e) {
            // the disk is fuller than it said; tried again at the next look
            return;
        }
    }
}
