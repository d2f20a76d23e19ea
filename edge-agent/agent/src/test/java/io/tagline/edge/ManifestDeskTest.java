package io.tagline.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.edge.health.Counters;
import io.tagline.edge.health.Problem;
import io.tagline.edge.manifest.Judge;
import io.tagline.edge.manifest.ManifestSettings;
import io.tagline.edge.manifest.ManifestStore;
import io.tagline.edge.portal.PortalId;
import io.tagline.epc.Epc;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.BundleSignature;
import io.tagline.wire.Direction;
import io.tagline.wire.Manifest;
import io.tagline.wire.Payload;
import io.tagline.wire.Topics;
import io.tagline.wire.WireCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestDeskTest {
    private static final String TOPIC = Topics.of(new AgentAddress("ott-1", "gw-1"), Topics.Kind.MANIFEST);

    private final Judge judge = new Judge();
    private final Counters counters = new Counters();

    @TempDir
    Path folder;

    private KeyPair hub;
    private ManifestDesk desk;

    @BeforeEach
    void open() throws Exception {
        hub = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        desk = desk(judge);
    }

    @Test
    void manifestOfTheHubIsInForceAndStillIsAfterARestart() {
        send(manifest(3, "door-1"));

        assertThat(judge.version()).isEqualTo(3);
        assertThat(desk.refusal()).isEmpty();
        Judge after = new Judge();
        desk(after);
        assertThat(after.version()).isEqualTo(3);
    }

    @Test
    void whatTheHubDidNotSignChangesNothingAndIsSaidUntilAGoodOneComes() {
        send(manifest(3, "door-1"));
        Payload forged = WireCodec.encode(manifest(4, "door-1"));

        desk.manifest(TOPIC, forged, "");
        assertRefused("without signature");
        desk.manifest(
                TOPIC, forged, BundleSignature.sign(hub.getPrivate(), TOPIC, WireCodec.encode(manifest(5, "door-1"))));
        assertRefused("a signature that is not the hub's");
        desk.manifest(TOPIC, forged, BundleSignature.sign(hub.getPrivate(), TOPIC + "x", forged));
        assertRefused("a signature that is not the hub's");

        assertThat(judge.version()).isEqualTo(3);
        assertThat(counters.total("tagline_manifests_refused_total")).isEqualTo(3);
        send(manifest(5, "door-1"));
        assertThat(desk.refusal()).isEmpty();
    }

    @Test
    void manifestThatIsOlderOrUnreadableOrTooLargeLeavesTheOneInHand() throws Exception {
        send(manifest(3, "door-1"));

        send(manifest(2, "door-1"));
        assertRefused("manifest version 2 is older than version 3 in hand");
        Payload future = Payload.received("{\"version\":\"two\"}".getBytes(StandardCharsets.UTF_8), "");
        desk.manifest(TOPIC, future, BundleSignature.sign(hub.getPrivate(), TOPIC, future));
        assertRefused("version \"two\": expected a whole number");
        String parcel = "{\"epc\":\"3174257BF4499602D2000000\",\"parcel\":\"CC000000005CA\"}";
        Payload large = Payload.received(
                ("{\"version\":9,\"portals\":{\"door-1\":{\"load\":\"a\",\"expected\":["
                                + String.join(",", Collections.nCopies(100_000, parcel)) + "]}}}")
                        .getBytes(StandardCharsets.UTF_8),
                "");
        desk.manifest(TOPIC, large, BundleSignature.sign(hub.getPrivate(), TOPIC, large));
        assertRefused("more than 2097152 bytes");

        assertThat(judge.version()).isEqualTo(3);
    }

    @Test
    void portalThatTheAgentDoesNotHaveIsSaidAndTheOthersAreInForce() {
        send(manifest(3, "door-1", "door-9"));

        assertThat(judge.version()).isEqualTo(3);
        assertRefused("portals that are not this agent's: door-9; expected door-1, door-2");
    }

    @Test
    void withoutAKeyTheBrokersWordIsTaken() {
        var open = ManifestDesk.open(
                ManifestSettings.defaults(), Set.of("door-1"), judge, new ManifestStore(folder), counters);
        open.manifest(TOPIC, WireCodec.encode(manifest(3, "door-1")), "");
        assertThat(judge.version()).isEqualTo(3);
    }

    /** A manifest of 100,000 parcels takes an SD card seconds, and parcels go on through the door. */
    @Test
    void aPassageIsNotedWithoutWaitingForTheDiskAndStillCountsAfterARestart() throws Exception {
        ManifestStore store = new ManifestStore(folder);
        ManifestDesk busy = open(judge, store);
        Payload payload = WireCodec.encode(manifest(3, "door-1"));
        busy.manifest(TOPIC, payload, BundleSignature.sign(hub.getPrivate(), TOPIC, payload));
        Thread portals = new Thread(() -> busy.mark(
                judge.judge(new PortalId("door-1"), Epc.parse("3174257BF4499602D2000000"), Direction.OUT, 1)));
        synchronized (store) {
            portals.start();
            portals.join(5_000);
            assertThat(portals.isAlive()).as("waits for the disk").isFalse();
        }
        busy.close();
        Judge after = new Judge();
        desk(after);
        assertThat(after.progress(new PortalId("door-1")).orElseThrow().passed())
                .isEqualTo(1);
    }

    private ManifestDesk open(Judge of, ManifestStore store) {
        return ManifestDesk.open(
                new ManifestSettings(Optional.of(hub.getPublic()), Duration.ofMinutes(30)),
                Set.of("door-1", "door-2"),
                of,
                store,
                counters);
    }

    private ManifestDesk desk(Judge of) {
        var settings = new ManifestSettings(Optional.of(hub.getPublic()), Duration.ofMinutes(30));
        return ManifestDesk.open(settings, Set.of("door-1", "door-2"), of, new ManifestStore(folder), counters);
    }

    private void send(Manifest manifest) {
        Payload payload = WireCodec.encode(manifest);
        desk.manifest(TOPIC, payload, BundleSignature.sign(hub.getPrivate(), TOPIC, payload));
    }

    private void assertRefused(String reason) {
        assertThat(desk.refusal().map(Problem::detail).orElse("")).contains(reason);
    }

    private static Manifest manifest(long version, String... portals) {
        Map<String, Manifest.Portal> loads = new HashMap<>();
        for (String portal : portals) {
            loads.put(
                    portal,
                    new Manifest.Portal(
                            "YUL-17",
                            Direction.OUT,
                            List.of(new Manifest.Expected("3174257BF4499602D2000000", "CC000000005CA")),
                            Map.of()));
        }
        return new Manifest(version, Instant.parse("2026-03-01T08:00:00Z"), loads);
    }
}
