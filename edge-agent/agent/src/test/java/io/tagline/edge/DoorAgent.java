package io.tagline.edge;

import io.tagline.edge.settings.AgentSettings;
import io.tagline.simulator.ReaderOptions;
import io.tagline.simulator.SimulatedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** For tests: the whole agent of one door, with a simulated reader and without a broker. */
final class DoorAgent implements AutoCloseable {
    private final Path dir;
    private final int httpPort;
    private final SimulatedReader reader;
    private final RunningAgent agent;
    private final HttpClient http = HttpClient.newHttpClient();

    DoorAgent(Path dir) throws Exception {
        this(dir, "");
    }

    /** @param more keys of the portal, indented by four */
    DoorAgent(Path dir, String more) throws Exception {
        this.dir = dir;
        this.httpPort = freePort();
        this.reader = SimulatedReader.start(ReaderOptions.defaults());
        Files.writeString(dir.resolve("mqtt.secret"), "secret\n");
        Path yaml = Files.writeString(
                dir.resolve("agent.yaml"),
                """
                site: ott-1
                agent: gw-1
                data-dir: data
                mqtt: { url: "tcp://127.0.0.1:1", username: ott-1/gw-1, password-file: mqtt.secret }
                readers:
                  - { id: dock-a, host: 127.0.0.1, port: %d, profile: portal-dense }
                portals:
                  - id: door-1
                    antennas: [ { reader: dock-a, antenna: 1, side: inside }, { reader: dock-a, antenna: 2, side: outside } ]
                %s
                http: { port: %d }
                """
                        .formatted(reader.address().getPort(), more, httpPort));
        this.agent = RunningAgent.start(AgentSettings.read(yaml, Map.of()), Map.of());
    }

    SimulatedReader reader() {
        return reader;
    }

    /** A value of {@code /metrics} that has no labels. */
    long metric(String name) throws IOException, InterruptedException {
        HttpRequest ask = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/metrics"))
                .build();
        return http.send(ask, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** When the parcels passed, as the journal has it, oldest scan first. */
    List<Instant> scanTimes() throws SQLException {
        List<Instant> times = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("data/journal.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT at_ms FROM scan ORDER BY seq")) {
            while (row.next()) {
                times.add(Instant.ofEpochMilli(row.getLong(1)));
            }
        }
        return times;
    }

    /** How many scans the journal holds of each EPC. */
    Map<String, Integer> scans() throws SQLException {
        Map<String, Integer> scans = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("data/journal.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT hex(epc) FROM scan")) {
            while (row.next()) {
                scans.merge(row.getString(1), 1, Integer::sum);
            }
        }
        return scans;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        agent.close();
        reader.close();
    }
}
