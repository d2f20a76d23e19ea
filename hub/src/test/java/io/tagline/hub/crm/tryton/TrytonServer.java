package io.tagline.hub.crm.tryton;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/**
 * A real Tryton 6.0 on loopback, on a copy of the database that {@code scripts/tryton prepare} makes. Where there is none the tests
 * are left out and say so; with {@code TAGLINE_REQUIRE=tryton} in the environment, as CI has it, they fail.
 */
public final class TrytonServer implements AutoCloseable {
    public static final String LOGIN = "tagline";
    public static final String PASSWORD = "Wren-8-harbour-Quilt";
    public static final String ADMIN = "admin";
    public static final String ADMINS_PASSWORD = "admin-at-tryton";
    public static final String DATABASE = "tryton";

    private static final long LIMIT_MILLIS = 60_000;

    private final Path folder;
    private final int port;
    private Process process;

    private TrytonServer(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.process = run();
    }

    /** Answers within seconds. @param folder an empty one, for the database and the log */
    public static TrytonServer start(Path folder) {
        Path prepared = prepared();
        boolean there = Files.isRegularFile(prepared) && Files.isExecutable(Path.of("/usr/bin/trytond"));
        if (!there && "tryton".equals(System.getenv("TAGLINE_REQUIRE"))) {
            throw new AssertionError(
                    "no Tryton here, and TAGLINE_REQUIRE says that there must be: run scripts/tryton prepare");
        }
        assumeTrue(there, "LEFT OUT: no Tryton here; install it and make its database with scripts/tryton prepare");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.copy(prepared, folder.resolve("tryton.sqlite"), StandardCopyOption.REPLACE_EXISTING);
            int port = free.getLocalPort();
            free.close();
            return new TrytonServer(folder, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Up from the working directory, which is the module's or the project's. */
    private static Path prepared() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("edge-agent")) && Files.isDirectory(at.resolve("hub"))) {
                return at.resolve("hub/target/tryton/tryton.sqlite");
            }
        }
        return Path.of("tryton.sqlite");
    }

    private Process run() throws IOException {
        Files.writeString(
                folder.resolve("trytond.conf"),
                "[database]\nuri = sqlite://\npath = " + folder + "\n[web]\nlisten = 127.0.0.1:" + port
                        + "\n[session]\nauthentications = password\n");
        Process started = new ProcessBuilder("/usr/bin/trytond", "-c", folder + "/trytond.conf", "-d", DATABASE)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("server.log").toFile()))
                .start();
        long end = System.currentTimeMillis() + LIMIT_MILLIS;
        while (System.currentTimeMillis() < end && started.isAlive()) {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return started;
            } catch (IOException e) {
                sleep(100);
            }
        }
        started.destroyForcibly();
        throw new IOException("trytond doesn't answer on port " + port + "; its log:\n"
                + Files.readString(folder.resolve("server.log")));
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Nobody is logged in any more. */
    public void endSessions() {
        sql("DELETE FROM ir_session");
    }

    public void sql(String statement) {
        try (Connection database = connection();
                Statement it = database.createStatement()) {
            it.executeUpdate(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    /** The first column of the first row. */
    public long count(String query) {
        try (Connection database = connection();
                Statement it = database.createStatement();
                ResultSet rows = it.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tryton.sqlite") + "?busy_timeout=20000");
    }

    /** As when the machine loses its power. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    public void startAgain() {
        try {
            process = run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await() {
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroy();
        await();
        process.destroyForcibly();
    }
}
