package io.tagline.hub.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * The open database, migrated to this version's schema. Opened once at start, before anything that keeps data; safe for any
 * thread.
 */
public final class Store implements AutoCloseable {
    private static final int READERS = 4;
    private static final int POSTGRES_WRITERS = 6;
    private static final int BUSY_TIMEOUT_MS = 10_000;
    private static final int WRITER_WAITS_MS = 10_000;
    /** Pages and API wait on the server's 32 threads: with the database away these must not all be held for long. */
    private static final int READER_WAITS_MS = 3_000;

    /**
     * 64 MiB of log between checkpoints. A transaction of 500 scans changes about 1,100 pages all over the indexes; with SQLite's default
     * of 1,000 each one would be a checkpoint of its own (measured: twice the time).
     */
    private static final int CHECKPOINT_PAGES = 16_384;

    private final StoreSettings settings;
    private final HikariDataSource writers;
    private final HikariDataSource readers;
    private final Transactions transactions;

    private Store(StoreSettings settings, HikariDataSource writers, HikariDataSource readers) {
        this.settings = settings;
        this.writers = writers;
        this.readers = readers;
        Dialect dialect = settings.isSqlite() ? new SqliteDialect() : new PostgresDialect();
        this.transactions = new Transactions(writers, readers, dialect);
    }

    /**
     * Connects and migrates.
     *
     * @throws RuntimeException where the database can't be reached or its schema is not ours, naming it
     */
    public static Store open(StoreSettings settings) {
        HikariDataSource writers = pool(settings, "store-write", settings.isSqlite() ? 1 : POSTGRES_WRITERS, false);
        HikariDataSource readers = null;
        try {
            migrate(settings, writers);
            readers = pool(settings, "store-read", READERS, true);
            return new Store(settings, writers, readers);
        } catch (RuntimeException e) {
            if (readers != null) {
                readers.close();
            }
            writers.close();
            throw e;
        }
    }

    /** How to read and write. */
    public Transactions transactions() {
        return transactions;
    }

    /** For libraries that want a data source; may write. On SQLite it has one connection, which the pipeline needs too. */
    public DataSource dataSource() {
        return writers;
    }

    /** True on SQLite, where the whole store is one file and a backup is one statement. */
    public boolean isSqlite() {
        return settings.isSqlite();
    }

    /** Waits for what is running, then lets go of the database. */
    @Override
    public void close() {
        readers.close();
        writers.close();
    }

    /** Rebuilding a table of years takes longer than any statement may at work. */
    private static void migrate(StoreSettings settings, HikariDataSource writers) {
        if (settings.isSqlite()) {
            Schema.migrate(writers);
            return;
        }
        try (HikariDataSource patient = new HikariDataSource(config(settings, "store-migrate", 2, false))) {
            Schema.migrate(patient);
        }
    }

    private static HikariDataSource pool(StoreSettings settings, String name, int size, boolean readOnly) {
        HikariConfig config = config(settings, name, size, readOnly);
        if (!settings.isSqlite()) {
            settings.timeouts().forEach(config::addDataSourceProperty);
        }
        return new HikariDataSource(config);
    }

    private static HikariConfig config(StoreSettings settings, String name, int size, boolean readOnly) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(settings.jdbcUrl());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(readOnly ? READER_WAITS_MS : WRITER_WAITS_MS);
        config.setAutoCommit(true);
        Properties properties = new Properties();
        properties.putAll(settings.credentials());
        if (settings.isSqlite()) {
            sqlite(properties, readOnly);
            // one file: a connection that sits idle costs nothing and a new one rereads the schema
            config.setMaxLifetime(0);
            config.setConnectionInitSql("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
        } else if (readOnly) {
            // as SQLite does it: whoever reads sees one state from the first statement to the last
            config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
            config.setReadOnly(true);
        }
        config.setDataSourceProperties(properties);
        return config;
    }

    /** WAL, since readers then never wait for the writer; FULL, since a receipt promises that a power cut loses nothing. */
    private static void sqlite(Properties properties, boolean readOnly) {
        properties.setProperty("journal_mode", "WAL");
        properties.setProperty("synchronous", "FULL");
        properties.setProperty("busy_timeout", String.valueOf(BUSY_TIMEOUT_MS));
        properties.setProperty("foreign_keys", "true");
        properties.setProperty("cache_size", "-32000");
        // a write transaction takes the lock at once: one that reads first could not be upgraded and would fail
        properties.setProperty("transaction_mode", readOnly ? "DEFERRED" : "IMMEDIATE");
    }
}
