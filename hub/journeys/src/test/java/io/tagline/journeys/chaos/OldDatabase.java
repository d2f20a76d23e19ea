package io.tagline.journeys.chaos;

import io.tagline.journeys.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes a hub's database back to an older version: what later migrations made is dropped. What stood in columns that they added is kept
 * aside and can be given back, since the comparison at the end of a run goes by it.
 */
final class OldDatabase {
    /** With staff and agents, which the run needs. */
    static final int VERSION = 2;

    private static final Pattern FILE = Pattern.compile("V(\\d+)__.*\\.sql");
    private static final Pattern STATEMENT =
            Pattern.compile("CREATE TABLE (?<table>\\w+)|CREATE (?:UNIQUE )?INDEX (?<index>\\w+)"
                    + "|ALTER TABLE (?<altered>\\w+) ADD (?:COLUMN )?(?<column>\\w+)"
                    + "|ALTER TABLE (?<reduced>\\w+) DROP (?:COLUMN )?(?<dropped>\\w+)");

    private OldDatabase() {}

    private record Migration(int version, String sql) {}

    /** @param database of a hub that does not run */
    static void makeOf(Path database) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            for (Migration migration : later()) {
                for (Column column : columns(migration.sql)) {
                    statement.execute("DROP TABLE IF EXISTS " + column.aside());
                    statement.execute("CREATE TABLE " + column.aside() + " AS SELECT rowid AS row_id, " + column.name
                            + " AS value FROM " + column.table + " WHERE " + column.name + " IS NOT NULL");
                }
                for (String undo : undo(migration.sql)) {
                    statement.execute(undo);
                }
            }
            statement.execute("DELETE FROM flyway_schema_history WHERE CAST(version AS INTEGER) > " + VERSION);
            statement.execute("COMMIT");
        }
    }

    /**
     * Gives back what was kept aside, to rows that are there still.
     *
     * @param database of the newest version again; the hub may run
     */
    static void giveBack(Path database) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 20000");
            statement.execute("BEGIN IMMEDIATE");
            for (Migration migration : later()) {
                for (Column column : columns(migration.sql)) {
                    statement.execute("UPDATE " + column.table + " SET " + column.name + " = kept.value FROM "
                            + column.aside() + " AS kept WHERE kept.row_id = " + column.table + ".rowid");
                    statement.execute("DROP TABLE " + column.aside());
                }
            }
            statement.execute("COMMIT");
        }
    }

    private record Column(String table, String name) {
        String aside() {
            return "aside_" + table + "_" + name;
        }
    }

    private static List<Column> columns(String sql) {
        List<Column> columns = new ArrayList<>();
        Matcher made = STATEMENT.matcher(sql.replaceAll("--[^\\n]*", ""));
        while (made.find()) {
            if (made.group("column") != null) {
                columns.add(new Column(made.group("altered"), made.group("column")));
            }
        }
        return columns;
    }

    /** Newest first. */
    private static List<Migration> later() throws IOException {
        List<Migration> later = new ArrayList<>();
        try (Stream<Path> files = Files.list(Project.root().resolve("hub/src/main/resources/db/migration"))) {
            for (Path file : files.toList()) {
                Matcher name = FILE.matcher(file.getFileName().toString());
                if (name.matches() && Integer.parseInt(name.group(1)) > VERSION) {
                    later.add(new Migration(Integer.parseInt(name.group(1)), Files.readString(file)));
                }
            }
        }
        later.sort((a, b) -> Integer.compare(b.version, a.version));
        return later;
    }

    /** Last first. */
    static List<String> undo(String sql) {
        List<String> undo = new ArrayList<>();
        Matcher made = STATEMENT.matcher(sql.replaceAll("--[^\\n]*", ""));
        while (made.find()) {
            if (made.group("table") != null) {
                undo.add("DROP TABLE " + made.group("table"));
            } else if (made.group("index") != null) {
                undo.add("DROP INDEX " + made.group("index"));
            } else if (made.group("dropped") != null) {
                // empty: what stood there is in tables that are dropped here
                undo.add("ALTER TABLE " + made.group("reduced") + " ADD COLUMN " + made.group("dropped") + " TEXT");
            } else {
                undo.add("ALTER TABLE " + made.group("altered") + " DROP COLUMN " + made.group("column"));
            }
        }
        Collections.reverse(undo);
        return undo;
    }
}
