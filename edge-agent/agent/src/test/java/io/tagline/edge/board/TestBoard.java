package io.tagline.edge.board;

import io.tagline.edge.board.BoardView.Door;
import io.tagline.edge.board.BoardView.InHand;
import io.tagline.edge.board.BoardView.Part;
import io.tagline.edge.health.Counters;
import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.manifest.LoadProgress;
import io.tagline.edge.manifest.Verdict;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.time.ClockDiscipline;
import io.tagline.edge.time.Ticker;
import io.tagline.edge.time.WallMapping;
import io.tagline.epc.Epc;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.Direction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A board of two doors on a port of its own, and a browser without a face. */
final class TestBoard implements AutoCloseable {
    static final PortalId DOOR_1 = new PortalId("door-1");
    static final PortalId DOOR_2 = new PortalId("door-2");
    static final Instant NOW = Instant.parse("2026-03-01T08:30:05Z");
    static final LoadProgress LOAD =
            new LoadProgress(DOOR_1, "YUL-17", 45, 42, List.of("CC000000005CA", "CC000000014CA", "CC000000028CA"));

    final Ticker ticker = Ticker.system();
    final Counters counters = new Counters();
    final Set<PortalId> red = ConcurrentHashMap.newKeySet();
    final int port;
    final Board board;
    private final HttpClient client = HttpClient.newHttpClient();

    TestBoard() throws IOException {
        this(true);
    }

    TestBoard(boolean acknowledge) throws IOException {
        port = freePort();
        board = Board.start(
                new BoardSettings(
                        port, "127.0.0.1", List.of("gw-1.depot.example"), Language.EN, ZoneOffset.UTC, acknowledge),
                this::view,
                red::remove,
                ticker,
                counters);
    }

    private BoardView view() {
        return view(ticker.nanos(), red);
    }

    /** At half past eight, whatever the hour. */
    static BoardView view(long tick, Set<PortalId> red) {
        return new BoardView(
                new WallMapping(tick, NOW, new ClockDiscipline.Reading(ClockQuality.SYNCED, 3)),
                List.of(
                        new Door(DOOR_1, Optional.of(LOAD), stops(red, DOOR_1)),
                        new Door(DOOR_2, Optional.empty(), stops(red, DOOR_2))),
                List.of(Part.reader("dock-a", "reading"), Part.reader("dock-b", "in-use")),
                Part.uplink("disconnected"),
                Optional.of(new InHand(NOW.minus(Duration.ofMinutes(26)), false)));
    }

    private static List<Judgement> stops(Set<PortalId> red, PortalId door) {
        return red.contains(door) ? List.of(judgement(Verdict.REFUSED, "CC000000031CA", "customs", 0)) : List.of();
    }

    static Judgement judgement(Verdict verdict, String parcel, String reason, long tick) {
        return new Judgement(
                DOOR_1,
                Epc.parse("3174257BF4499602D2000000"),
                Direction.OUT,
                verdict,
                parcel.isEmpty() ? Optional.empty() : Optional.of(parcel),
                reason,
                tick);
    }

    void show(Verdict verdict, String parcel) {
        board.show(judgement(verdict, parcel, "", ticker.nanos()));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5));
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** An answer to exactly these lines. */
    String raw(String... lines) throws IOException {
        try (Socket socket = connect()) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    Live live(String path) throws IOException {
        return new Live(connect(), path);
    }

    @Override
    public void close() {
        board.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A live page: a browser that reads events. */
    static final class Live implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;
        final String status;

        private Live(Socket socket, String path) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            this.status = in.readLine();
        }

        /** The data of the next event of this name. */
        String next(String event) throws IOException {
            String line = in.readLine();
            while (line != null && !line.equals("event: " + event)) {
                line = in.readLine();
            }
            if (line == null) {
                throw new IOException("the stream ended before an event " + event);
            }
            return in.readLine().substring("data:".length());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
