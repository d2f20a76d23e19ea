package io.tagline.hub.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * Runs work in transactions. On SQLite there is one writer at a time and readers see the last commit; on PostgreSQL writers run
 * side by side at READ COMMITTED. Safe for any thread.
 */
public final class Transactions {
    private static final int TRIES = 5;
    private static final int FIRST_PAUSE_MS = 20;
    /** SQLite waits 10 s for a lock at each try; with one held longer than that somebody has to know. */
    private static final long LONGEST_NANOS = Duration.ofSeconds(8).toNanos();

    private final HikariDataSource writers;
    private final HikariDataSource readers;
    private final Dialect dialect;
    /** Why the newest write did not go through; empty once one did. */
    private volatile Optional<StoreUnavailableException> writeTrouble = Optional.empty();

    Transactions(HikariDataSource writers, HikariDataSource readers, Dialect dialect) {
        this.writers = writers;
        this.readers = readers;
        this.dialect = dialect;
    }

    /**
     * Commits what the work did, or nothing of it if it throws. Work that collided with another transaction is run again, up to 5
     * times in all, so it must do nothing outside the transaction.
     *
     * @throws StoreUnavailableException if the database can't do it for now, or every try collided
     * @throws DataRefusedException if the database refuses a value
     */
    public <T> T write(Function<Tx, T> work) {
        try {
            T result = untilNoCollision(work);
            writeTrouble = Optional.empty();
            return result;
        } catch (StoreUnavailableException e) {
            writeTrouble = Optional.of(e);
            throw e;
        }
    }

    /** Why the newest write did not go through, until one does. */
    Optional<StoreUnavailableException> writeTrouble() {
        return writeTrouble;
    }

    private <T> T untilNoCollision(Function<Tx, T> work) {
        RuntimeException earlier = null;
        long begun = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                return once(writers, work);
            } catch (RuntimeException e) {
                if (earlier != null) {
                    e.addSuppressed(earlier);
                }
                if (sqlCause(e).filter(dialect::isCollision).isEmpty()) {
                    throw understood(e);
                }
                if (attempt == TRIES || System.nanoTime() - begun > LONGEST_NANOS) {
                    throw new StoreUnavailableException(
                            StoreTrouble.LOCKED,
                            "transaction collided with others " + attempt + " times: expected it to get through",
                            e);
                }
                earlier = e;
                pause(attempt);
            }
        }
    }

    /** Does the work as {@link #write} does, or, to find out what would become of it, does it and takes it all back. */
    public <T> T write(boolean dryRun, Function<Tx, T> work) {
        if (!dryRun) {
            return write(work);
        }
        List<T> result = new ArrayList<>(1);
        try {
            return write(tx -> {
                result.clear();
                result.add(work.apply(tx));
                throw new TakenBack();
            });
        } catch (TakenBack e) {
            return result.get(0);
        }
    }

    /** Ends a transaction that was tried only. */
    private static final class TakenBack extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TakenBack() {
            super("tried only", null, false, false);
        }
    }

    /**
     * Reads one state of the database; must not write.
     *
     * @throws StoreUnavailableException if the database can't do it for now
     */
    public <T> T read(Function<Tx, T> work) {
        try {
            return once(readers, work);
        } catch (RuntimeException e) {
            throw understood(e);
        }
    }

    private <T> T once(HikariDataSource source, Function<Tx, T> work) {
        try (Connection connection = source.getConnection()) {
            boolean ended = false;
            try {
                connection.setAutoCommit(false);
                Tx tx = new Tx(connection, dialect);
                T result = work.apply(tx);
                tx.end();
                connection.commit();
                ended = true;
                return result;
            } catch (RuntimeException | Error e) {
                ended = rolledBack(connection, e);
                throw e;
            } finally {
                if (!ended) {
                    // SQLite's driver takes a transaction that could not begin or end for one that runs, and would go
                    // on without one
                    source.evictConnection(connection);
                }
            }
        } catch (SQLException e) {
            throw new TxFailure("transaction", e);
        }
    }

    /** False if the transaction may still be there, or none is though the driver thinks so. */
    private static boolean rolledBack(Connection connection, Throwable why) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException e) {
            why.addSuppressed(e);
            return false;
        }
    }

    /** What did not come from the database is a bug of the work, and stays as it is. */
    private RuntimeException understood(RuntimeException e) {
        Optional<SQLException> cause = sqlCause(e);
        if (cause.isEmpty()) {
            return e;
        }
        String message = String.valueOf(cause.get().getMessage());
        return dialect.isAboutTheData(cause.get())
                ? new DataRefusedException("the database refuses it: " + message, e)
                : new StoreUnavailableException(
                        dialect.trouble(cause.get()), "the database can't do it for now: " + message, e);
    }

    /** Whether the database is why work failed, and not the work: then it is nothing that the work can go round. */
    public static boolean isOfTheDatabase(RuntimeException e) {
        return sqlCause(e).isPresent();
    }

    private static Optional<SQLException> sqlCause(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    private static void pause(int attempt) {
        int most = FIRST_PAUSE_MS << attempt;
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(most / 2, most));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(
                    StoreTrouble.LOCKED, "stopped while waiting to try a transaction again", e);
        }
    }
}
