package io.tagline.journeys.chaos;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder on a small file system (tmpfs) of its own, which can be filled to the last byte: for a while, or from the start. Its user must
 * not run when it begins and ends.
 */
final class SmallDisk implements AutoCloseable {
    private static final int BLOCK = 64 * 1024;

    private final Path folder;
    private final Path filler;
    private final long bytes;

    private SmallDisk(Path folder, long bytes) {
        this.folder = folder;
        this.filler = folder.resolve("filler");
        this.bytes = bytes;
    }

    /** A new folder that is on one from the start: a journal that is moved to another disk later takes itself for a copy. */
    static SmallDisk at(Path folder, long bytes) throws IOException {
        Files.createDirectories(folder);
        mount(folder, bytes);
        return new SmallDisk(folder, bytes);
    }

    private static void mount(Path folder, long bytes) throws IOException {
        Tools.must("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", folder.toString());
    }

    /** Why this user cannot have one on this machine; empty when it can. */
    static Optional<String> impossible() {
        try {
            Path probe = Files.createTempDirectory("small-disk");
            try {
                if (Tools.works("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", probe.toString())) {
                    Tools.must("umount", probe.toString());
                    return Optional.empty();
                }
                return Optional.of("no right to mount a small file system");
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            return Optional.of("no small file system can be mounted: " + e.getMessage());
        }
    }

    /** Moves a folder with what is in it; {@code room} bytes are free then. */
    static SmallDisk under(Path folder, long room) throws IOException {
        Path before = folder.resolveSibling(folder.getFileName() + ".before");
        Files.move(folder, before);
        Files.createDirectory(folder);
        long bytes = sizeOf(before) + room;
        mount(folder, bytes);
        Tools.must("cp", "-a", before + "/.", folder.toString());
        Folders.delete(before);
        return new SmallDisk(folder, bytes);
    }

    /** Takes away all but so many of the free bytes, so that filling it takes no more memory than that. */
    void shrinkTo(long free) throws IOException {
        FileStore store = Files.getFileStore(folder);
        resize(store.getTotalSpace() - store.getUsableSpace() + free);
    }

    private void resize(long to) throws IOException {
        Tools.must("mount", "-o", "remount,size=" + to, folder.toString());
    }

    /** Leaves not a byte free; done again, it takes what its user has freed meanwhile. */
    void fill() throws IOException {
        try (FileChannel channel = FileChannel.open(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int block = BLOCK; block > 0; block /= 2) {
                fill(channel, block);
            }
        }
    }

    private static void fill(FileChannel channel, int block) {
        try {
            while (true) {
                channel.write(ByteBuffer.allocate(block));
            }
        } catch (IOException e) {
            // no room for a whole block any more, which was to be found out
            return;
        }
    }

    /** Gives the room back. */
    void free() throws IOException {
        Files.deleteIfExists(filler);
        resize(bytes);
    }

    private static long sizeOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** Lets go of it with all that is on it, as soon as nobody uses it any more; nothing happens if it is gone. */
    void abandon() {
        Tools.works("umount", "--lazy", folder.toString());
    }

    /** Moves the folder to the disk that is below. */
    @Override
    public void close() throws IOException {
        free();
        Path after = Files.createDirectory(folder.resolveSibling(folder.getFileName() + ".after"));
        Tools.must("cp", "-a", folder + "/.", after.toString());
        Tools.must("umount", folder.toString());
        Files.delete(folder);
        Files.move(after, folder);
    }
}
