package io.tagline.hub.crm.figures;

import io.tagline.hub.crm.mapping.CrmKind;
import io.tagline.hub.store.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * The lives of a hub, each ended by SIGKILL but the last: events come in each of them, and what goes to the CRM is under way when it
 * ends.
 *
 * @param folder holds the hub's database
 * @param requests budget in each window
 * @param between pause after each event; none: they come ten at a time
 * @param longest how long the last life may take
 */
record Lives(
        Path folder,
        CrmKind kind,
        URI url,
        Work work,
        int requests,
        Duration window,
        boolean firstSync,
        Duration between,
        Duration longest,
        Random random) {

    /** A hub's folder, with an empty database. */
    static Path home(Path folder) throws IOException {
        Path home = Files.createDirectory(folder.resolve("hub"));
        TestDatabase.SQLITE.fresh(home);
        try (Stream<Path> files = Files.list(home)) {
            Files.move(files.findFirst().orElseThrow(), home.resolve("hub.db"));
        }
        return home;
    }

    /** Ends when the hub has nothing left to send; gives what the hub said when it was killed, and at the end. */
    List<String> live(int kills) throws IOException, InterruptedException {
        return live(kills, life -> true);
    }

    /** As above; each life lasts until something has come to pass, and a while longer. */
    List<String> live(int kills, IntPredicate passed) throws IOException, InterruptedException {
        List<String> left = new ArrayList<>();
        for (int kill = 0; kill < kills; kill++) {
            try (Life life = new Life((int) ((long) work.events() * (kill + 1) / (kills + 1)))) {
                life.awaitReady();
                long end = System.nanoTime() + longest.toNanos();
                while (!passed.test(kill) && life.isAlive() && System.nanoTime() < end) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
                TimeUnit.MILLISECONDS.sleep(300 + random.nextInt(2_500));
                left.add(life.last());
            }
        }
        try (Life life = new Life(work.events())) {
            life.awaitQuiet(longest);
            left.add(life.lastButOne());
        }
        return left;
    }

    /** A process, and what it says. */
    private final class Life implements AutoCloseable {
        private final Process process;
        private final List<String> said = new ArrayList<>();

        Life(int until) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            // as Hub.main has it
                            "-Djdk.httpclient.redirects.retrylimit=1",
                            "-XX:+UseSerialGC",
                            "-Xmx400m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            HubProcess.class.getName(),
                            folder.toString(),
                            kind.name(),
                            url.toString(),
                            String.valueOf(requests),
                            String.valueOf(window.toMillis()),
                            String.valueOf(firstSync),
                            String.valueOf(work.customers()),
                            String.valueOf(work.orders()),
                            String.valueOf(work.events()),
                            String.valueOf(work.begun().toEpochMilli()),
                            String.valueOf(until),
                            String.valueOf(between.toMillis()))
                    .redirectErrorStream(true)
                    .start();
            Thread reader = new Thread(this::read, "life-of-a-hub");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    synchronized (said) {
                        said.add(line);
                        said.notifyAll();
                    }
                }
            } catch (IOException killed) {
                // as it should be
            }
            synchronized (said) {
                said.notifyAll();
            }
        }

        void awaitReady() throws InterruptedException {
            await(HubProcess.READY, Duration.ofMinutes(5));
        }

        void awaitQuiet(Duration most) throws InterruptedException {
            await(HubProcess.QUIET, most);
            process.waitFor(20, TimeUnit.SECONDS);
        }

        private void await(String line, Duration most) throws InterruptedException {
            long end = System.nanoTime() + most.toNanos();
            synchronized (said) {
                while (!said.contains(line)) {
                    boolean parked = said.stream().anyMatch(text -> text.startsWith(HubProcess.PARKED));
                    if (parked || !process.isAlive() || System.nanoTime() > end) {
                        throw new AssertionError("the hub never said \"" + line + "\", but "
                                + String.join("\n", said.subList(Math.max(0, said.size() - 40), said.size())));
                    }
                    said.wait(500);
                }
            }
        }

        boolean isAlive() {
            return process.isAlive();
        }

        String last() {
            synchronized (said) {
                return said.get(said.size() - 1);
            }
        }

        /** What it said of itself before it said that it was quiet. */
        String lastButOne() {
            synchronized (said) {
                return said.get(Math.max(0, said.indexOf(HubProcess.QUIET) - 1));
            }
        }

        /** Kills, and waits for the end: nobody else may have the database open. */
        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }
}
