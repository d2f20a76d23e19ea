package io.tagline.journeys.chaos;

import io.tagline.journeys.Program;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A place where one program of the plant runs, whichever process it is at present. What ends by itself is started again after a while,
 * as its service file says ({@code Restart=always}). Safe for any thread.
 */
final class Machine implements AutoCloseable {
    /** RestartSec of the agent's service file. */
    private static final long RESTART_NANOS = 3_000_000_000L;

    private final String name;
    private final Path log;
    private final Supplier<List<String>> command;
    private final Map<String, String> environment = new ConcurrentHashMap<>();

    private @Nullable Program program;
    private boolean wanted;
    private boolean frozen;
    private boolean gone;
    private int kills;
    private int endedByItself;
    private long restartAt;

    /** @param command asked at each start */
    Machine(String name, Path log, Supplier<List<String>> command) {
        this.name = name;
        this.log = log;
        this.command = command;
    }

    String name() {
        return name;
    }

    /** Of the next starts; may be changed. */
    Map<String, String> environment() {
        return environment;
    }

    Path log() {
        return log;
    }

    /** Nothing happens if it runs. */
    synchronized void start() throws IOException {
        wanted = true;
        if (!gone && !isAlive()) {
            program = Program.start(name, log, environment, command.get());
        }
    }

    /** {@code kill -9}, and it stays down until {@link #start}. */
    synchronized void kill() throws InterruptedException {
        wanted = false;
        if (program != null && program.alive()) {
            program.kill();
            kills++;
        }
        frozen = false;
    }

    /** Without waiting; nothing starts here any more. For the end of the run. */
    void killNow() {
        Program present;
        synchronized (this) {
            wanted = false;
            gone = true;
            present = program;
        }
        if (present != null && present.alive()) {
            ProcessHandle.of(present.pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** SIGTERM, and SIGKILL when that takes too long; it stays down until {@link #start}. */
    synchronized void stop() {
        wanted = false;
        if (program != null) {
            thaw();
            program.close();
        }
    }

    /** SIGSTOP: it stands still, its sockets stay open. */
    synchronized void freeze() {
        frozen = true;
        signal("STOP");
    }

    /** SIGCONT. */
    synchronized void thaw() {
        if (frozen) {
            frozen = false;
            signal("CONT");
        }
    }

    private void signal(String signal) {
        if (program == null || !program.alive()) {
            return;
        }
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(program.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("kill -" + signal + " of " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized boolean isAlive() {
        return program != null && program.alive();
    }

    /** @throws IllegalStateException when it does not run */
    synchronized long pid() {
        if (program == null || !program.alive()) {
            throw new IllegalStateException(name + " does not run");
        }
        return program.pid();
    }

    /** A line on its standard input; false when it does not run, or stands still. */
    synchronized boolean tell(String line) {
        if (program == null || !program.alive() || frozen) {
            return false;
        }
        try {
            OutputStream input = program.input();
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
            return true;
        } catch (IOException e) {
            // it ended just now: the line is lost with it
            return false;
        }
    }

    /** Starts it again if it has ended by itself; called every now and then. */
    synchronized void tend() throws IOException {
        if (!wanted || program == null || program.alive()) {
            return;
        }
        if (restartAt == 0) {
            endedByItself++;
            restartAt = System.nanoTime() + RESTART_NANOS;
        } else if (System.nanoTime() - restartAt >= 0) {
            restartAt = 0;
            start();
        }
    }

    /** How often it was killed while it ran. */
    synchronized int kills() {
        return kills;
    }

    /** How often it ended though nobody asked it to. */
    synchronized int endedByItself() {
        return endedByItself;
    }

    @Override
    public void close() {
        stop();
    }
}
