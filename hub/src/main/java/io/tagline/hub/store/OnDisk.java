package io.tagline.hub.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a power cut must find: a file's bytes, and the names in its folder, are on disk when these return. */
final class OnDisk {
    private OnDisk() {}

    static void force(Path file) throws IOException {
        force(file, StandardOpenOption.WRITE);
    }

    /** Else a file that was moved may be back under its old name. */
    static void forceFolderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            // a folder is opened for reading; Linux flushes it all the same
            force(folder, StandardOpenOption.READ);
        }
    }

    private static void force(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }
}
