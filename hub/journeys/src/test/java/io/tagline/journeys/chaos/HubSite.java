package io.tagline.journeys.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagline.journeys.Program;
import io.tagline.journeys.Project;
import io.tagline.wire.AgentAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A hub in a folder of its own, and its API. Safe for any thread. */
final class HubSite implements AutoCloseable {
    private static final String API_KEY = "chaos-key-0123456789abcdef0123456789abcdef";
    private static final String ADMIN_PASSWORD = "chaos-password-0123";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int HEAP_MB = 384;

    private final Programs programs;
    private final Path folder;
    private final int sites;
    private final int httpPort = Project.freePort();
    private final Machine machine;
    private final List<Parcel> ordered = new CopyOnWriteArrayList<>();

    /** @param sites ott-1 to ott-n, one for each agent */
    HubSite(Path plant, Programs programs, String name, int sites) throws IOException {
        this.programs = programs;
        this.folder = Files.createDirectories(plant.resolve(name));
        this.sites = sites;
        machine = new Machine(name, folder.resolve("hub.log"), () -> command("run"));
        machine.environment().put("TAGLINE_API_KEY", API_KEY);
        machine.environment().put("TAGLINE_ADMIN_PASSWORD", ADMIN_PASSWORD);
    }

    private List<String> command(String... words) {
        String[] arguments = Arrays.copyOf(words, words.length + 2);
        arguments[words.length] = "--config";
        arguments[words.length + 1] = settings().toString();
        return Program.command(Program.thisJavaHome(), HEAP_MB, programs.hub(), arguments);
    }

    /** Writes the hub's settings. */
    void configure(String mqtt) throws IOException {
        StringBuilder text = new StringBuilder(
                """
                data-dir: data
                http: { host: 127.0.0.1, port: %d }
                %s
                sites:
                """
                        .formatted(httpPort, mqtt));
        for (int i = 1; i <= sites; i++) {
            text.append(
                    """
                      - id: ott-%d
                        name: Depot %d
                        place: Ottawa, ON
                        portals:
                          - { id: door-1, in: accepted, out: out_for_delivery }
                          - { id: door-2, in: arrived, out: departed }
                          - { id: door-3, in: arrived, out: loaded }
                    """
                            .formatted(i, i));
        }
        Files.writeString(settings(), text);
    }

    Machine machine() {
        return machine;
    }

    Path settings() {
        return folder.resolve("hub.yaml");
    }

    Path dataDir() {
        return folder.resolve("data");
    }

    Path database() {
        return dataDir().resolve("hub.db");
    }

    /** Takes requests. */
    boolean isReady() {
        try {
            return Http.get(address("/health/ready"), Map.of(), Duration.ofSeconds(2))
                            .status()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs, whether or not its broker is there. */
    boolean isLive() {
        try {
            return Http.get(address("/health/live"), Map.of(), Duration.ofSeconds(2))
                            .status()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + httpPort + path);
    }

    /** Puts the order of one parcel, as the shop does. */
    void order(Parcel parcel) throws IOException {
        put(parcel);
        ordered.add(parcel);
    }

    /** Puts every order again, as shops do when a hub has lost some; waits until it takes them. */
    void orderAgain() throws Exception {
        Until.holds("the hub is ready", Duration.ofSeconds(60), this::isReady);
        for (Parcel parcel : ordered) {
            put(parcel);
        }
    }

    private void put(Parcel parcel) throws IOException {
        send(
                "PUT",
                "/api/v1/orders/shop/order-" + parcel.trackingNumber(),
                """
                {"customer": {"reference": "C-1", "name": "Ada Marchetti", "email": "ada@shop.example"},
                 "serviceLevel": "standard",
                 "shipments": [{"recipient": {"name": "Grace Okafor", "city": "Halifax", "country": "CA"},
                                "parcels": [{"trackingNumber": "%s", "epc": "%s"}]}]}
                """
                        .formatted(parcel.trackingNumber(), parcel.epcHex()));
    }

    /** A parcel as the API gives it. */
    JsonNode parcel(Parcel parcel) throws IOException {
        return send("GET", "/api/v1/parcels/" + parcel.trackingNumber(), "");
    }

    JsonNode fleet() throws IOException {
        return send("GET", "/api/v1/fleet", "");
    }

    private JsonNode send(String method, String path, String body) throws IOException {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + API_KEY, "Content-Type", "application/json");
        Http.Answer answer = Http.send(method, address(path), headers, body, LIMIT);
        if (answer.status() / 100 != 2) {
            throw new IOException(method + " " + path + " answered " + answer.status() + ": " + answer.body());
        }
        return answer.json();
    }

    /** The command {@code agent add}: lets an agent into the embedded broker. Returns its secret. */
    String addAgent(AgentAddress agent) throws IOException, InterruptedException {
        return run("agent", "add", agent.toString()).strip();
    }

    /** Runs a command of the hub to its end; gives its output. */
    String run(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(words))
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("commands.log").toFile()))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("hub " + String.join(" ", words) + " failed; see " + folder.resolve("commands.log"));
        }
        return output;
    }

    @Override
    public void close() {
        machine.close();
    }
}
