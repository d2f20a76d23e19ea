package io.tagline.edge.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A small file beside the database that says under which identities it counts, and up to which number it may have counted:
 * what must be known of a database that can not be read, or is an old one. Without the first, scans that the hub has would come
 * to it under another name, as new ones; without the second, numbers could be given again after a backup was put back. Numbers are reserved
 * {@value #BLOCK} at a time, so that writing it costs nothing. Confined to the thread that owns the journal's file.
 */
final class JournalMark {
    static final int BLOCK = 10_000;

    private static final String TITLE = "tagline-journal 2";
    private static final String NUMBERS = "numbers-to";
    private static final String IDENTITY = "identity";

    private final Path file;
    private Identities identities;
    private long numbersTo;

    /** What the file says. */
    record Content(Identities identities, long numbersTo) {}

    /** Begins for a database as it is now. */
    JournalMark(Path file, Identities identities, long lastSeq) throws IOException {
        this.file = file;
        this.identities = identities;
        write(lastSeq + BLOCK);
    }

    /** What the file says; empty if it is not there or is not one. */
    static Optional<Content> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<Identities.Identity> found = new ArrayList<>();
        long numbersTo = 0;
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                String[] words = line.split(" ", -1);
                if (words[0].equals(NUMBERS)) {
                    numbersTo = Long.parseLong(words[1]);
                } else if (words[0].equals(IDENTITY)) {
                    found.add(new Identities.Identity(UUID.fromString(words[1]), Long.parseLong(words[2])));
                }
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
        return found.isEmpty() || numbersTo == 0
                ? Optional.empty()
                : Optional.of(new Content(new Identities(found), numbersTo));
    }

    /** Before a number is given: it is on disk that it may have been. */
    void reserve(long seq) throws IOException {
        if (seq > numbersTo) {
            write(seq + BLOCK);
        }
    }

    void renewed(Identities now) throws IOException {
        identities = now;
        write(numbersTo);
    }

    private void write(long to) throws IOException {
        var text = new StringBuilder(TITLE).append('\n');
        text.append(NUMBERS).append(' ').append(to).append('\n');
        for (Identities.Identity each : identities.all()) {
            text.append(IDENTITY)
                    .append(' ')
                    .append(each.id())
                    .append(' ')
                    .append(each.above())
                    .append('\n');
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, text);
        try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        numbersTo = to;
    }
}
