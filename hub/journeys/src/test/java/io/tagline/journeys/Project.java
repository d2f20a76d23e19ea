package io.tagline.journeys;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where things are in the checkout, and free ports of this machine. */
public final class Project {
    private Project() {}

    /** The folder that holds README.md, edge-agent and hub. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("edge-agent")) || !Files.isDirectory(folder.resolve("hub"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException(
                        "no project around " + Path.of("").toAbsolutePath());
            }
            folder = parent;
        }
        return folder;
    }

    /** A jar that the build made, e.g. {@code hub/target/tagline-hub.jar}. */
    public static Path jar(String path) {
        Path jar = root().resolve(path);
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing; run: mvn -Dquick package");
        }
        return jar;
    }

    /** A port that was free a moment ago, on loopback. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
