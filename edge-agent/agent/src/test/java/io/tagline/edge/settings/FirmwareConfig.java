package io.tagline.edge.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds {@code firmware-config/} from wherever the tests run. */
final class FirmwareConfig {

    private FirmwareConfig() {}

    static Path file(String name) {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("firmware-config"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException(
                        "no firmware-config above " + Path.of("").toAbsolutePath());
            }
        }
        return folder.resolve("firmware-config").resolve(name);
    }

    static String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new IllegalStateException("firmware-config/" + name + " cannot be read", e);
        }
    }

    static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(file(folder))) {
            return files.sorted().toList();
        }
    }
}
