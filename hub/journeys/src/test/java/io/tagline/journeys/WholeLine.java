package io.tagline.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagline.epc.S10;
import io.tagline.epc.Sscc;
import io.tagline.simulator.Door;
import io.tagline.simulator.Movement;
import io.tagline.simulator.ParcelWalk;
import io.tagline.simulator.ReaderOptions;
import io.tagline.simulator.Scenario;
import io.tagline.simulator.SimulatedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Hub, agent and a simulated reader with two doors, on ports and in a folder of their own. Confined to the test's thread. */
final class WholeLine implements AutoCloseable {
    private static final String API_KEY = "journey-key-0123456789abcdef0123456789abcdef";
    private static final String ADMIN_PASSWORD = "journey-password-0123";
    private static final Duration START = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final int httpPort = Project.freePort();
    private final int mqttPort;
    private final boolean embeddedBroker;
    private final int agentPort = Project.freePort();
    private final int boardPort = Project.freePort();
    private final SimulatedReader reader;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Program> running = new ArrayList<>();

    /** With the hub's own broker. */
    WholeLine(Path folder) throws IOException {
        this(folder, Project.freePort(), true);
    }

    /** With another broker, which the test runs. */
    static WholeLine withBroker(Path folder, int mqttPort) throws IOException {
        return new WholeLine(folder, mqttPort, false);
    }

    private WholeLine(Path folder, int mqttPort, boolean embeddedBroker) throws IOException {
        this.folder = folder;
        this.mqttPort = mqttPort;
        this.embeddedBroker = embeddedBroker;
        reader = SimulatedReader.start(ReaderOptions.defaults()
                .onPort(InetAddress.getLoopbackAddress(), 0)
                .withAntennas(4));
        reader.play(Scenario.of(Door.of("door-1", 1, 2), Door.of("door-2", 3, 4))
                .withBystanders("door-1", 3, 2, Duration.ofDays(1)));
        Files.writeString(folder.resolve("hub.yaml"), hubSettings());
        Files.writeString(folder.resolve("agent.yaml"), agentSettings());
    }

    private String hubSettings() {
        String mqtt = embeddedBroker
                ? "mqtt: { host: 127.0.0.1, port: %d, anonymous: true }".formatted(mqttPort)
                : "mqtt: { url: \"tcp://127.0.0.1:%d\" }".formatted(mqttPort);
        return """
                data-dir: hub
                http: { host: 127.0.0.1, port: %1$d, public-url: "http://127.0.0.1:%1$d" }
                %2$s
                sites:
                  - id: ott-1
                    name: Ottawa Riverside
                    place: Ottawa, ON
                    portals:
                      - { id: door-1, in: accepted, out: out_for_delivery }
                      - { id: door-2, in: arrived, out: departed }
                # a way of days takes a minute here: what comes in again soon after it went out did leave
                tracking: { false-departure: 0ms }
                """
                .formatted(httpPort, mqtt);
    }

    private String agentSettings() {
        return """
                site: ott-1
                agent: gw-1
                data-dir: agent
                mqtt: { url: "tcp://127.0.0.1:%d" }
                http: { port: %d }
                readers:
                  - { id: dock-a, host: 127.0.0.1, port: %d, profile: portal-dense }
                portals:
                  - id: door-1
                    antennas: [ { reader: dock-a, antenna: 1, side: inside }, { reader: dock-a, antenna: 2, side: outside } ]
                  - id: door-2
                    antennas: [ { reader: dock-a, antenna: 3, side: inside }, { reader: dock-a, antenna: 4, side: outside } ]
                signals:
                  - { portal: door-2, backend: console }
                board: { port: %d, bind: 127.0.0.1 }
                """
                .formatted(mqttPort, agentPort, reader.address().getPort(), boardPort);
    }

    /** More sections for {@code hub.yaml}; before the hub is started. */
    void hubSettings(String more) throws IOException {
        Files.writeString(folder.resolve("hub.yaml"), more, StandardOpenOption.APPEND);
    }

    /** More sections for {@code agent.yaml}; before the agent is started. */
    void agentSettings(String more) throws IOException {
        Files.writeString(folder.resolve("agent.yaml"), more, StandardOpenOption.APPEND);
    }

    /** Starts the hub and waits until it takes requests. */
    Program startHub() throws IOException {
        List<String> flags = new ArrayList<>(Program.FLAGS);
        flags.add("-Xmx384m");
        return startHub(flags, Map.of());
    }

    /**
     * As above, with flags of the JVM of one's own.
     *
     * @param environment besides what every hub here gets
     */
    Program startHub(List<String> flags, Map<String, String> environment) throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        all.put("TAGLINE_API_KEY", API_KEY);
        all.put("TAGLINE_ADMIN_PASSWORD", ADMIN_PASSWORD);
        Path jar = Project.jar("hub/target/tagline-hub.jar");
        Program hub = keep(Program.start(
                "hub",
                folder.resolve("hub.log"),
                all,
                Program.command(
                        Program.thisJavaHome(),
                        flags,
                        jar,
                        "run",
                        "--config",
                        folder.resolve("hub.yaml").toString())));
        await(START, "hub is ready", hub, () -> status("/health/ready") == 200);
        return hub;
    }

    /** Runs a command of the hub's to its end; gives its exit status. */
    int hubCommand(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", folder.resolve("hub.yaml").toString()));
        Program command = keep(Program.java(
                "hub command",
                Program.thisJavaHome(),
                256,
                Project.jar("hub/target/tagline-hub.jar"),
                folder.resolve("command.log"),
                Map.of(),
                all.toArray(new String[0])));
        return command.await(60);
    }

    /** Runs a command of the agent's to its end; gives what it printed. */
    String agentCommand(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", folder.resolve("agent.yaml").toString()));
        Path printed = Files.createTempFile(folder, "command", ".log");
        Program command = keep(Program.java(
                "agent command",
                Program.thisJavaHome(),
                48,
                Project.jar("edge-agent/agent/target/tagline-agent.jar"),
                printed,
                Map.of(),
                all.toArray(new String[0])));
        assertThat(command.await(30)).as("%s: %s", all, command.log()).isZero();
        return command.log();
    }

    Program startAgent() throws IOException {
        return startAgent(Program.thisJavaHome());
    }

    /** Starts the agent on a JDK and waits until its reader reads. */
    Program startAgent(Path javaHome) throws IOException {
        Program agent = launchAgent(javaHome);
        await(START, "agent reads", agent, reader::isActive);
        return agent;
    }

    /** Starts the agent without waiting. */
    Program launchAgent(Path javaHome) throws IOException {
        return keep(Program.java(
                "agent",
                javaHome,
                48,
                Project.jar("edge-agent/agent/target/tagline-agent.jar"),
                folder.resolve("agent.log"),
                Map.of(),
                "run",
                "--config",
                folder.resolve("agent.yaml").toString()));
    }

    private Program keep(Program program) {
        running.add(program);
        return program;
    }

    static void await(Duration limit, String what, Program program, java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(limit)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> {
                    if (!program.alive()) {
                        throw new AssertionError(
                                "waiting until " + what + ": the program ended; its log:\n" + program.log());
                    }
                    return condition.call();
                });
    }

    /** A tracking number and a tag that nobody else has. */
    record Parcel(String trackingNumber, String epcHex) {
        static Parcel number(int n) {
            String tracking = new S10("RR", 47_000_000 + n, "CA").toString();
            return new Parcel(
                    tracking, Sscc.toEpc96(Sscc.of(0, "9521141", n), 7, 2).hex());
        }
    }

    /** Puts an order for one parcel; returns the address of its page. */
    String order(Parcel parcel) throws IOException, InterruptedException {
        JsonNode answer = send(
                "PUT",
                "/api/v1/orders/shop/order-" + parcel.trackingNumber(),
                """
                {"customer": {"reference": "C-1", "name": "Ada Marchetti", "email": "ada@shop.example"},
                 "serviceLevel": "standard",
                 "shipments": [{"recipient": {"name": "Grace Okafor", "city": "Halifax", "country": "CA"},
                                "parcels": [{"trackingNumber": "%s", "epc": "%s"}]}]}
                """
                        .formatted(parcel.trackingNumber(), parcel.epcHex()));
        return answer.findValue("trackingUrl").asText();
    }

    /** Says that this has just happened to a parcel, at the site. */
    void report(Parcel parcel, String kind) throws IOException, InterruptedException {
        send(
                "POST",
                "/api/v1/parcels/" + parcel.trackingNumber() + "/events",
                """
                {"kind": "%s", "occurredAt": "%s", "site": "ott-1", "sourceRef": "%s"}
                """
                        .formatted(kind, Instant.now(), kind + parcel.trackingNumber()));
    }

    /** Opens a load outwards through a door. */
    void load(String door, String load, List<Parcel> expected, Parcel held) throws IOException, InterruptedException {
        String numbers = expected.stream()
                .map(parcel -> '"' + parcel.trackingNumber() + '"')
                .collect(Collectors.joining(", "));
        send(
                "PUT",
                "/api/v1/sites/ott-1/portals/" + door + "/load",
                """
                {"load": "%s", "direction": "out", "expected": [%s],
                 "refuse": [{"trackingNumber": "%s", "reason": "customs"}]}
                """
                        .formatted(load, numbers, held.trackingNumber()));
    }

    /** What the local board says of a door. */
    String board(String door) throws IOException, InterruptedException {
        URI page = URI.create("http://127.0.0.1:" + boardPort + "/door/" + door);
        return http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                .body();
    }

    JsonNode parcel(Parcel parcel) throws IOException, InterruptedException {
        return send("GET", "/api/v1/parcels/" + parcel.trackingNumber(), "");
    }

    /** Kinds on a parcel's timeline, earliest first. */
    List<String> kinds(Parcel parcel) throws IOException, InterruptedException {
        List<String> kinds = new ArrayList<>();
        parcel(parcel)
                .get("events")
                .forEach(event -> kinds.add(event.get("kind").asText()));
        return kinds;
    }

    JsonNode fleet() throws IOException, InterruptedException {
        return send("GET", "/api/v1/fleet", "");
    }

    void walk(Parcel parcel, String door, Movement movement, Duration later) {
        reader.walk(new ParcelWalk(parcel.epcHex(), door, movement, later, Duration.ofSeconds(4)));
    }

    private JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + API_KEY)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        var response = http.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode())
                .as("%s %s: %s", method, path, response.body())
                .isBetween(200, 299);
        return JSON.readTree(response.body());
    }

    int status(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address(path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + httpPort + path);
    }

    /** A figure of the agent's own metrics page. */
    long agentMetric(String name) throws IOException, InterruptedException {
        URI metrics = URI.create("http://127.0.0.1:" + agentPort + "/metrics");
        String page = http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                .body();
        return page.lines()
                .filter(each -> each.startsWith(name + " ") || each.startsWith(name + "{"))
                .mapToLong(each -> (long) Double.parseDouble(each.substring(each.lastIndexOf(' ') + 1)))
                .sum();
    }

    URI brokerAddress() {
        return URI.create("tcp://127.0.0.1:" + mqttPort);
    }

    String adminPassword() {
        return ADMIN_PASSWORD;
    }

    SimulatedReader reader() {
        return reader;
    }

    Path hubDatabase() {
        return folder.resolve("hub/hub.db");
    }

    Path journal() {
        return folder.resolve("agent/journal.db");
    }

    @Override
    public void close() throws IOException {
        for (int i = running.size() - 1; i >= 0; i--) {
            running.get(i).close();
        }
        reader.close();
    }
}
