package io.tagline.hub.crm.drop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** A folder of this machine. */
final class LocalFolder implements DropFolder {
    private final Path folder;

    LocalFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public String where() {
        return "folder " + folder;
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        Path part = folder.resolve("." + name + ".part");
        try (FileChannel out = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                int unused = out.write(left);
            }
            // a power cut must not leave a name without content
            out.force(true);
        } catch (IOException e) {
            throw new NotPutException(e);
        }
        Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .toList();
        }
    }

    @Override
    public void close() {
        // nothing is open between files
    }
}
