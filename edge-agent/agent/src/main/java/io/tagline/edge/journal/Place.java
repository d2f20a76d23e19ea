package io.tagline.edge.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where a file is: its own number in the file system, and the network cards of the machine. A journal that was put back from a
 * backup, or copied, has another number; one that started on a second gateway from the same image meets other cards. A copy of a
 * whole disk put back on the same machine looks the same; that one shows when the hub knows more scans than it.
 */
final class Place {
    private static final Path CARDS = Path.of("/sys/class/net");

    private Place() {}

    static String of(Path file) throws IOException {
        return "file " + fileNumber(file) + ", cards " + String.join(" ", cards());
    }

    /** The number that the file system knows the file by: it stays when the name goes, and another file has another. */
    static String fileNumber(Path file) throws IOException {
        return Objects.toString(Files.getAttribute(file, "unix:ino"));
    }

    /** Addresses of cards that are devices; bridges and tunnels come and go. */
    private static Set<String> cards() throws IOException {
        var cards = new TreeSet<String>();
        if (!Files.isDirectory(CARDS)) {
            return cards;
        }
        try (Stream<Path> all = Files.list(CARDS)) {
            for (Path card : all.toList()) {
                if (Files.exists(card.resolve("device"))) {
                    cards.add(Files.readString(card.resolve("address"), StandardCharsets.US_ASCII)
                            .strip());
                }
            }
        }
        return cards;
    }
}
