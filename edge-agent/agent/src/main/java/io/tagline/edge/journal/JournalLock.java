package io.tagline.edge.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a second process off the journal. The kernel lets go of it however the first one ends. */
final class JournalLock implements AutoCloseable {
    private FileChannel channel;

    private JournalLock(FileChannel channel) {
        this.channel = channel;
    }

    static JournalLock take(Path file) throws JournalException {
        try {
            return new JournalLock(locked(file));
        } catch (IOException e) {
            throw new JournalException("journal " + file + " can not be locked: " + e, e);
        }
    }

    /** Takes it again if its file was removed. */
    synchronized void renew(Path file) throws IOException {
        if (!Files.exists(file)) {
            channel.close();
            try {
                channel = locked(file);
            } catch (JournalException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }

    private static FileChannel locked(Path file) throws IOException, JournalException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new JournalException("journal " + file.getParent() + " is in use by another process, which holds "
                    + file.getFileName() + ": expected one agent for each data-dir");
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
