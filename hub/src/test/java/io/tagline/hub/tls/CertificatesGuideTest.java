package io.tagline.hub.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators are told to type makes certificates that work. */
final class CertificatesGuideTest {

    private static final Path GUIDE = Path.of("../firmware-config/certificates/README.md");

    @TempDir
    Path folder;

    @Test
    void theCommandsOfTheGuideMakeACertificateThatClientsTrust() throws Exception {
        run(commands().replace("IP:192.0.2.20", "IP:127.0.0.1"));
        var trusting = TrustedAuthorities.sockets(Optional.of(folder.resolve("ca.pem")));
        try (ServedCertificate served = ServedCertificate.open(
                        "test", folder.resolve("server.pem"), folder.resolve("server.key"), InstantSource.system());
                SSLServerSocket server = (SSLServerSocket)
                        served.sslContext().getServerSocketFactory().createServerSocket(0)) {
            CompletableFuture<Void> serving = CompletableFuture.runAsync(() -> answer(server));
            try (SSLSocket client = (SSLSocket) trusting.createSocket("127.0.0.1", server.getLocalPort())) {
                SSLParameters checksTheName = client.getSSLParameters();
                checksTheName.setEndpointIdentificationAlgorithm("HTTPS");
                client.setSSLParameters(checksTheName);
                client.startHandshake();
                assertThat(client.getSession().isValid()).isTrue();
            }
            serving.join();
        }
    }

    private static void answer(SSLServerSocket server) {
        try (SSLSocket socket = (SSLSocket) server.accept()) {
            socket.startHandshake();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String commands() throws IOException {
        Matcher block = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(GUIDE));
        assertThat(block.find()).as("commands in %s", GUIDE).isTrue();
        return block.group(1);
    }

    private void run(String commands) throws InterruptedException {
        Path log = folder.resolve("log");
        try {
            Process shell = new ProcessBuilder(
                            "sh", "-e", "-c", "command -v openssl >/dev/null || exit 127\n" + commands)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            int status = shell.waitFor();
            assumeTrue(status != 127, "openssl is not installed: apt-get install openssl");
            assertThat(status).as(Files.readString(log, StandardCharsets.UTF_8)).isZero();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
