package io.tagline.hub.crm.peer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Stands between a connector and its peer (HTTP/1.1 on loopback) and spoils some of the requests: above all it drops answers that the
 * peer has given, which no fake peer can do as truly. What happens to which request is drawn from a seed, or ordered beforehand. Safe
 * for any thread.
 */
public final class LossyProxy implements AutoCloseable {
    private static final int MOST_HEAD = 64 * 1024;

    private final URI to;
    private final Random random;
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<Fate, Double> shares = new EnumMap<>(Fate.class);
    private final Deque<Fate> ordered = new ArrayDeque<>();
    private final Map<Fate, Long> counts = new EnumMap<>(Fate.class);
    private Predicate<Seen> among = seen -> true;
    private Duration longestDelay = Duration.ZERO;
    private volatile boolean down;

    /** What happens to a request. */
    public enum Fate {
        PASSED,
        /** The peer gets it and answers; the answer is dropped and the connection closed. */
        REPLY_LOST,
        /** As above, but half of the answer's body arrives. */
        REPLY_HALVED,
        /** Half of it is passed on, then both sides are closed: a peer that reads bodies whole does nothing. */
        REQUEST_CUT,
        /** It is read and goes no further; nothing is answered, the connection closes. */
        REQUEST_LOST,
        /** The peer never sees it: 429 with {@code Retry-After: 3}. */
        BUSY
    }

    /** A request that came by. */
    public record Seen(String head, String body) {
        public boolean says(String text) {
            return head.contains(text) || body.contains(text);
        }
    }

    public LossyProxy(URI to, long seed) {
        this.to = to;
        this.random = new Random(seed);
        try {
            this.listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::accept, "lossy-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** As the peer's, but by way of this. */
    public URI uri() {
        String rest = to.getRawPath() == null ? "" : to.getRawPath();
        return URI.create("http://127.0.0.1:" + listening.getLocalPort() + rest);
    }

    /** Only these requests are spoilt, and counted. */
    public synchronized LossyProxy among(Predicate<Seen> requests) {
        among = requests;
        return this;
    }

    /** From now on this share of them, 0 to 1; shares add up. */
    public synchronized LossyProxy share(Fate fate, double share) {
        shares.put(fate, share);
        return this;
    }

    /** Every answer is held up for a time up to this. */
    public synchronized LossyProxy delaying(Duration atMost) {
        longestDelay = atMost;
        return this;
    }

    /** What happens to the very next ones, before any share. */
    public synchronized LossyProxy next(Fate... fates) {
        ordered.addAll(java.util.List.of(fates));
        return this;
    }

    /** Connections are closed as soon as they are made. */
    public void down(boolean now) {
        down = now;
    }

    public synchronized long count(Fate fate) {
        return counts.getOrDefault(fate, 0L);
    }

    public synchronized long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private synchronized Fate draw(Seen seen) {
        if (!among.test(seen)) {
            return Fate.PASSED;
        }
        Fate fate = ordered.isEmpty() ? drawn() : ordered.removeFirst();
        counts.merge(fate, 1L, Long::sum);
        return fate;
    }

    private Fate drawn() {
        double draw = random.nextDouble();
        for (Map.Entry<Fate, Double> share : shares.entrySet()) {
            draw -= share.getValue();
            if (draw < 0) {
                return share.getKey();
            }
        }
        return Fate.PASSED;
    }

    private synchronized long delayMillis() {
        return longestDelay.isZero() ? 0 : random.nextInt((int) longestDelay.toMillis() + 1);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                if (down) {
                    socket.close();
                    continue;
                }
                open.add(socket);
                Thread thread = new Thread(() -> serve(socket), "lossy-proxy-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                if (listening.isClosed()) {
                    return;
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(client.getInputStream());
            try (Socket peer = new Socket(to.getHost(), to.getPort())) {
                open.add(peer);
                peer.setTcpNoDelay(true);
                InputStream answers = new BufferedInputStream(peer.getInputStream());
                boolean again = true;
                while (again) {
                    again = one(in, client.getOutputStream(), answers, peer.getOutputStream());
                }
                open.remove(peer);
            }
        } catch (SocketException | EOFException e) {
            // one of the two went
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    /** @return whether the connection is good for another */
    private boolean one(InputStream in, OutputStream out, InputStream answers, OutputStream peer)
            throws IOException, InterruptedException {
        String head = head(in);
        byte[] body = body(head, in, false);
        Fate fate = draw(new Seen(head, new String(body, StandardCharsets.UTF_8)));
        byte[] request = message(head, body);
        switch (fate) {
            case REQUEST_LOST -> {
                return false;
            }
            case BUSY -> {
                out.write(
                        "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                out.flush();
                return false;
            }
            case REQUEST_CUT -> {
                peer.write(request, 0, request.length - Math.max(1, body.length / 2));
                peer.flush();
                return false;
            }
            default -> {
                peer.write(request);
                peer.flush();
            }
        }
        String answerHead = head(answers);
        byte[] answer = body(answerHead, answers, true);
        Thread.sleep(delayMillis());
        if (fate == Fate.REPLY_LOST) {
            return false;
        }
        byte[] whole = message(answerHead, answer);
        out.write(whole, 0, fate == Fate.REPLY_HALVED ? whole.length - Math.max(1, answer.length / 2) : whole.length);
        out.flush();
        return fate == Fate.PASSED
                && !answerHead.toLowerCase(Locale.ROOT).contains("connection: close")
                && !answerHead.startsWith("HTTP/1.0");
    }

    private static byte[] message(String head, byte[] body) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        message.writeBytes(body);
        return message.toByteArray();
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int next = in.read();
            if (next < 0 || head.length() > MOST_HEAD) {
                throw new EOFException("no further message");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** As it came, chunks and all. */
    private static byte[] body(String head, InputStream in, boolean answer) throws IOException {
        String lower = head.toLowerCase(Locale.ROOT);
        if (lower.contains("transfer-encoding: chunked")) {
            return chunks(in);
        }
        int at = lower.indexOf("\r\ncontent-length:");
        if (at >= 0) {
            int start = at + "\r\ncontent-length:".length();
            int length = Integer.parseInt(
                    lower.substring(start, lower.indexOf("\r\n", start)).strip());
            byte[] body = in.readNBytes(length);
            if (body.length < length) {
                throw new EOFException("half a message");
            }
            return body;
        }
        boolean bare = lower.startsWith("http/1.1 204") || lower.startsWith("http/1.1 304");
        return answer && !bare ? in.readAllBytes() : new byte[0];
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            String line = line(in);
            all.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
            int size = Integer.parseInt(line.strip().split(";", 2)[0], 16);
            all.writeBytes(in.readNBytes(size));
            all.writeBytes(line(in).getBytes(StandardCharsets.ISO_8859_1));
            if (size == 0) {
                return all.toByteArray();
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < 2 || line.charAt(line.length() - 1) != '\n') {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("half a message");
            }
            line.append((char) next);
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
