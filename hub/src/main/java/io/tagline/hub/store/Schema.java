package io.tagline.hub.store;

import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The tables, by numbered migrations; each is one transaction on both databases, so a killed one leaves nothing. */
final class Schema {
    private Schema() {}

    static void migrate(DataSource database) {
        configuration().dataSource(database).load().migrate();
    }

    /** Brings the tables to an older version only: for tests of what comes after. */
    static void migrate(DataSource database, int version) {
        configuration()
                .dataSource(database)
                .target(MigrationVersion.fromVersion(String.valueOf(version)))
                .load()
                .migrate();
    }

    /** The version that this hub's tables have. */
    static int newestVersion() {
        return Arrays.stream(configuration()
                        .dataSource("jdbc:sqlite::memory:", "", "")
                        .load()
                        .info()
                        .all())
                .map(MigrationInfo::getVersion)
                .mapToInt(version -> Integer.parseInt(version.getVersion()))
                .max()
                .orElseThrow();
    }

    private static FluentConfiguration configuration() {
        return Flyway.configure().locations("classpath:db/migration");
    }
}
