package io.tagline.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that can't for now says why, nothing of the transaction is in it, and it works again once it can. */
final class StoreFaultsTest {
    private static final String TABLE = "CREATE TABLE IF NOT EXISTS ballast (id INTEGER PRIMARY KEY, body TEXT)";
    private static final String KILOBYTE = "x".repeat(1_000);

    @TempDir
    Path folder;

    /** On a real file system of 8 MB, where root may mount one. */
    @Test
    void fullAndReadOnlyDiskAreSaidAndOnceThereIsRoomWritingGoesOn() throws Exception {
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder.toString()), "mounting takes root");
        try (Store store = Store.open(TestDatabase.SQLITE.fresh(folder))) {
            Pulse pulse = new Pulse(store.transactions());
            write(store, TABLE);

            StoreUnavailableException full =
                    catchThrowableOfType(StoreUnavailableException.class, () -> fill(store, 20_000));
            assertThat(full.trouble()).isEqualTo(StoreTrouble.FULL);
            assertThat(rows(store)).as("nothing of the transaction").isZero();

            Path ballast = folder.resolve("ballast");
            try (OutputStream out = Files.newOutputStream(ballast)) {
                fillUp(out);
            }
            assertThatThrownBy(() -> fill(store, 20_000)).isInstanceOf(StoreUnavailableException.class);
            assertThat(rows(store)).as("reading goes on").isZero();
            Files.delete(ballast);
            assertThat(run("mount", "-o", "remount,size=64m", folder.toString()))
                    .isTrue();
            fill(store, 20_000);
            assertThat(rows(store)).isEqualTo(20_000);
            assertThat(pulse.trouble()).isEmpty();
        } finally {
            run("umount", "-l", folder.toString());
        }
    }

    private static void fillUp(OutputStream out) {
        try {
            while (true) {
                out.write(new byte[4_096]);
            }
        } catch (IOException e) {
            // full
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    @Test
    void readOnlyDatabaseIsSaid() {
        try (Store store = Store.open(TestDatabase.SQLITE.fresh(folder))) {
            write(store, TABLE);
            pragma(store, "query_only = 1");

            StoreUnavailableException refused =
                    catchThrowableOfType(StoreUnavailableException.class, () -> fill(store, 1));

            assertThat(refused.trouble()).isEqualTo(StoreTrouble.READ_ONLY);
            assertThat(new Pulse(store.transactions()).trouble())
                    .as("on a connection of its own")
                    .isEmpty();
        }
    }

    /** As long as writing fails, whoever asks is told so, though reading works. */
    @Test
    void troubleIsThereUntilAWriteGoesThrough() {
        try (Store store = Store.open(TestDatabase.SQLITE.fresh(folder))) {
            Pulse pulse = new Pulse(store.transactions());
            write(store, "ALTER TABLE dead_letter_sums RENAME TO away");
            assertThat(pulse.trouble()).as("nobody has tried to write").isEmpty();
            assertThatThrownBy(() -> fill(store, 1)).isInstanceOf(StoreUnavailableException.class);

            assertThat(pulse.trouble()).isPresent();
            assertThat(pulse.trouble()).isPresent();

            write(store, "ALTER TABLE away RENAME TO dead_letter_sums");
            assertThat(pulse.trouble()).isEmpty();
        }
    }

    /**
     * SQLite ends a transaction by itself when the disk is full, and may refuse to begin one. The driver does not notice, and would go
     * on without a transaction: half of the work would stay.
     */
    @Test
    void afterATransactionThatCouldNotBeginOrEndTheNextIsOneAgain() {
        try (Store store = Store.open(TestDatabase.SQLITE.fresh(folder))) {
            write(store, TABLE);
            pragma(store, "query_only = 1");
            assertThatThrownBy(() -> fill(store, 1)).isInstanceOf(StoreUnavailableException.class);
            pragma(store, "query_only = 0");
            assertThatThrownBy(() -> failHalfway(store)).hasMessage("halfway");
            assertThat(rows(store)).isZero();

            long pages = store.transactions()
                    .write(tx -> tx.sql("PRAGMA page_count").query(Long.class).single());
            pragma(store, "max_page_count = " + (pages + 3));
            assertThatThrownBy(() -> fill(store, 100)).isInstanceOf(StoreUnavailableException.class);
            pragma(store, "max_page_count = " + (pages + 1_000));
            assertThatThrownBy(() -> failHalfway(store)).hasMessage("halfway");
            assertThat(rows(store)).isZero();
            fill(store, 1);
            assertThat(rows(store)).isEqualTo(1);
        }
    }

    private static void failHalfway(Store store) {
        store.transactions().write(tx -> {
            tx.execute("INSERT INTO ballast (id, body) VALUES (1, 'half')");
            throw new IllegalStateException("halfway");
        });
    }

    @Test
    void databaseThatAnotherHoldsForAWhileIsWaitedFor() throws Exception {
        StoreSettings settings = TestDatabase.SQLITE.fresh(folder);
        try (Store store = Store.open(settings);
                Connection other = DriverManager.getConnection(settings.jdbcUrl());
                Statement statement = other.createStatement()) {
            write(store, TABLE);
            statement.execute("BEGIN IMMEDIATE");
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> fill(store, 1));
            Thread.sleep(1_000); // long enough that the write meets the lock
            assertThat(waiting).isNotDone();
            statement.execute("COMMIT");
            waiting.get(10, TimeUnit.SECONDS);
            assertThat(rows(store)).isEqualTo(1);
        }
    }

    @Test
    void postgresThatGoesAwayIsSaidWithinSecondsAndIsThereAgainWhenItComesBack() throws Exception {
        String url = TestDatabase.POSTGRESQL.fresh(folder).jdbcUrl();
        int server = Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
        Relay relay = new Relay(server);
        String through =
                url.replace(":" + server + "/", ":" + relay.port() + "/").replace("127.0.0.1", "postgres@127.0.0.1");
        try (Store store = Store.open(StoreSettings.database(through.replace("jdbc:", "")))) {
            write(store, TABLE);
            Pulse pulse = new Pulse(store.transactions());
            assertThat(pulse.trouble()).isEmpty();
            relay.close();

            long before = System.nanoTime();
            assertThat(pulse.trouble()).map(StoreUnavailableException::trouble).contains(StoreTrouble.AWAY);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
            StoreUnavailableException away =
                    catchThrowableOfType(StoreUnavailableException.class, () -> fill(store, 1));
            assertThat(away.trouble()).isEqualTo(StoreTrouble.AWAY);

            try (Relay again = new Relay(server, relay.port())) {
                await().atMost(Duration.ofSeconds(15))
                        .until(() -> pulse.trouble().isEmpty());
                fill(store, 1);
                assertThat(rows(store)).isEqualTo(1);
                assertThat(again.port()).isEqualTo(relay.port());
            }
        }
    }

    private static void fill(Store store, int rows) {
        store.transactions().write(tx -> {
            for (int i = 0; i < rows; i++) {
                tx.execute("INSERT INTO ballast (id, body) VALUES (?, ?)", i, KILOBYTE);
            }
            return true;
        });
    }

    private static long rows(Store store) {
        return store.transactions()
                .read(tx ->
                        tx.sql("SELECT COUNT(*) FROM ballast").query(Long.class).single());
    }

    private static void write(Store store, String sql) {
        store.transactions().write(tx -> tx.execute(sql));
    }

    /** On the one connection that writes. */
    private static void pragma(Store store, String setting) {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA " + setting);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Hands bytes on between a port of its own and another; closing it cuts what goes through. */
    private static final class Relay implements AutoCloseable {
        private final ServerSocket listener;
        private final int port;
        private final List<Socket> sockets = new CopyOnWriteArrayList<>();

        Relay(int to) throws IOException {
            this(to, 0);
        }

        Relay(int to, int port) throws IOException {
            listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            this.port = listener.getLocalPort();
            start(() -> {
                while (true) {
                    Socket from = listener.accept();
                    Socket onward = new Socket(InetAddress.getLoopbackAddress(), to);
                    sockets.addAll(List.of(from, onward));
                    start(() -> pump(from, onward));
                    start(() -> pump(onward, from));
                }
            });
        }

        private interface Work {
            void run() throws IOException;
        }

        private static void start(Work work) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            work.run();
                        } catch (IOException e) {
                            // cut
                        }
                    },
                    "relay");
            thread.setDaemon(true);
            thread.start();
        }

        private static void pump(Socket from, Socket to) throws IOException {
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                in.transferTo(out);
            }
        }

        int port() {
            return port;
        }

        @Override
        public void close() throws IOException {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
