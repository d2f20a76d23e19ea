package io.tagline.edge.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Damaged databases that are kept: nobody but an operator deletes what may hold scans. Moving {@code journal.damaged-N.db} out
 * of the folder says that somebody has seen it. Safe for any thread.
 */
final class DamagedJournals {
    /** A disk that damages journal after journal is to be replaced; until then copies must not fill it. */
    static final int MOST = 4;

    private final Path dir;

    DamagedJournals(Path dir) {
        this.dir = dir;
    }

    /** @throws TooManyDamagedException if as many are kept as may be, saying what to do */
    void demandRoom() throws IOException {
        int kept = files().size();
        if (kept >= MOST) {
            throw new TooManyDamagedException("the journal is damaged again and " + kept + " damaged ones are kept in "
                    + dir + ": expected fewer than " + MOST + "; check the disk, then move journal.damaged-* away");
        }
    }

    /** Moves a database and its log aside. Returns its new name. */
    Path take(Path database) throws IOException {
        int number = 1;
        while (Files.exists(name(number))) {
            number++;
        }
        Path aside = name(number);
        Path log = JournalRecovery.beside(database, "-wal");
        if (Files.exists(log)) {
            Files.move(log, JournalRecovery.beside(aside, "-wal"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.deleteIfExists(JournalRecovery.beside(database, "-shm"));
        if (Files.exists(database)) {
            Files.move(database, aside, StandardCopyOption.ATOMIC_MOVE);
        } else {
            // only the log was left; its place is taken all the same
            Files.createFile(aside);
        }
        return aside;
    }

    /** Writes beside it what became of it. */
    void note(Path aside, String text) throws IOException {
        Files.writeString(noteOf(aside), text + System.lineSeparator());
    }

    /** A line for each that is kept: its name, and what was noted. */
    List<String> kept() {
        List<String> lines = new ArrayList<>();
        try {
            for (Path file : files()) {
                Path note = noteOf(file);
                String text = Files.exists(note) ? Files.readString(note).strip() : "nothing noted";
                lines.add(file.getFileName() + ": " + text);
            }
        } catch (IOException e) {
            lines.add("the folder " + dir + " can not be read: " + e.getMessage());
        }
        return lines;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(dir)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(dir, "journal.damaged-*.db")) {
                found.forEach(files::add);
            }
        }
        files.sort(null);
        return files;
    }

    private Path name(int number) {
        return dir.resolve("journal.damaged-" + number + ".db");
    }

    private static Path noteOf(Path aside) {
        return aside.resolveSibling(aside.getFileName().toString().replace(".db", ".txt"));
    }
}
