package io.tagline.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.journeys.WholeLine.Parcel;
import io.tagline.simulator.Movement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is killed while parcels pass: what the journal accepted is on timelines exactly once. */
class KillJourneyTest {
    private static final int PARCELS = 24;
    /** While programs are killed: there are passages the whole time. */
    private static final Duration LEISURELY = Duration.ofMillis(800);
    /** Once all run again. */
    private static final Duration BRISK = Duration.ofMillis(300);

    private static final Duration CATCH_UP = Duration.ofSeconds(60);

    private final long seed = Long.getLong("tagline.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    private Path folder;

    @Test
    void killingAgentAndHubInMidStreamLosesAndDoublesNothing() throws Exception {
        try (WholeLine line = new WholeLine(folder)) {
            Program hub = line.startHub();
            Program agent = line.startAgent();
            List<Parcel> parcels = orders(line);
            walkAll(line, parcels, LEISURELY);
            for (int kill = 0; kill < 3; kill++) {
                pause();
                agent.kill();
                agent = line.launchAgent(Program.thisJavaHome());
                pause();
                hub.kill();
                hub = line.startHub();
            }
            walkAll(line, parcels, BRISK);
            assertNothingLostOrDoubled(line);
        }
    }

    @Test
    void killingAForeignBrokerAndTheHubInMidStreamLosesAndDoublesNothing() throws Exception {
        Path mosquitto = Path.of("/usr/sbin/mosquitto");
        Assumptions.assumeTrue(Files.isExecutable(mosquitto), "mosquitto is not installed (Debian package mosquitto)");
        int port = Project.freePort();
        try (WholeLine line = WholeLine.withBroker(folder, port)) {
            Program broker = broker(mosquitto, port);
            try {
                Program hub = line.startHub();
                line.startAgent();
                List<Parcel> parcels = orders(line);
                walkAll(line, parcels, LEISURELY);
                for (int kill = 0; kill < 2; kill++) {
                    pause();
                    broker.kill();
                    broker = broker(mosquitto, port);
                    pause();
                    hub.kill();
                    hub = line.startHub();
                }
                walkAll(line, parcels, BRISK);
                assertNothingLostOrDoubled(line);
            } finally {
                broker.close();
            }
        }
    }

    private static List<Path> javaHomes() throws IOException {
        try (var homes = Files.list(Path.of("/usr/lib/jvm"))) {
            return homes.filter(home -> !Files.isSymbolicLink(home) && Files.isExecutable(home.resolve("bin/java")))
                    .sorted()
                    .toList();
        }
    }

    /** One after the other on one journal, as after an upgrade of the machine. */
    @Test
    void theAgentWorksOnEveryJdkOfThisMachine() throws Exception {
        try (WholeLine line = new WholeLine(folder)) {
            line.startHub();
            int number = 900;
            for (Path javaHome : javaHomes()) {
                Program agent = line.startAgent(javaHome);
                // the reader went on reading for the one before
                WholeLine.await(CATCH_UP, "agent reads", agent, () -> line.agentMetric("tagline_reads_total") > 0);
                Parcel parcel = Parcel.number(number++);
                line.order(parcel);
                line.walk(parcel, "door-1", Movement.IN, Duration.ZERO);
                await(javaHome.toString()).atMost(CATCH_UP).until(() -> line.kinds(parcel)
                        .contains("accepted"));
                agent.close();
                assertThat(agent.await(15))
                        .as("%s: exit status after SIGTERM", javaHome)
                        .isIn(0, 143);
                assertThat(agent.log()).as("%s", javaHome).doesNotContain("WARNING:", "Exception");
            }
        }
    }

    private static List<Parcel> orders(WholeLine line) throws IOException, InterruptedException {
        List<Parcel> parcels = new ArrayList<>();
        for (int i = 0; i < PARCELS; i++) {
            parcels.add(Parcel.number(100 + i));
            line.order(parcels.get(i));
        }
        return parcels;
    }

    private static void walkAll(WholeLine line, List<Parcel> parcels, Duration apart) {
        for (int i = 0; i < parcels.size(); i++) {
            Movement movement = i % 2 == 0 ? Movement.IN : Movement.OUT;
            line.walk(parcels.get(i), i % 4 < 2 ? "door-1" : "door-2", movement, apart.multipliedBy(i));
        }
    }

    private void pause() throws InterruptedException {
        Thread.sleep(500 + random.nextInt(2_500)); // the moment of the kill is what is drawn at random
    }

    private void assertNothingLostOrDoubled(WholeLine line) throws InterruptedException {
        // the last walk ends; nothing to wait for earlier
        Thread.sleep(BRISK.multipliedBy(PARCELS).plusSeconds(5).toMillis());
        await("seed " + seed).atMost(CATCH_UP).untilAsserted(() -> assertSame(line));
    }

    private void assertSame(WholeLine line) throws SQLException {
        List<String> accepted = Databases.journal(line.journal());
        assertThat(accepted).as("seed %d: scans in the journal", seed).hasSizeGreaterThan(PARCELS);
        assertThat(Databases.ledger(line.hubDatabase()))
                .as("seed %d: scans in the hub", seed)
                .isEqualTo(accepted);
        assertThat(Databases.repeatedEvents(line.hubDatabase()))
                .as("seed %d: doubled", seed)
                .isZero();
        assertThat(Databases.scansWithoutEvent(line.hubDatabase()))
                .as("seed %d: not on a timeline", seed)
                .isZero();
    }

    private Program broker(Path mosquitto, int port) throws IOException {
        Path settings = folder.resolve("mosquitto.conf");
        Files.writeString(settings, "listener " + port + " 127.0.0.1\nallow_anonymous true\nlog_type none\n");
        return Program.start(
                "mosquitto",
                folder.resolve("mosquitto.log"),
                Map.of(),
                List.of(mosquitto.toString(), "-c", settings.toString()));
    }
}
