package io.tagline.hub.store;

import java.io.IOException;
import java.nio.file.Path;
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
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + source.toAbsolutePath());
                PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
            copy.setString(1, target.toAbsolutePath().toString());
            copy.execute();
        } catch (SQLException e) {
            throw new IOException("backup of \"" + source + "\" to \"" + target + "\"", e);
        }
    }
}
