package io.tagline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WireCodecTest {
    @Test
    void aFullBatchIsGzippedToLittleMoreThanThirtyBytesAScanAndReadsBackAlike() throws Exception {
        Random random = new Random(1);
        Instant start = Instant.parse("2026-03-01T08:00:00Z");
        List<Scan> scans = new ArrayList<>();
        for (int i = 1; i <= ScanBatch.MOST; i++) {
            Instant at = start.plusMillis(i * 217L);
            scans.add(new Scan(
                    i,
                    "door-1",
                    String.format("3174257BF449%012X", random.nextInt(1000)),
                    Direction.OUT,
                    at,
                    at.minusMillis(400),
                    at.plusMillis(900),
                    1 + random.nextInt(40),
                    OptionalDouble.of(-40 - random.nextInt(30)),
                    0.95,
                    ClockQuality.SYNCED,
                    3));
        }
        ScanBatch batch = new ScanBatch(UUID.randomUUID(), scans);
        Payload payload = WireCodec.encode(batch);
        assertThat(payload.gzip()).isTrue();
        assertThat(payload.body().length).isLessThan(ScanBatch.MOST * 45);
        assertThat(WireCodec.decodeScans(payload).scans()).isEqualTo(scans);
    }

    @Test
    void topicsAreBuiltAndTakenApart() {
        AgentAddress agent = new AgentAddress("ott-1", "gw-1");
        assertThat(Topics.of(agent, Topics.Kind.SCANS)).isEqualTo("tagline/v1/ott-1/gw-1/scans");
        assertThat(Topics.parse("tagline/v1/ott-1/gw-1/health")).contains(new Topics.Parsed(agent, Topics.Kind.HEALTH));
        for (String foreign : List.of(
                "tagline/v2/ott-1/gw-1/scans",
                "tagline/v1/ott-1/scans",
                "tagline/v1/a/b/scans/x",
                "tagline/v1/a/B/scans",
                "tagline/v1/a/b/poems",
                "",
                "tagline/v1/+/b/scans")) {
            assertThat(Topics.parse(foreign)).as(foreign).isEmpty();
        }
    }

    @Test
    void anAddressThatIsNoIdIsRefusedByName() {
        assertThatThrownBy(() -> new AgentAddress("Ottawa 1", "gw-1"))
                .hasMessage("site \"Ottawa 1\" is not an id: expected 1 to 64 lower-case letters, digits and hyphens");
    }

    @Test
    void rangesCoverAscendingNumbersWithRepeats() {
        assertThat(SeqRange.covering(1, 2, 2, 3, 7, 9, 10))
                .containsExactly(new SeqRange(1, 3), new SeqRange(7, 7), new SeqRange(9, 10));
        assertThat(SeqRange.covering()).isEmpty();
    }

    /** The description is for people and generators: a topic that is missing there does not exist for partners. */
    @Test
    void everyTopicIsInTheAsyncApiDescription() throws Exception {
        try (InputStream in = WireCodecTest.class.getResourceAsStream("asyncapi.yaml")) {
            String description = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Topics.Kind kind : Topics.Kind.values()) {
                assertThat(description).contains("address: tagline/v1/{site}/{agent}/" + kind.level() + "\n");
            }
            assertThat(description).contains("maxItems: " + ScanBatch.MOST + "\n", "maxItems: " + Receipt.MOST + "\n");
        }
    }
}
