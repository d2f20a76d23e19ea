package io.tagline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestJsonTest {
    @Test
    void aManifestOfTheMostParcelsFitsAMessage() throws Exception {
        Manifest most = manifest(Manifest.MOST_PARCELS);

        assertThat(WireCodec.decodeManifest(WireCodec.encode(most))).isEqualTo(most);
    }

    @Test
    void aManifestOfAHundredThousandParcelsIsRefusedByItsNumber() {
        String parcel = "{\"epc\":\"3174257BF4499602D2000000\",\"parcel\":\"CC000000005CA\"},";
        String body = "{\"version\":1,\"portals\":{\"door-1\":{\"load\":\"a\",\"expected\":["
                + parcel.repeat(Manifest.MOST_PARCELS + 1) + "]}}}";

        assertThatThrownBy(() -> WireCodec.decodeManifest(Payload.received(bytes(body), "")))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining("more than 20000 parcels: expected at most 20000 for one agent");
        assertThatThrownBy(() -> manifest(100_000)).hasMessageContaining("100000 parcels: expected at most 20000");
    }

    @Test
    void whatIsMissingOrOfAnotherFormIsNamed() {
        refused("{\"issuedAt\":\"2026-03-01T08:00:00Z\",\"portals\":{}}", "manifest version 0: expected 1 or more");
        refused("{\"version\":1,\"portals\":{}}", "manifest without issuedAt");
        refused("{\"version\":\"1\",\"portals\":{}}", "version \"1\": expected a whole number");
        refused(withPortal("\"Door 1\":{\"load\":\"a\"}"), "portal \"Door 1\"");
        refused(withPortal("\"door-1\":{}"), "portal door-1 without load");
        refused(
                withPortal("\"door-1\":{\"load\":\"a\",\"direction\":\"up\"}"),
                "direction \"up\": expected in, out or unknown");
        refused(
                withPortal("\"door-1\":{\"load\":\"a\",\"expected\":[{\"epc\":\"31af\",\"parcel\":\"p\"}]}"),
                "epc \"31af\": expected 4 to 124 upper-case hexadecimal digits");
        refused(
                withPortal("\"door-1\":{\"load\":\"a\",\"expected\":[{\"epc\":\"31AF\",\"parcel\":\"p\"},"
                        + "{\"epc\":\"31AF\",\"parcel\":\"q\"}]}"),
                "EPC 31AF is expected twice");
    }

    @Test
    void onlyTheHolderOfTheKeySignsAndOnlyForOneTopic() throws Exception {
        KeyPair hub = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Payload payload = WireCodec.encode(manifest(30));
        String topic = Topics.of(new AgentAddress("ott-1", "gw-1"), Topics.Kind.MANIFEST);
        String signature = BundleSignature.sign(hub.getPrivate(), topic, payload);

        assertThat(BundleSignature.isValid(hub.getPublic(), topic, payload, signature))
                .isTrue();
        assertThat(BundleSignature.isValid(other.getPublic(), topic, payload, signature))
                .isFalse();
        assertThat(BundleSignature.isValid(hub.getPublic(), topic + "2", payload, signature))
                .isFalse();
        assertThat(BundleSignature.isValid(hub.getPublic(), topic, WireCodec.encode(manifest(31)), signature))
                .isFalse();
        assertThat(BundleSignature.isValid(hub.getPublic(), topic, payload, "not Base64"))
                .isFalse();
        assertThat(BundleSignature.isValid(hub.getPublic(), topic, payload, "")).isFalse();
    }

    private static Manifest manifest(int parcels) {
        List<Manifest.Expected> expected = new ArrayList<>();
        for (int i = 0; i < parcels; i++) {
            expected.add(new Manifest.Expected("3174257BF4499602%08X".formatted(i), "CC%09dCA".formatted(i)));
        }
        return new Manifest(
                7,
                Instant.parse("2026-03-01T08:00:00Z"),
                Map.of("door-1", new Manifest.Portal("YUL-17", Direction.OUT, expected, Map.of())));
    }

    private static String withPortal(String portal) {
        return "{\"version\":1,\"issuedAt\":\"2026-03-01T08:00:00Z\",\"portals\":{" + portal + "}}";
    }

    private static void refused(String body, String message) {
        assertThatThrownBy(() -> WireCodec.decodeManifest(Payload.received(bytes(body), "")))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining(message);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
