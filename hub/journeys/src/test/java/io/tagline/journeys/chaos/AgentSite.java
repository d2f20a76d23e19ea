package io.tagline.journeys.chaos;

import io.tagline.journeys.Program;
import io.tagline.journeys.Project;
import io.tagline.simulator.TcpFaults;
import io.tagline.wire.AgentAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One depot: a simulated reader with three doors, its agent, and the links of the agent to reader and broker. Safe for any thread. */
final class AgentSite implements AutoCloseable {
    /** Doors through which parcels are walked; through the third goes the steady load. */
    static final List<String> DOORS = List.of("door-1", "door-2");

    static final String LOAD_DOOR = "door-3";

    private static final Duration HEALTH_LIMIT = Duration.ofSeconds(1);
    private static final int AGENT_HEAP_MB = 48;
    private static final int READER_HEAP_MB = 64;

    private final Programs programs;
    private final AgentAddress address;
    private final Path folder;
    private final int readerPort = Project.freePort();
    private final int httpPort = Project.freePort();
    private final TcpFaults readerLink;
    private final TcpFaults brokerLink;
    private final Machine reader;
    private final Machine agent;
    private volatile @Nullable SmallDisk disk;

    /**
     * @param number from 1
     * @param broker where the broker listens
     */
    AgentSite(Path plant, Programs programs, int number, PlantOptions options, InetSocketAddress broker)
            throws IOException {
        this.programs = programs;
        address = new AgentAddress("ott-" + number, "gw-1");
        folder = Files.createDirectories(plant.resolve("agent-" + number));
        readerLink = TcpFaults.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), readerPort));
        brokerLink = TcpFaults.to(broker);
        reader = new Machine("reader-" + number, folder.resolve("reader.log"), () -> readerCommand(options, number));
        agent = new Machine("agent-" + number, folder.resolve("agent.log"), this::agentCommand);
        Files.writeString(
                folder.resolve("depot.script"),
                """
                door door-1 inside 1 outside 2
                door door-2 inside 3 outside 4
                door door-3 inside 5 outside 6
                """);
    }

    private List<String> readerCommand(PlantOptions options, int number) {
        return Program.command(
                Program.thisJavaHome(),
                READER_HEAP_MB,
                programs.simulator(),
                "--port",
                Integer.toString(readerPort),
                "--script",
                folder.resolve("depot.script").toString(),
                "--seed",
                Integer.toString(number),
                "--rate",
                Integer.toString(options.readsPerSecond()),
                "--tags",
                Integer.toString(Math.max(1_000, options.readsPerSecond())),
                "--load-antennas",
                "5,6",
                "--commands");
    }

    private List<String> agentCommand() {
        return Program.command(
                Program.thisJavaHome(),
                AGENT_HEAP_MB,
                programs.agent(),
                "run",
                "--config",
                settings().toString());
    }

    /** Writes the agent's settings. */
    void configure(String secret) throws IOException {
        Files.writeString(folder.resolve("mqtt.secret"), secret);
        Files.writeString(
                settings(),
                """
                site: %s
                agent: %s
                data-dir: data
                mqtt: { url: "tcp://127.0.0.1:%d", username: %s, password-file: mqtt.secret }
                http: { port: %d }
                readers:
                  - { id: dock-a, host: 127.0.0.1, port: %d, profile: portal-dense }
                portals:
                  - id: door-1
                    antennas: [ { reader: dock-a, antenna: 1, side: inside }, { reader: dock-a, antenna: 2, side: outside } ]
                  - id: door-2
                    antennas: [ { reader: dock-a, antenna: 3, side: inside }, { reader: dock-a, antenna: 4, side: outside } ]
                  - id: door-3
                    antennas: [ { reader: dock-a, antenna: 5, side: inside }, { reader: dock-a, antenna: 6, side: outside } ]
                """
                        .formatted(
                                address.site(),
                                address.agent(),
                                brokerLink.address().getPort(),
                                address,
                                httpPort,
                                readerLink.address().getPort()));
    }

    /** Its data is on a small disk of its own from now on; it must not have run yet. */
    void useSmallDisk(long bytes) throws IOException {
        disk = SmallDisk.at(dataDir(), bytes);
    }

    /** If it has one. */
    Optional<SmallDisk> smallDisk() {
        return Optional.ofNullable(disk);
    }

    void start() throws IOException {
        reader.start();
        agent.start();
    }

    AgentAddress address() {
        return address;
    }

    Machine reader() {
        return reader;
    }

    Machine agent() {
        return agent;
    }

    TcpFaults readerLink() {
        return readerLink;
    }

    TcpFaults brokerLink() {
        return brokerLink;
    }

    Path settings() {
        return folder.resolve("agent.yaml");
    }

    /** Where the journal is. */
    Path dataDir() {
        return folder.resolve("data");
    }

    /** What the agent says of itself; empty when it does not answer within a second. */
    Optional<AgentHealth> health() {
        try {
            URI health = URI.create("http://127.0.0.1:" + httpPort + "/health");
            return Optional.of(
                    AgentHealth.of(Http.get(health, Map.of(), HEALTH_LIMIT).json()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        agent.close();
        reader.close();
        readerLink.close();
        brokerLink.close();
        if (smallDisk().isPresent()) {
            smallDisk().get().close();
        }
    }
}
