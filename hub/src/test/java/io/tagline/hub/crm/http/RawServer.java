package io.tagline.hub.crm.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that does to each connection what it is told: for faults that no HTTP server would make. */
public final class RawServer implements AutoCloseable {
    private final ServerSocket listening;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final AtomicInteger whole = new AtomicInteger();

    /** What is done to a connection; the socket is closed afterwards. */
    @FunctionalInterface
    public interface Manners {
        void meet(Socket socket, RawServer server) throws IOException, InterruptedException;
    }

    public RawServer(Manners manners) throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> serve(manners), "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/rpc");
    }

    /** How many requests were read to their end. */
    public int wholeRequests() {
        return whole.get();
    }

    /** Reads a request with a Content-Length, or none. */
    public String request(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the request ended within its head");
            }
            head.append((char) next);
        }
        int length = head.toString()
                .lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        byte[] body = in.readNBytes(length);
        whole.incrementAndGet();
        return head + new String(body, StandardCharsets.UTF_8);
    }

    /** An answer with this status line's end and these headers, each with its line break. */
    public static void answer(Socket socket, String status, String headers, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        OutputStream out = socket.getOutputStream();
        out.write(("HTTP/1.1 " + status + "\r\nContent-Length: " + bytes.length + "\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.flush();
    }

    private void serve(Manners manners) {
        while (!listening.isClosed()) {
            Socket socket;
            try {
                socket = listening.accept();
            } catch (IOException e) {
                return; // closed
            }
            open.add(socket);
            Thread thread = new Thread(() -> meet(socket, manners), "raw-server-connection");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void meet(Socket socket, Manners manners) {
        try (socket) {
            manners.meet(socket, this);
        } catch (IOException e) {
            // the client went first
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
