package io.tagline.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.hub.SharedHub;
import io.tagline.hub.broker.MqttProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Law 9 at the running hub, by a real client of its broker: what is refused is refused with a reason, counted and kept, and what
 * comes behind it goes through.
 */
final class PoisonTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String SCANS = "tagline/v1/ott-1/poison/scans";
    private static final String GOOD =
            "{\"seq\":%d,\"portal\":\"door-1\",\"epc\":\"%s\",\"direction\":\"in\",\"at\":\"%s\"}";
    private final String at =
            Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS).toString();

    @TempDir
    Path folder;

    private final UUID journal = UUID.randomUUID();
    private SharedHub hub;
    private MqttProbe agent;
    private String secret;

    @BeforeEach
    void connect() throws Exception {
        hub = SharedHub.get();
        Path file = folder.resolve("secret");
        hub.command("agent", "add", "ott-1/poison", "--out", file.toString());
        secret = Files.readString(file).strip();
        agent = MqttProbe.connect(hub.mqttUrl(), "ott-1/poison", "ott-1/poison", secret);
        agent.subscribe("tagline/v1/ott-1/poison/receipts");
    }

    @AfterEach
    void remove() throws Exception {
        agent.close();
        hub.command("agent", "remove", "ott-1/poison");
        for (JsonNode letter : letters()) {
            hub.send(hub.withKey("/api/v1/dead-letters/" + letter.get("id").asString())
                    .DELETE());
        }
    }

    @Test
    void whatIsNoMessageIsKeptWithItsReason() throws Exception {
        refused("not json", "scans message is not JSON");
        refused("", "scans message is empty: expected a JSON object");
        refused("[]", "message […]: expected an object");
        refused("{\"journal\":17,\"scans\":[]}", "journal \"17\": expected text");
        refused("{\"journal\":\"x\",\"scans\":[]}", "journal \"x\": expected a UUID");
        refused("{\"scans\":[]}", "message without journal: expected both journal and scans");
        refused(message("").replace("[]", "{}"), "scans {…}: expected a list");
        refused(message("") + "x", "not JSON");
        refused("{\"a\":".repeat(2_000), "nesting depth");
        refused(bytes("{\"journal\":\"", (byte) 0xC3, (byte) 0x28), "", "scans message is not UTF-8");
        refused(message((GOOD.formatted(1, "3034", at) + ",").repeat(101)), "scans: more than 100 in one message");
        refused(bytes(message("")), "br", "content-encoding \"br\": expected gzip or no such property");
        refused(bytes(message("")), "gzip", "scans message is not gzip");
        refused(gzip(new byte[20_000_000]), "gzip", "scans message of more than 262144 bytes");
        refused(Arrays.copyOf(gzip(bytes(message(GOOD.formatted(2, "3034", at)))), 60), "gzip", "is not gzip");
        theNextOneGoesThrough(1_000);
        assertThat(hub.get("/metrics").body()).containsPattern("tagline_dead_letters_total [1-9]");
    }

    @Test
    void aBadScanIsKeptAndReceiptedAndItsNeighboursGoThrough() throws Exception {
        String number = SharedHub.s10(60_000_001);
        order(number, "3034AB01");
        String[] bad = {
            GOOD.formatted(2, "", at),
            GOOD.formatted(3, "3", at),
            GOOD.formatted(4, "XYZ1", at),
            GOOD.formatted(5, "AB".repeat(65), at),
            GOOD.formatted(6, "3034AB01", "yesterday"),
            GOOD.formatted(7, "3034AB01", at).replace("door-1", "No Such Portal!"),
            GOOD.formatted(8, "3034AB01", at).replace("\"in\"", "\"sideways\""),
            GOOD.formatted(0, "3034AB01", at),
            GOOD.formatted(-1, "3034AB01", at),
            GOOD.formatted(9, "3034AB01", at).replace(":9,", ":99999999999999999999,"),
            GOOD.formatted(10, "3034AB01", at).replace("\"3034AB01\"", "[1,{\"a\":2}]"),
            "17",
        };
        String all = GOOD.formatted(1, "3034AB01", at) + "," + String.join(",", bad) + ","
                + GOOD.formatted(11, "3034AB01", at).replace("{", "{\"colour\":{\"deep\":[1]},");

        assertThat(agent.publish(SCANS, message(all), false)).isLessThan(0x80);

        String reason = letter("scan 1: epc");
        assertThat(reason)
                .contains("scan 1: epc \"\": expected 2 to 128 hexadecimal digits")
                .contains("scan 3: epc \"XYZ1\"", "scan 5: at \"yesterday\"", "scan 6: portal \"No Such Portal!\"")
                .contains("scan 7: direction \"sideways\": expected in, out or unknown")
                .contains("scan 8: seq 0: expected a whole number from 1", "scan 9: seq -1: ")
                .contains("scan 10: seq \"99999999999999999999\"", "scan 11: epc […]", "scan 12: scan \"17\"");
        assertThat(agent.nextText()).contains("\"committed\":[[1,8],[10,11]]");
        assertThat(hub.send(hub.withKey("/api/v1/parcels/" + number)).body()).contains("\"kind\":\"arrived\"");
    }

    @Test
    void oddButValidScansAreTaken() throws Exception {
        String number = SharedHub.s10(60_000_002);
        order(number, "AB".repeat(62));
        String odd = GOOD.formatted(Long.MAX_VALUE, "AB".repeat(62), at) + ","
                + GOOD.formatted(2, "CD".repeat(64), at) + ","
                // 8 bits, a portal that no settings name, a day that ends before it begins
                + GOOD.formatted(1, "30", at)
                        .replace("door-1", "door-nobody-knows")
                        .replace(
                                "\"at\"",
                                "\"firstSeen\":\"2027-01-05T00:00:00Z\",\"lastSeen\":\"2025-01-01T00:00:00Z\",\"at\"");
        agent.publish(SCANS, bytes(message(odd)), true);

        assertThat(agent.nextText()).contains("[1,2]", "[9223372036854775807,9223372036854775807]");
        assertThat(hub.send(hub.withKey("/api/v1/parcels/" + number)).body()).contains("\"kind\":\"arrived\"");
        agent.publish(SCANS, new byte[0], true);
    }

    /** A buggy agent's message that can't be read whole: kept, and the agent's journal is freed of what is in it. */
    @Test
    void scansInASpoiltMessageAreReceiptedOnceItIsKept() throws Exception {
        String spoilt =
                message(GOOD.formatted(41, "3034", at) + "," + GOOD.formatted(42, "3034", at) + ",{\"seq\":43,");

        for (int i = 0; i < 3; i++) {
            agent.publish(SCANS, spoilt, false);
            assertThat(agent.nextText()).contains("\"committed\":[[41,42]]");
        }
        assertThat(letter("not JSON")).isNotEmpty();
        assertThat(letters()).hasSize(1);
        assertThat(letters().get(0).get("times").asInt()).isEqualTo(3);
    }

    /** The broker refuses what is not for this version; an agent sees that by the reason code, and keeps its scans. */
    @Test
    void aMessageOfAnotherVersionOrAnothersAgentIsRefusedByTheBroker() throws Exception {
        for (String topic : new String[] {
            "tagline/v2/ott-1/poison/scans", "tagline/v1/ott-1/other/scans", "tagline/v1/ott-1/poison/receipts", "x"
        }) {
            assertThat(agent.publish(topic, message(""), false)).as(topic).isGreaterThanOrEqualTo(0x80);
        }
        theNextOneGoesThrough(1);
    }

    @Test
    void tenMegabytesEndTheConnectionAndNothingElse() throws Exception {
        assertThat(agent.publish(SCANS, new byte[10 * 1024 * 1024], false)).isNotIn(0, 0x10);
        await().atMost(LIMIT).ignoreExceptions().until(() -> {
            agent = MqttProbe.connect(hub.mqttUrl(), "ott-1/poison", "ott-1/poison", secret);
            return agent.isConnected();
        });
        agent.subscribe("tagline/v1/ott-1/poison/receipts");
        theNextOneGoesThrough(1);
    }

    /** A million of them is for the bench: {@code -Dtagline.poison.batches=1000000}. */
    @Test
    void aFloodOfTinyMessagesIsOneLetterAndHoldsNobodyUp() throws Exception {
        int batches = Integer.getInteger("tagline.poison.batches", 2_000);
        for (int i = 0; i < batches; i++) {
            agent.publishLater(SCANS, bytes(i % 2 == 0 ? "{}" : message("")));
        }
        theNextOneGoesThrough(77);
        assertThat(letters()).hasSize(1);
        assertThat(letters().get(0).get("times").asInt()).isEqualTo((batches + 1) / 2);
    }

    private void theNextOneGoesThrough(long seq) throws Exception {
        agent.publish(SCANS, message(GOOD.formatted(seq, "3034", at)), false);
        await().atMost(Duration.ofMinutes(2)).until(() -> agent.nextText().contains("[[" + seq + "," + seq + "]]"));
    }

    private void refused(String body, String reason) throws Exception {
        refused(bytes(body), "", reason);
    }

    private void refused(byte[] body, String encoding, String reason) throws Exception {
        assertThat(agent.publish(SCANS, body, encoding, false)).as(reason).isLessThan(0x80);
        assertThat(letter(reason)).contains(reason);
    }

    /** The reason of the newest letter, once it contains this. */
    private String letter(String reason) {
        await("a letter with: " + reason).atMost(LIMIT).until(() -> newestReason()
                .contains(reason));
        try {
            return newestReason();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String newestReason() throws IOException, InterruptedException {
        JsonNode letters = letters();
        return letters.isEmpty() ? "" : letters.get(0).get("reason").asString();
    }

    private JsonNode letters() throws IOException, InterruptedException {
        HttpResponse<String> answer = hub.send(hub.withKey("/api/v1/dead-letters?limit=100"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body()).get("deadLetters");
    }

    private void order(String number, String epc) throws Exception {
        String body =
                "{\"customer\":{\"reference\":\"C-9\"},\"serviceLevel\":\"standard\",\"shipments\":[{\"parcels\":[{\"trackingNumber\":\"%s\",\"epc\":\"%s\"}]}]}"
                        .formatted(number, epc);
        HttpResponse<String> answer = hub.put("/api/v1/orders/shop/" + number, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private String message(String scans) {
        return "{\"journal\":\"" + journal + "\",\"scans\":[" + scans + "]}";
    }

    private static byte[] bytes(String text, byte... more) {
        byte[] head = text.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(head, head.length + more.length);
        System.arraycopy(more, 0, all, head.length, more.length);
        return all;
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        }
        return zipped.toByteArray();
    }
}
