package io.tagline.hub.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Copies a SQLite file as it stands at one moment, while others write to it. */
public final class SqliteBackup {

    private SqliteBackup() {}

    /**
     * Writes the copy.
     *
     * @throws IOException naming both files and what the database says
     */
    public static void copy(Path source, Path target) throws IOException {
        // under another name until it is whole and on disk: a backup that was cut short is none
        Path part = target.resolveSibling(target.getFileName() + ".part");
        Files.deleteIfExists(part);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + source.toAbsolutePath());
                PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
            copy.setString(1, part.toAbsolutePath().toString());
            copy.execute();
        } catch (SQLException e) {
            Files.deleteIfExists(part);
            throw new IOException("backup of \"" + source + "\" to \"" + target + "\"", e);
        }
        OnDisk.force(part);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        OnDisk.forceFolderOf(target);
    }
}
