package io.tagline.hub.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One POST over HTTP/1.1 (RFC 9112) to an address that was looked at. The JDK's client looks names up again when it connects, so it
 * could be led elsewhere; of the answer only the status and {@code Retry-After} matter. Follows no redirect.
 */
public final class HttpPost {
    private static final int CONNECT_MS = 5_000;
    private static final int READ_MS = 10_000;
    private static final Duration WHOLE = Duration.ofSeconds(30);
    private static final int MOST_HEAD_BYTES = 16 * 1024;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(24);

    private final PublicHosts hosts;

    public HttpPost(PublicHosts hosts) {
        this.hosts = hosts;
    }

    /** The status of an answer, and how long to wait before the next request where it says so. */
    public record Answer(int status, Optional<Duration> retryAfter) {}

    /** No answer: whether the other side has the request is known, or not. */
    public static final class NoAnswerException extends IOException {
        private static final long serialVersionUID = 1L;
        private final boolean mayHaveArrived;

        NoAnswerException(boolean mayHaveArrived, IOException cause) {
            super(cause.getClass().getSimpleName() + ": " + cause.getMessage(), cause);
            this.mayHaveArrived = mayHaveArrived;
        }

        /** Whether the request may be there. */
        public boolean mayHaveArrived() {
            return mayHaveArrived;
        }

        /** Whether it was kept from going, since the host is none that everybody reaches. */
        public boolean isForbidden() {
            return getCause() instanceof PublicHosts.PrivateAddressException;
        }
    }

    /** Blocks at most about 45 s. */
    public Answer send(URI url, Map<String, String> headers, byte[] body) throws NoAnswerException {
        boolean sent = false;
        try (Socket socket = connect(url)) {
            byte[] request = request(url, headers, body);
            sent = true;
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return answer(socket.getInputStream());
        } catch (IOException e) {
            throw new NoAnswerException(sent, e);
        }
    }

    private Socket connect(URI url) throws IOException {
        boolean tls = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
        InetAddress address = hosts.resolve(url.getHost());
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(address, port), CONNECT_MS);
            plain.setSoTimeout(READ_MS);
            if (!tls) {
                return plain;
            }
            SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
            SSLSocket secure = (SSLSocket) factory.createSocket(plain, url.getHost(), port, true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 9110 §4.3.4
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return secure;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private static byte[] request(URI url, Map<String, String> headers, byte[] body) throws IOException {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String port = url.getPort() > 0 ? ":" + url.getPort() : "";
        StringBuilder head = new StringBuilder("POST " + path + query + " HTTP/1.1\r\n");
        head.append("Host: ").append(url.getHost()).append(port).append("\r\n");
        head.append("User-Agent: Tagline\r\nConnection: close\r\n");
        head.append("Content-Length: ").append(body.length).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        request.write(body);
        return request.toByteArray();
    }

    private static Answer answer(InputStream in) throws IOException {
        long end = System.nanoTime() + WHOLE.toNanos();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 || head.length() > MOST_HEAD_BYTES || System.nanoTime() > end) {
                throw new IOException("no whole answer: expected a status and headers of at most " + MOST_HEAD_BYTES
                        + " bytes within " + WHOLE.toSeconds() + " s");
            }
            head.append((char) next);
        }
        String[] lines = head.toString().split("\r\n", -1);
        String[] first = lines[0].split(" ", 3);
        if (first.length < 2 || !first[0].startsWith("HTTP/1.") || !first[1].matches("[2-5]\\d\\d")) {
            throw new IOException("answer begins with \"" + lines[0] + "\": expected HTTP/1.1 and a status");
        }
        return new Answer(Integer.parseInt(first[1]), retryAfter(lines));
    }

    /** In seconds; of dates nothing is made, since they would be of another clock (RFC 9110 §10.2.3). */
    private static Optional<Duration> retryAfter(String[] lines) {
        for (String line : lines) {
            if (line.toLowerCase(Locale.ROOT).startsWith("retry-after:")) {
                String value = line.substring(line.indexOf(':') + 1).strip();
                if (value.matches("\\d{1,6}")) {
                    Duration asked = Duration.ofSeconds(Long.parseLong(value));
                    return Optional.of(asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked);
                }
            }
        }
        return Optional.empty();
    }
}
