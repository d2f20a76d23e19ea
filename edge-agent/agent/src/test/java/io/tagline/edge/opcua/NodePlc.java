package io.tagline.edge.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * {@code src/test/plc/plc.js} in a process of its own: node-opcua 2.175.0, which shares no code with Milo. Installed by scripts/test;
 * tests are skipped without it.
 */
final class NodePlc implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private Process process;

    private NodePlc(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.process = launch(Duration.ZERO);
    }

    /** Its certificates are in the folder, and stay there from one start to the next. */
    static NodePlc start(Path folder) throws IOException {
        assumeThat(modules())
                .as("node-opcua; scripts/test installs it where there is npm")
                .isPresent();
        NodePlc plc = new NodePlc(folder, freePort());
        plc.awaitReady();
        return plc;
    }

    String url() {
        return "opc.tcp://127.0.0.1:" + port;
    }

    /** What it printed: {@code NAME VALUE} for each variable that was written. */
    List<String> said() {
        return said;
    }

    /** Sets a variable: {@code Eye true}; {@code quiet} ends the flicker of its photo-eye. */
    void set(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Its network goes on, and nothing answers. */
    void freeze() throws Exception {
        signal("-STOP");
    }

    void thaw() throws Exception {
        signal("-CONT");
    }

    private void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** As a power cut would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        said.clear();
    }

    void restart() throws IOException {
        restart(Duration.ZERO);
    }

    /** With a clock that is ahead. */
    void restart(Duration ahead) throws IOException {
        process = launch(ahead);
        awaitReady();
    }

    private void awaitReady() {
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> said.contains("ready"));
    }

    private Process launch(Duration ahead) throws IOException {
        Path script = Path.of("src/test/plc/plc.js").toAbsolutePath();
        ProcessBuilder node = new ProcessBuilder(
                        "node",
                        script.toString(),
                        String.valueOf(port),
                        folder.toString(),
                        modules().orElseThrow().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        node.environment().put("AHEAD_MS", String.valueOf(ahead.toMillis()));
        Process started = node.start();
        Thread reading = new Thread(() -> read(started), "plc-output");
        reading.setDaemon(true);
        reading.start();
        return started;
    }

    private void read(Process from) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(from.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
            }
        } catch (IOException e) {
            said.add(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Path> modules() {
        return Optional.of(Path.of("target/plc/node_modules").toAbsolutePath())
                .filter(folder -> Files.isDirectory(folder.resolve("node-opcua")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
