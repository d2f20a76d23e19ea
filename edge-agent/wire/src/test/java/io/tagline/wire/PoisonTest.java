package io.tagline.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an agent, or somebody who claims to be one, may send: refused by name, never more than a declared exception. */
class PoisonTest {
    private static final String JOURNAL = "0198c1de-7a11-7c3e-9a51-5a0b6f2d4e10";
    private static final String GOOD =
            "{'seq':7,'portal':'door-1','epc':'3174257BF4499602D2000000','direction':'out','at':'2026-03-01T08:15:30.125Z'}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'seq':7 | 'seq':'7' | seq \"7\": expected a whole number from 1 to 9223372036854775807",
                "'seq':7 | 'seq':0 | seq 0: expected a whole number from 1 to 9223372036854775807",
                "'seq':7 | 'seq':1e3 | seq \"1e3\": expected a whole number from 1 to 9223372036854775807",
                "'seq':7 | 'seq':99999999999999999999 | seq \"99999999999999999999\": expected a whole number from 1 to 9223372036854775807",
                "'seq':7, | '' :0, | scan without seq: expected a number from 1",
                "'door-1' | 'Door 1' | portal \"Door 1\": expected an id of lower-case letters, digits and hyphens",
                "'door-1' | {} | portal {…}: expected text",
                "'3174257BF4499602D2000000' | '' | epc \"\": expected 2 to 128 hexadecimal digits, an even number",
                "'3174257BF4499602D2000000' | '31G4' | epc \"31G4\": expected 2 to 128 hexadecimal digits, an even number",
                "'out' | 'sideways' | direction \"sideways\": expected in, out or unknown",
                "'out' | ['out'] | direction […]: expected text",
                "'2026-03-01T08:15:30.125Z' | '2026-03-01 08:15' | at \"2026-03-01 08:15\": expected an RFC 3339 time such as 2026-01-31T12:00:00.000Z",
                "'2026-03-01T08:15:30.125Z' | '1969-03-01T08:15:30Z' | at \"1969-03-01T08:15:30Z\": expected a time from 1970 to 9999",
                "'seq':7 | 'seq':7,'confidence':1.5 | confidence \"1.5\": expected 0 to 1",
                "'seq':7 | 'seq':7,'reads':0 | reads 0: expected a whole number from 1 to 2147483647",
            })
    void oneBadScanIsRefusedByNameAndItsNeighboursCount(String part, String replacement, String reason)
            throws Exception {
        String bad = GOOD.replace(part, replacement);
        assertThat(bad).isNotEqualTo(GOOD);
        ReceivedScans received = WireCodec.decodeScans(message(GOOD + "," + bad + "," + GOOD));
        assertThat(received.scans()).hasSize(2);
        assertThat(received.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.index()).isEqualTo(1);
            assertThat(refused.reason()).isEqualTo(reason);
        });
    }

    @Test
    void fieldsOfANewerAgentAreSkipped() throws Exception {
        String newer = GOOD.replace("'seq':7", "'seq':7,'light':{'colour':['green',{'blink':1}]},'note':null");
        ReceivedScans received = WireCodec.decodeScans(message(newer));
        assertThat(received.refused()).isEmpty();
        assertThat(received.scans()).singleElement().satisfies(scan -> assertThat(scan.seq())
                .isEqualTo(7));
    }

    @Test
    void whatIsNoMessageOfScansIsRefusedAsAWhole() throws Exception {
        assertRefused("", "scans message is empty: expected a JSON object");
        assertRefused("[]", "scans: message […]: expected an object");
        assertRefused("{}", "scans: message without journal: expected both journal and scans");
        assertRefused("{'journal':'x','scans':[]}", "scans: journal \"x\": expected a UUID");
        assertRefused("{'journal':'" + JOURNAL + "'}", "scans: message without scans: expected both journal and scans");
        assertRefused(
                "{'journal':'" + JOURNAL + "','scans':[]}{}",
                "scans message goes on after its end: expected one JSON object");
        assertRefused(
                "{'journal':'" + JOURNAL + "','scans':[" + "1,".repeat(100) + "1]}",
                "scans: scans: more than 100 in one message: expected 1 to 100");
        assertThatThrownBy(() -> WireCodec.decodeScans(Payload.received("{\"journal\":".getBytes(UTF_8), "")))
                .isInstanceOf(WireFormatException.class)
                .hasMessageStartingWith("scans message is not JSON at byte ");
        assertThatThrownBy(() -> WireCodec.decodeScans(Payload.received(new byte[] {'{', (byte) 0xC3, '}'}, "")))
                .isInstanceOf(WireFormatException.class)
                .hasMessage("scans message is not UTF-8");
    }

    @Test
    void aSmallBodyThatUnzipsToALargeOneIsRefusedWithoutReadingItAll() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
            out.write(new byte[50_000_000]);
        }
        assertThatThrownBy(() -> WireCodec.decodeScans(Payload.received(bomb.toByteArray(), "gzip")))
                .isInstanceOf(WireFormatException.class)
                .hasMessage("scans message of more than 262144 bytes: expected at most 262144");
        assertThatThrownBy(() -> Payload.received(new byte[0], "br"))
                .hasMessage("content-encoding \"br\": expected gzip or no such property");
    }

    @Test
    void deepNestingIsRefused() {
        assertThatThrownBy(() -> WireCodec.decodeScans(message("[".repeat(5_000))))
                .isInstanceOf(WireFormatException.class);
    }

    @Test
    void noDamageToAMessageThrowsAnythingButTheDeclaredException() throws Exception {
        long seed = Long.getLong("tagline.seed", System.nanoTime());
        Random random = new Random(seed);
        byte[] good = message(GOOD + "," + GOOD).body();
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = good.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                WireCodec.decodeScans(Payload.received(damaged, ""));
            } catch (WireFormatException expected) {
                assertThat(expected.getMessage()).as("seed %d", seed).isNotBlank();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + new String(damaged, UTF_8), e);
            }
        }
    }

    private static void assertRefused(String json, String reason) throws Exception {
        Payload payload = Payload.received(json.replace('\'', '"').getBytes(UTF_8), "");
        assertThatThrownBy(() -> WireCodec.decodeScans(payload))
                .isInstanceOf(WireFormatException.class)
                .hasMessage(reason);
    }

    private static Payload message(String scans) throws WireFormatException {
        String json = "{'journal':'" + JOURNAL + "','scans':[" + scans + "]}";
        return Payload.received(json.replace('\'', '"').getBytes(UTF_8), "");
    }
}
