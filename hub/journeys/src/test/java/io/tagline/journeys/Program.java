package io.tagline.journeys;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One of the shipped programs, run as its users run it. Its log goes to a file; closing it stops it. */
public final class Program implements AutoCloseable {
    /** The flags that the agent's service file uses; the hub has more heap. */
    static final List<String> FLAGS =
            List.of("-XX:+UseSerialGC", "-Xss512k", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    private final String name;
    private final Process process;
    private final Path log;

    private Program(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts a jar with this JDK's or another's {@code java}. */
    public static Program java(
            String name,
            Path javaHome,
            int heapMb,
            Path jar,
            Path log,
            Map<String, String> environment,
            String... arguments)
            throws IOException {
        return start(name, log, environment, command(javaHome, heapMb, jar, arguments));
    }

    /** The command line of a jar. */
    public static List<String> command(Path javaHome, int heapMb, Path jar, String... arguments) {
        List<String> flags = new ArrayList<>(FLAGS);
        flags.add("-Xmx" + heapMb + "m");
        return command(javaHome, flags, jar, arguments);
    }

    /** As above, with flags of one's own. */
    static List<String> command(Path javaHome, List<String> flags, Path jar, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin/java").toString());
        command.addAll(flags);
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    public static Program start(String name, Path log, Map<String, String> environment, List<String> command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new Program(name, builder.start(), log);
    }

    public static Path thisJavaHome() {
        return Path.of(System.getProperty("java.home"));
    }

    public boolean alive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** What it has used of the processors since it began. */
    double cpuSeconds() {
        return process.info()
                .totalCpuDuration()
                .map(used -> used.toNanos() / 1e9)
                .orElse(Double.NaN);
    }

    /** What it has in memory, in kB; -1 once it has ended. */
    long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid() + "/status")).stream()
                .filter(each -> each.startsWith("VmRSS:"))
                .mapToLong(each -> Long.parseLong(each.replaceAll("\\D", "")))
                .findFirst()
                .orElse(-1);
    }

    /** {@code kill -9}: no shutdown hook runs. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** What it reads on its standard input. */
    public OutputStream input() {
        return process.getOutputStream();
    }

    public int await(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError(name + " still runs after " + seconds + " s; its log:\n" + log());
        }
        return process.exitValue();
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                // a program that is started again right away must find the old one gone
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
