package io.tagline.edge.uplink;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Debian's Mosquitto as a process on a free port of loopback, keeping nothing: killed, it forgets all. */
final class Mosquitto implements AutoCloseable {
    private static final List<Path> PROGRAMS = List.of(Path.of("/usr/sbin/mosquitto"), Path.of("/usr/bin/mosquitto"));

    private final Path config;
    private final int port;
    private Process process;

    private Mosquitto(Path config, int port, Process process) {
        this.config = config;
        this.port = port;
        this.process = process;
    }

    static Optional<Path> program() {
        return PROGRAMS.stream().filter(Files::isExecutable).findFirst();
    }

    /** @param lines of mosquitto.conf besides the listener's */
    static Mosquitto start(Path dir, String... lines) throws IOException {
        int port = freePort();
        Path config = dir.resolve("mosquitto.conf");
        Files.writeString(
                config,
                "listener " + port + " 127.0.0.1\npersistence false\nuser root\n" + String.join("\n", lines) + "\n");
        var broker = new Mosquitto(config, port, launch(config));
        broker.awaitUp();
        return broker;
    }

    URI url() {
        return URI.create("tcp://127.0.0.1:" + port);
    }

    void kill() {
        process.destroyForcibly();
        await().until(() -> !process.isAlive());
    }

    void restart() throws IOException {
        process = launch(config);
        awaitUp();
    }

    private static Process launch(Path config) throws IOException {
        return new ProcessBuilder(program().orElseThrow().toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        config.resolveSibling("mosquitto.log").toFile()))
                .start();
    }

    private void awaitUp() {
        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return true;
            }
        });
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
