package io.tagline.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.edge.eye.Eyes;
import io.tagline.edge.health.AgentHealth;
import io.tagline.edge.health.Counters;
import io.tagline.edge.health.LocalEndpoint;
import io.tagline.edge.health.Pulses;
import io.tagline.edge.journal.Journal;
import io.tagline.edge.journal.JournalSettings;
import io.tagline.edge.passage.PassageDetector;
import io.tagline.edge.passage.PassageSettings;
import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.portal.Side;
import io.tagline.edge.reader.ReadQueue;
import io.tagline.edge.reader.ReaderThread;
import io.tagline.edge.time.ClockDiscipline;
import io.tagline.edge.time.Ticker;
import io.tagline.edge.time.WallClock;
import io.tagline.edge.watch.DoorWatch;
import io.tagline.edge.watch.WatchSettings;
import io.tagline.llrp.command.ReaderProfile;
import io.tagline.llrp.link.ReaderAddress;
import io.tagline.simulator.ReaderOptions;
import io.tagline.simulator.SimulatedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A door that is there and does not work, from a simulated reader to {@code /health}, with a minute of traffic in 20 ms. How quiet is told
 * from a fault over days is DoorWatchTest's.
 */
@Timeout(60)
class SilentDoorTest {
    private static final ReaderId DOCK = new ReaderId("dock-a");
    private static final PortalId DOOR = new PortalId("door-1");

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path dir;

    private SimulatedReader device;
    private int port;
    private int parcels;

    @BeforeEach
    void start() throws Exception {
        Ticker ticker = Ticker.system();
        Counters counters = new Counters();
        Pulses pulses = new Pulses(ticker);
        WallClock clock = new WallClock(ticker, InstantSource.system(), ClockDiscipline.none());
        Journal journal = keep(Journal.open(
                new JournalSettings(dir, JournalSettings.LEAST_BYTES, Duration.ofDays(7)),
                clock,
                ticker,
                counters,
                pulses));
        AgentHealth health = new AgentHealth("1", dir, clock, ticker, counters, pulses, () -> HealthChecks.of(journal));
        PortalMap portals = new PortalMap(List.of(
                new PortalAntenna(DOOR, DOCK, 1, Side.INSIDE, 0), new PortalAntenna(DOOR, DOCK, 2, Side.OUTSIDE, 1)));
        DoorWatch watch = new DoorWatch(
                portals,
                new WatchSettings(
                        Duration.ofSeconds(4),
                        true,
                        5,
                        Duration.ZERO,
                        Duration.ofSeconds(30),
                        Duration.ofMillis(20),
                        Duration.ZERO),
                reader -> health.reader(reader.value()).isReading(),
                tick -> clock.mapping().at(tick));
        health.checks(watch::problems);
        ReadQueue reads = new ReadQueue(1_000);
        PassageDetector detector = new PassageDetector(
                portals, PassageSettings.defaults(), (portal, epc) -> watch.undecided(portal, epc, ticker.nanos()));
        Eyes eyes = Eyes.none();
        RestingReaders resting = new RestingReaders(List.of(), eyes);
        keep(new PortalPipeline(
                        reads, detector, eyes, resting, Doorkeeper.silent(), watch, journal, ticker, health, pulses)
                .start());
        device = keep(SimulatedReader.start(ReaderOptions.defaults()));
        keep(ReaderThread.start(
                DOCK,
                new ReaderAddress.Dial(
                        device.address().getHostString(), device.address().getPort()),
                Optional.empty(),
                ReaderProfile.basic(),
                portals,
                reads,
                ticker,
                counters,
                health.reader(DOCK.value()),
                input -> {}));
        port = keep(LocalEndpoint.start(health, 0)).port();
        await().until(device::isActive);
    }

    @AfterEach
    void stop() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    @Test
    void anAntennaThatGoesDeafAmongOthersIsNamedUntilItHears() {
        long reads = 30;
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            tagComes(1, 2);
            return parcels >= reads;
        });
        assertThat(health()).doesNotContain("antenna-silent");
        device.setAntennaDeaf(2, true);
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> {
                    tagComes(1);
                    assertThat(health())
                            .contains("\"name\":\"antenna-silent\"", "dock-a antenna 2, door-1 outside: no read since");
                });
        device.setAntennaDeaf(2, false);
        await().pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            tagComes(1, 2);
            assertThat(health()).doesNotContain("antenna-silent");
        });
    }

    /** The cable of antenna 2 hangs on port 3, of which the settings know nothing. */
    @Test
    void aPortalWithACableOnTheWrongPortIsNamedAndThenAReaderThatReadsNothing() {
        for (int i = 0; i < 6; i++) {
            parcels++;
            for (int antenna : new int[] {1, 1, 1, 1, 3, 3, 3}) {
                assertThat(device.read(parcel(), antenna, -55)).isTrue();
            }
        }
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(health())
                .contains("\"name\":\"portal-no-passages\"", "door-1: 6 tags came"));
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(health())
                .contains("\"name\":\"reader-no-reads\"", "dock-a: connected, and no read since")
                .contains("\"state\":\"reading\""));
    }

    private void tagComes(int... antennas) {
        parcels++;
        for (int antenna : antennas) {
            device.read(parcel(), antenna, -55);
        }
    }

    private String parcel() {
        return "3034%020x".formatted(parcels);
    }

    private String health() {
        try {
            HttpRequest ask = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                    .build();
            return http.send(ask, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }
}
