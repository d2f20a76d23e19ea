package io.tagline.hub.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** The databases that every store test runs on. PostgreSQL is real, started once for all tests of a run. */
public enum TestDatabase {
    SQLITE {
        @Override
        public StoreSettings fresh(Path folder) {
            return StoreSettings.sqlite(folder.resolve("hub-" + COUNT.incrementAndGet() + ".db"));
        }
    },
    POSTGRESQL {
        @Override
        public StoreSettings fresh(Path folder) {
            String name = "hub_" + COUNT.incrementAndGet();
            EmbeddedPostgres server = Server.get();
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            } catch (SQLException e) {
                throw new IllegalStateException("no database " + name, e);
            }
            return StoreSettings.database("postgres://postgres@127.0.0.1:" + server.getPort() + "/" + name);
        }
    };

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** An empty database of its own. */
    public abstract StoreSettings fresh(Path folder);

    /**
     * Durable as in production: the library's own default does not wait for the disk. As root the library starts the server in a user
     * namespace, since PostgreSQL refuses root.
     */
    private static final class Server {
        private static final EmbeddedPostgres INSTANCE = start();

        private Server() {}

        static EmbeddedPostgres get() {
            return INSTANCE;
        }

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("fsync", "on")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server), "postgres-stop"));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void close(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
