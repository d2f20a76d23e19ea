package io.tagline.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tagline.edge.health.Counters;
import io.tagline.edge.journal.Journal;
import io.tagline.edge.journal.TestJournal;
import io.tagline.edge.time.Ticker;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.Health;
import io.tagline.wire.Manifest;
import io.tagline.wire.Payload;
import io.tagline.wire.SeqRange;
import io.tagline.wire.Topics;
import io.tagline.wire.Topics.Kind;
import io.tagline.wire.WireCodec;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The uplink against Debian's Mosquitto. */
@Timeout(120)
class UplinkIT {
    private static final AgentAddress AGENT = new AgentAddress("ott-1", "gw-1");
    private static final String RECEIPTS = Topics.of(AGENT, Kind.RECEIPTS);
    private static final String STATUS = Topics.of(AGENT, Kind.STATUS);

    @TempDir
    Path dir;

    private final long seed = Long.getLong("tagline.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Counters counters = new Counters();
    private final HeardInstructions instructions = new HeardInstructions();
    private final AtomicInteger healths = new AtomicInteger();
    private Journal journal;

    @BeforeEach
    void openJournal() throws Exception {
        assumeTrue(Mosquitto.program().isPresent(), "mosquitto is not installed: apt-get install mosquitto");
        journal = TestJournal.open(dir.resolve("journal"));
    }

    @AfterEach
    void closeJournal() throws Exception {
        if (journal != null) {
            journal.close();
        }
    }

    @Test
    void everyScanReachesTheHubOnceAndItsReceiptFreesTheJournal() throws Exception {
        try (var broker = Mosquitto.start(dir, "allow_anonymous true");
                var hub = new HubStub(broker.url(), random, 0)) {
            try (var uplink = uplink(broker.url())) {
                uplink.start();
                append(1, 5_000);

                awaitAllStored(hub, 5_000);

                await().until(() -> journal.pendingCount() == 0);
                assertThat(hub.repeats()).isZero();
                assertThat(uplink.status().state()).isEqualTo(UplinkState.ONLINE);
                assertThat(hub.latest())
                        .containsEntry(STATUS, "online")
                        .containsEntry(Topics.of(AGENT, Kind.HEALTH), "test");
            }
            await().untilAsserted(() -> assertThat(hub.latest()).containsEntry(STATUS, "offline"));
        }
    }

    @Test
    void manifestThatWaitsAtTheBrokerIsHeardAtOnceAndScansGoOn() throws Exception {
        Payload manifest = WireCodec.encode(new Manifest(1, Instant.EPOCH, Map.of()));
        String topic = Topics.of(AGENT, Kind.MANIFEST);
        try (var broker = Mosquitto.start(dir, "allow_anonymous true");
                var hub = new HubStub(broker.url(), random, 0)) {
            hub.retain(topic, manifest, "signed");
            try (var uplink = uplink(broker.url())) {
                uplink.start();
                append(1, 10);

                awaitAllStored(hub, 10);

                await().until(() -> !instructions.heard().isEmpty());
                HeardInstructions.Heard heard = instructions.heard().get(0);
                assertThat(heard.topic()).isEqualTo(topic);
                assertThat(heard.signature()).isEqualTo("signed");
                assertThat(heard.payload().body()).isEqualTo(manifest.body());
                assertThat(instructions.refused()).isEmpty();
                await().until(() -> journal.pendingCount() == 0);
            }
        }
    }

    @Test
    void loneScanIsAtTheHubWithinAQuarterOfASecond() throws Exception {
        try (var broker = Mosquitto.start(dir, "allow_anonymous true");
                var hub = new HubStub(broker.url(), random, 0);
                var uplink = uplink(broker.url())) {
            uplink.start();
            append(1, 1);
            awaitAllStored(hub, 1);
            List<Long> nanos = new ArrayList<>();
            for (int n = 2; n <= 12; n++) {
                Thread.sleep(150); // idle again: the commit of a lone scan is measured
                long start = System.nanoTime();
                append(n, n);
                int expected = n;
                await().pollInterval(Duration.ofMillis(1)).until(() -> hub.stored() == expected);
                nanos.add(System.nanoTime() - start);
            }
            // the median: one of them may meet a busy machine
            Collections.sort(nanos);
            assertThat(Duration.ofNanos(nanos.get(nanos.size() / 2))).isLessThan(Duration.ofMillis(250));
        }
    }

    @Test
    void brokerKilledAndComingBackEmptyLosesAndDoublesNothing() throws Exception {
        try (var broker = Mosquitto.start(dir, "allow_anonymous true");
                var hub = new HubStub(broker.url(), random, 0.3);
                var uplink = uplink(broker.url())) {
            uplink.start();
            for (long round = 0; round < 3; round++) {
                append(round * 2_000 + 1, round * 2_000 + 1_000 + random.nextInt(500));
                broker.kill();
                append(journal.lastSeq() + 1, (round + 1) * 2_000);
                broker.restart();
                hub.leave();
                hub.comeBack();
            }
            awaitAllStored(hub, 6_000);
            await().atMost(Duration.ofSeconds(60)).until(() -> journal.pendingCount() == 0);
            // every connection is a new client; the old ones must be gone
            await().untilAsserted(() -> assertThat(threadsOfPaho()).hasSizeLessThanOrEqualTo(4));
        }
        await().untilAsserted(() -> assertThat(threadsOfPaho()).isEmpty());
    }

    @Test
    void balancerWithoutABrokerBehindItCostsNoThreads() throws Exception {
        try (var balancer = new ServerSocket(0);
                var uplink = uplink(URI.create("tcp://127.0.0.1:" + balancer.getLocalPort()))) {
            uplink.start();
            for (int i = 0; i < 3; i++) {
                balancer.accept().close();
            }
        }
        await().untilAsserted(() -> assertThat(threadsOfPaho()).isEmpty());
    }

    private static List<String> threadsOfPaho() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("MQTT") && name.contains(AGENT.toString()))
                .toList();
    }

    @Test
    void hubThatIsAwayGetsEverythingWhenItIsBack() throws Exception {
        try (var broker = Mosquitto.start(dir, "allow_anonymous true");
                var hub = new HubStub(broker.url(), random, 0);
                var uplink = uplink(broker.url())) {
            uplink.start();
            append(1, 500);
            awaitAllStored(hub, 500);
            hub.leave();
            append(501, 3_000);
            await().atMost(Duration.ofSeconds(20)).until(() -> uplink.status().state() == UplinkState.HUB_SILENT);

            hub.comeBack();

            awaitAllStored(hub, 3_000);
            await().until(() -> uplink.status().state() == UplinkState.ONLINE);
        }
    }

    @Test
    void hubRestoredFromABackupIsSentWhatItAsksFor() throws Exception {
        try (var broker = Mosquitto.start(dir, "allow_anonymous true");
                var hub = new HubStub(broker.url(), random, 0);
                var uplink = uplink(broker.url())) {
            uplink.start();
            append(1, 1_000);
            awaitAllStored(hub, 1_000);
            await().until(() -> journal.pendingCount() == 0);

            hub.want(RECEIPTS, journal.id(), new SeqRange(301, 700));

            awaitAllStored(hub, 1_000);
        }
    }

    @Test
    void hubThatHasWhatItAskedForHearsSoAtOnceAndMayAskForMore() throws Exception {
        try (var broker = Mosquitto.start(dir, "allow_anonymous true");
                var hub = new HubStub(broker.url(), random, 0);
                var uplink = uplink(broker.url(), Optional.empty(), Optional.empty(), Duration.ofHours(1))) {
            uplink.start();
            append(1, 1_000);
            awaitAllStored(hub, 1_000);
            await().until(() -> journal.pendingCount() == 0);
            assertThat(healths).hasValue(1);

            hub.want(RECEIPTS, journal.id(), new SeqRange(301, 700));

            await().until(() -> healths.get() == 2);
            assertThat(hub.stored()).isEqualTo(1_000);
        }
    }

    @Test
    void hubThatWasAwayHearsAtOnceWhatThereIs() throws Exception {
        try (var broker = Mosquitto.start(dir, "allow_anonymous true");
                var hub = new HubStub(broker.url(), random, 0);
                var uplink = uplink(broker.url(), Optional.empty(), Optional.empty(), Duration.ofHours(1))) {
            uplink.start();
            hub.leave();
            append(1, 100);
            await().atMost(Duration.ofSeconds(20)).until(() -> uplink.status().state() == UplinkState.HUB_SILENT);
            assertThat(healths).hasValue(1);

            hub.comeBack();

            await().atMost(Duration.ofSeconds(20)).until(() -> healths.get() == 2);
        }
    }

    @Test
    void wrongPasswordIsAStateWithItsReasonAndWithoutThePassword() throws Exception {
        Path passwords = dir.resolve("passwords");
        Files.writeString(passwords, "");
        try (var broker = Mosquitto.start(dir, "allow_anonymous false", "password_file " + passwords);
                var uplink = uplink(
                        broker.url(), Optional.of(new Credential("ott-1/gw-1", "swordfish")), Optional.empty())) {
            uplink.start();
            await().until(() -> uplink.status().state() == UplinkState.CREDENTIAL_REFUSED);

            assertThat(uplink.status().detail())
                    .startsWith("broker " + broker.url() + " refuses this user name and password: 0x8")
                    .doesNotContain("swordfish");
        }
    }

    @Test
    void publishThatTheBrokerForbidsIsNotTakenForDelivered() throws Exception {
        Path rules = dir.resolve("acl");
        Files.writeString(rules, "topic read #\ntopic readwrite " + STATUS + "\n");
        try (var broker = Mosquitto.start(dir, "allow_anonymous true", "acl_file " + rules);
                var uplink = uplink(broker.url())) {
            uplink.start();
            append(1, 10);
            await().until(() -> uplink.status().state() == UplinkState.PUBLISH_REFUSED);

            assertThat(uplink.status().detail()).endsWith("/scans refused: 0x87 not authorized");
            assertThat(journal.pendingCount()).isEqualTo(10);
        }
    }

    @Test
    void addressWithoutABrokerIsAStateThatNamesIt() throws Exception {
        URI nobody = URI.create("tcp://127.0.0.1:" + Mosquitto.freePort());
        try (var uplink = uplink(nobody)) {
            uplink.start();
            await().until(() -> uplink.status().state() == UplinkState.UNREACHABLE);

            assertThat(uplink.status().detail()).isEqualTo("broker " + nobody + " is not reached: Connection refused");
        }
    }

    @Test
    void addressThatAcceptsAndSaysNothingIsGivenUp() throws Exception {
        try (var mute = new ServerSocket(0);
                var uplink = uplink(URI.create("tcp://127.0.0.1:" + mute.getLocalPort()))) {
            uplink.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> uplink.status().state() == UplinkState.UNREACHABLE);

            assertThat(uplink.status().detail()).contains("accepts and says nothing");
        }
    }

    private Uplink uplink(URI broker) {
        return uplink(broker, Optional.empty(), Optional.empty());
    }

    private Uplink uplink(URI broker, Optional<Credential> credential, Optional<Path> trusted) {
        return uplink(broker, credential, trusted, Duration.ofSeconds(1));
    }

    private Uplink uplink(URI broker, Optional<Credential> credential, Optional<Path> trusted, Duration healthEvery) {
        var settings = new UplinkSettings(
                AGENT, broker, credential, trusted, 16, Duration.ofSeconds(2), Duration.ofSeconds(1), healthEvery);
        return new Uplink(
                settings,
                journal,
                () -> {
                    healths.incrementAndGet();
                    return health(journal);
                },
                instructions,
                Ticker.system(),
                counters);
    }

    static Health health(Journal journal) {
        return new Health(
                Instant.now(),
                "test",
                1,
                List.of(),
                List.of(),
                new Health.JournalHealth(journal.id(), 1, journal.lastSeq(), 0, Optional.empty(), 1, 1),
                new Health.ClockHealth(ClockQuality.FREE, 0),
                new Health.DiskHealth(1, 1),
                Map.of());
    }

    private void append(long from, long to) throws InterruptedException {
        for (long n = from; n <= to; n++) {
            journal.append(TestJournal.scan(n));
        }
        await().pollInterval(Duration.ofMillis(2)).until(() -> journal.lastSeq() >= to);
    }

    private void awaitAllStored(HubStub hub, int scans) {
        await().atMost(Duration.ofSeconds(60)).until(() -> hub.stored() >= scans);
        assertThat(hub.stored()).as("-Dtagline.seed=%d", seed).isEqualTo(scans);
        assertThat(hub.contradictions()).isZero();
        for (long seq = 1; seq <= scans; seq++) {
            assertThat(hub.epcStored(journal.id(), seq)).contains(TestJournal.epc(seq));
        }
    }
}
