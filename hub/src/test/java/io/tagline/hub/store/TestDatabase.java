package io.tagline.hub.store;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The databases that every store test runs on. PostgreSQL is real, started once for all tests of a run. Tables are made once for each
 * kind and copied from then on: fifteen migrations for each of hundreds of tests are minutes.
 */
public enum TestDatabase {
    SQLITE {
        @Override
        public StoreSettings fresh(Path folder) {
            Path file = folder.resolve("hub-" + COUNT.incrementAndGet() + ".db");
            try {
                Files.write(file, SqliteTables.FILE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return StoreSettings.sqlite(file);
        }

        @Override
        StoreSettings bare(Path folder) {
            return StoreSettings.sqlite(folder.resolve("hub-" + COUNT.incrementAndGet() + ".db"));
        }
    },
    POSTGRESQL {
        @Override
        public StoreSettings fresh(Path folder) {
            String name = "hub_" + COUNT.incrementAndGet();
            PostgresTables.SERVER.execute("CREATE DATABASE " + name + " TEMPLATE " + PostgresTables.TEMPLATE);
            return PostgresTables.SERVER.settings(name);
        }

        @Override
        StoreSettings bare(Path folder) {
            String name = "hub_" + COUNT.incrementAndGet();
            PostgresTables.SERVER.execute("CREATE DATABASE " + name);
            return PostgresTables.SERVER.settings(name);
        }
    };

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** One of its own, with tables and nothing in them. */
    public abstract StoreSettings fresh(Path folder);

    /** One of its own, without tables. */
    abstract StoreSettings bare(Path folder);

    /** One with the tables of an older hub, whose rows these statements put in. */
    public StoreSettings old(Path folder, int version, List<String> statements) throws SQLException {
        StoreSettings settings = bare(folder);
        try (HikariDataSource database = new HikariDataSource()) {
            database.setJdbcUrl(settings.jdbcUrl());
            settings.credentials()
                    .forEach((name, value) -> database.addDataSourceProperty(String.valueOf(name), value));
            database.setMaximumPoolSize(2);
            Schema.migrate(database, version);
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }
        return settings;
    }

    /** Has PostgreSQL wait for the disk from now on, as in production: for those who measure. */
    public static void waitForTheDisk() {
        PostgresTables.SERVER.execute("ALTER SYSTEM SET fsync = on");
        PostgresTables.SERVER.execute("SELECT pg_reload_conf()");
    }

    /** A file with the tables. */
    private static final class SqliteTables {
        private static final byte[] FILE = make();

        private SqliteTables() {}

        private static byte[] make() {
            try {
                Path folder = Files.createTempDirectory("tagline-tables");
                Path file = folder.resolve("hub.db");
                // closing it writes its log into it
                Store.open(StoreSettings.sqlite(file)).close();
                byte[] made = Files.readAllBytes(file);
                Files.delete(file);
                Files.delete(folder);
                return made;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A database with the tables. */
    private static final class PostgresTables {
        private static final String TEMPLATE = "hub_tables";
        private static final Server SERVER = make();

        private PostgresTables() {}

        private static Server make() {
            Server server = Server.start();
            server.execute("CREATE DATABASE " + TEMPLATE);
            Store.open(server.settings(TEMPLATE)).close();
            return server;
        }
    }

    /**
     * Commits wait for the log to be written but not for the disk: no test pulls the plug, and a database of its own for each means
     * hundreds of files to wait for. As root the library starts the server in a user namespace, since PostgreSQL refuses root.
     */
    private record Server(EmbeddedPostgres postgres) {
        static Server start() {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("fsync", "off")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(postgres), "postgres-stop"));
                return new Server(postgres);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void execute(String sql) {
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }

        StoreSettings settings(String database) {
            return StoreSettings.database("postgres://postgres@127.0.0.1:" + postgres.getPort() + "/" + database);
        }

        private static void close(EmbeddedPostgres postgres) {
            try {
                postgres.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
