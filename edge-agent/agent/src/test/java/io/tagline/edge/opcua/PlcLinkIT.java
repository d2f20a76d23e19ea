package io.tagline.edge.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.tagline.edge.health.Counters;
import io.tagline.edge.health.Problem;
import io.tagline.edge.time.ClockDiscipline;
import io.tagline.edge.time.Ticker;
import io.tagline.edge.time.WallMapping;
import io.tagline.settings.Secret;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.ClockQuality;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The link against a server of another maker, in a process that can be killed. */
class PlcLinkIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path plcFolder;

    /** One for all tests: it takes seconds to start. */
    private static NodePlc plc;

    @TempDir
    Path dir;

    private final List<PlcChange> changes = new CopyOnWriteArrayList<>();
    private final Counters counters = new Counters();

    @BeforeAll
    static void startPlc() throws Exception {
        plc = NodePlc.start(plcFolder);
    }

    @AfterAll
    static void stopPlc() {
        if (plc != null) {
            plc.close();
        }
    }

    @Test
    void aPlcIsTrustedByAPersonAndThenKilledAndComesBackWithoutOne() throws Exception {
        try (PlcLink link = start("secret", nodes())) {
            await().atMost(PATIENCE).until(() -> problems(link).contains("plc-certificate-untrusted"));
            assertThat(changes).isEmpty();
            PlcCertificates certificates = new PlcCertificates(dir.resolve("pki"));
            String fingerprint = certificates.list().get(0).fingerprint();
            assertThat(link.problems().get(0).detail()).contains(fingerprint);
            assertThat(certificates.accept(fingerprint)).isPresent();
            awaitFlow();

            for (int kill = 1; kill <= 2; kill++) {
                plc.kill();
                await().atMost(PATIENCE).until(() -> problems(link).contains("plc-unreachable"));
                assertThat(link.verdict("door-1", 3)).isFalse();
                changes.clear();
                plc.restart();
                long back = System.nanoTime();
                awaitFlow();
                System.out.printf("changes flow %.1f s after the PLC is back%n", (System.nanoTime() - back) / 1e9);
                await().atMost(PATIENCE).until(() -> link.problems().isEmpty());
            }
            assertThat(link.verdict("door-1", 7)).isTrue();
            await().atMost(PATIENCE).until(() -> plc.said().contains("Verdict 7"));
        }
    }

    @Test
    void aDivertCommandIsAcknowledgedByItsNumberOrTimesOut() throws Exception {
        try (PlcLink link = start("secret", nodes())) {
            accept(link);
            awaitFlow();
            PlcChange shown = changes.stream()
                    .filter(change -> change.node().signal() == PlcSignal.DIVERT_ACKNOWLEDGED)
                    .findFirst()
                    .orElseThrow();
            List<DivertOutcome> outcomes = new CopyOnWriteArrayList<>();
            link.divert(command(4, outcomes::add));
            await().atMost(PATIENCE).until(() -> outcomes.equals(List.of(DivertOutcome.ACKNOWLEDGED)));
            // goes on from what the PLC showed at the start
            int next = (int) shown.value() + 1;
            assertThat(plc.said()).contains("DivertLane 4", "DivertSequence " + next);
            link.divert(command(99, outcomes::add));
            await().atMost(PATIENCE)
                    .until(() -> outcomes.equals(List.of(DivertOutcome.ACKNOWLEDGED, DivertOutcome.TIMED_OUT)));
            await().atMost(PATIENCE)
                    .until(() -> plc.said().stream()
                                    .filter(line -> line.startsWith("Heartbeat"))
                                    .count()
                            >= 3);
        }
    }

    /** Written a second after the parcel has gone by, a command would divert the next one. */
    @Test
    void aCommandThatIsTooLateIsNotWrittenAndTheNextOneIs() throws Exception {
        try (PlcLink link = start("secret", nodes())) {
            accept(link);
            awaitFlow();
            List<DivertOutcome> outcomes = new CopyOnWriteArrayList<>();
            link.divert(new DivertCommand("door-1", 31, OptionalLong.empty(), () -> true, outcomes::add));
            link.divert(command(32, outcomes::add));
            await().atMost(PATIENCE)
                    .until(() -> outcomes.equals(List.of(DivertOutcome.TOO_LATE, DivertOutcome.ACKNOWLEDGED)));
            assertThat(plc.said()).doesNotContain("DivertLane 31").contains("DivertLane 32", "DivertPosition 70000");
        }
    }

    /** Its TCP goes on: only questions without an answer show it. */
    @Test
    void aFrozenPlcIsSaidWithinSecondsAndGoesOnWhereItStopped() throws Exception {
        try (PlcLink link = start("secret", nodes())) {
            accept(link);
            awaitFlow();
            plc.freeze();
            try {
                long frozen = System.nanoTime();
                await().atMost(PATIENCE).until(() -> problems(link).contains("plc-unreachable"));
                System.out.printf("frozen PLC said after %.1f s%n", (System.nanoTime() - frozen) / 1e9);
                assertThat(Duration.ofNanos(System.nanoTime() - frozen)).isLessThan(Duration.ofSeconds(8));
                List<DivertOutcome> outcomes = new CopyOnWriteArrayList<>();
                link.divert(command(4, outcomes::add));
                assertThat(outcomes).containsExactly(DivertOutcome.NOT_SENT);
            } finally {
                plc.thaw();
            }
            awaitFlow();
            await().atMost(PATIENCE).until(() -> link.problems().isEmpty());
        }
    }

    @Test
    void theClockOfThePlcIsTakenOffAndSaidWhenItIsWrong() throws Exception {
        plc.kill();
        plc.restart(Duration.ofSeconds(90));
        try (PlcLink link = start("secret", nodes())) {
            accept(link);
            awaitFlow();
            WallMapping now = new WallMapping(
                    System.nanoTime(), Instant.now(), new ClockDiscipline.Reading(ClockQuality.FREE, 0));
            assertThat(link.clockOff(now).orElseThrow().detail())
                    .containsPattern("is (89|90)[0-9]{3} ms ahead of that of the gateway, give or take [0-9]+ ms");
            PlcChange last = changes.get(changes.size() - 1);
            assertThat(last.sourceTime().orElseThrow()).isAfter(Instant.now().plusSeconds(60));
            assertThat(Duration.ofNanos(last.tickNanos() - last.atTick()))
                    .isBetween(Duration.ZERO, Duration.ofSeconds(2));
        } finally {
            plc.kill();
            plc.restart();
        }
    }

    @Test
    void aNodeThatIsMissingOrOfAnotherTypeIsNamedAndTheOthersGoOn() throws Exception {
        List<PlcNode> nodes = new ArrayList<>(nodes());
        nodes.add(node(PlcSignal.LANE_FULL, "ns=1;s=Name", 20));
        nodes.add(node(PlcSignal.LANE_FULL, "ns=1;s=Nowhere", 21));
        nodes.add(node(PlcSignal.LANE_FULL, "nsu=urn:nobody;s=Eye", 22));
        try (PlcLink link = start("secret", nodes)) {
            accept(link);
            awaitFlow();
            assertThat(link.problems())
                    .extracting(Problem::name, Problem::subject, Problem::detail)
                    .containsExactly(
                            tuple(
                                    "plc-node-wrong",
                                    "plc.nodes[20].node",
                                    "lane-full of door-1, ns=1;s=Name is a String; expected Boolean"),
                            tuple(
                                    "plc-node-wrong",
                                    "plc.nodes[21].node",
                                    "lane-full of door-1, ns=1;s=Nowhere the PLC has no such variable (Bad_NodeIdUnknown)"),
                            tuple(
                                    "plc-node-wrong",
                                    "plc.nodes[22].node",
                                    "lane-full of door-1, nsu=urn:nobody;s=Eye the PLC has no such namespace, or this is no node id"));
        }
    }

    @Test
    void aWrongPasswordIsSaid() throws Exception {
        try (PlcLink link = start("wrong", nodes())) {
            accept(link);
            await().atMost(PATIENCE).until(() -> problems(link).contains("plc-credential-refused"));
            assertThat(link.problems().get(0).detail()).contains("user name tagline", "Bad_UserAccessDenied");
        }
    }

    /** Each change of the eye has its own time, a tenth of a second after the last one, by the clock of the PLC. */
    private void awaitFlow() {
        int before = changes.size();
        await().atMost(PATIENCE)
                .until(() -> changes.stream()
                                .skip(before)
                                .filter(change -> change.node().signal() == PlcSignal.PHOTO_EYE)
                                .count()
                        >= 10);
        List<Instant> times = changes.stream()
                .skip(before + 4L)
                .filter(change -> change.node().signal() == PlcSignal.PHOTO_EYE)
                .map(change -> change.sourceTime().orElseThrow())
                .toList();
        assertThat(times).isSorted().doesNotHaveDuplicates();
    }

    private void accept(PlcLink link) throws Exception {
        await().atMost(PATIENCE).until(() -> problems(link).contains("plc-certificate-untrusted"));
        PlcCertificates certificates = new PlcCertificates(dir.resolve("pki"));
        assertThat(certificates.accept(certificates.list().get(0).fingerprint()))
                .isPresent();
    }

    private static List<String> problems(PlcLink link) {
        return link.problems().stream().map(Problem::name).toList();
    }

    private PlcLink start(String password, List<PlcNode> nodes) {
        PlcSettings settings = new PlcSettings(
                new AgentAddress("ott-1", "gw-1"),
                URI.create(plc.url()),
                "tagline",
                new Secret(password),
                PlcSettings.PUBLISHING,
                PlcSettings.SAMPLING,
                Duration.ofMillis(200),
                PlcSettings.DIVERT_TIMEOUT,
                nodes,
                List.of());
        return PlcLink.start(settings, dir.resolve("pki"), changes::add, Ticker.system(), counters);
    }

    private static List<PlcNode> nodes() {
        return List.of(
                node(PlcSignal.PHOTO_EYE, "nsu=urn:test:plc;s=Eye", 0),
                node(PlcSignal.ENCODER, "ns=1;s=Encoder", 1),
                node(PlcSignal.DIVERT_ACKNOWLEDGED, "ns=1;s=DivertDone", 2),
                node(PlcSignal.DIVERT_LANE, "ns=1;s=DivertLane", 3),
                node(PlcSignal.DIVERT_POSITION, "ns=1;s=DivertPosition", 7),
                node(PlcSignal.DIVERT_SEQUENCE, "ns=1;s=DivertSequence", 4),
                node(PlcSignal.VERDICT, "ns=1;s=Verdict", 5),
                node(PlcSignal.HEARTBEAT, "ns=1;s=Heartbeat", 6));
    }

    private static DivertCommand command(int lane, Consumer<DivertOutcome> done) {
        return new DivertCommand("door-1", lane, OptionalLong.of(70_000), () -> false, done);
    }

    private static PlcNode node(PlcSignal signal, String address, int index) {
        return new PlcNode(signal, "door-1", 0, address, "plc.nodes[" + index + "].node");
    }
}
