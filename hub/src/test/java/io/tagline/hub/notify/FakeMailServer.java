package io.tagline.hub.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that refuses as it is told to, one connection at a time: what a real one in a test would never do. */
final class FakeMailServer implements AutoCloseable {
    /** Takes the message and ends the connection without an answer. */
    static final String HANG_UP = "";

    final List<String> taken = new CopyOnWriteArrayList<>();
    private final Map<String, String> replies = new ConcurrentHashMap<>();
    private final ServerSocket socket;

    FakeMailServer() throws IOException {
        socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::run, "fake-mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** What it says to commands that begin so; {@code .} is the end of a message. */
    void reply(String command, String reply) {
        replies.put(command, reply);
    }

    void normal() {
        replies.clear();
    }

    private void run() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                serve(client);
            } catch (IOException e) {
                // the client went, or the test is over
            }
        }
    }

    private void serve(Socket client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        Writer out = new java.io.OutputStreamWriter(client.getOutputStream(), StandardCharsets.UTF_8);
        say(out, "220 fake");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String command = line.split(" ", 2)[0];
            if (command.equals("DATA") && !replies.containsKey("DATA")) {
                say(out, "354 go on");
                taken.add(message(in));
                command = ".";
            }
            String reply = replies.getOrDefault(command, command.equals("QUIT") ? "221 bye" : "250 fine");
            if (reply.equals(HANG_UP)) {
                return;
            }
            say(out, reply);
        }
    }

    private static String message(BufferedReader in) throws IOException {
        StringBuilder message = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            message.append(line).append('\n');
        }
        return message.toString();
    }

    private static void say(Writer out, String line) throws IOException {
        out.write(line + "\r\n");
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
