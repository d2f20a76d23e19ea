package io.tagline.epc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Laws that hold for any tag; each failure names the seed that repeats it. */
class EpcPropertiesTest {
    private static final int ROUNDS = 5_000;
    private static final String SET_82 =
            "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    private final Random random = Seed.random();

    @Test
    void mintedParcelTagIsReadBackAsItsSscc() {
        for (int i = 0; i < ROUNDS; i++) {
            int prefix = 6 + random.nextInt(7);
            String sscc = Sscc.of(random.nextInt(10), digits(prefix), bounded(16 - prefix));
            int filter = random.nextInt(8);

            EpcIdentity read = EpcIdentity.of(Sscc.toEpc96(sscc, prefix, filter));

            assertThat(read.gs1Key()).as(Seed.says(sscc)).contains(sscc);
            assertThat(read.companyPrefix()).contains(sscc.substring(1, 1 + prefix));
            assertThat(read.filter()).hasValue(filter);
        }
    }

    @Test
    void mintedTagOfAnySchemeIsReadBackAsItsKeyAndSerial() {
        for (int i = 0; i < ROUNDS; i++) {
            int prefix = 6 + random.nextInt(7);
            int filter = random.nextInt(8);
            String gtin = Gs1CheckDigit.complete(digits(13));
            String thirteen = Gs1CheckDigit.complete(digits(12));
            String number = Long.toString(random.nextLong(1L << 38));

            assertReadBack(Sgtin.toEpc96(gtin, prefix, number, filter), gtin, number);
            assertReadBack(Sgln.toEpc96(thirteen, prefix, number, filter), thirteen, number);
            assertReadBack(Grai.toEpc96("0" + thirteen + number, prefix, filter), "0" + thirteen + number, number);
            String asset = digits(prefix);
            assertReadBack(Giai.toEpc96(asset + number, prefix, filter), asset + number, number);

            String text = text(1 + random.nextInt(20));
            assertReadBack(Sgtin.toEpc198(gtin, prefix, text, filter), gtin, text);
            assertReadBack(Sgln.toEpc195(thirteen, prefix, text, filter), thirteen, text);
            String tray = text(1 + random.nextInt(16));
            assertReadBack(Grai.toEpc170("0" + thirteen + tray, prefix, filter), "0" + thirteen + tray, tray);
            String van = text(1 + random.nextInt(18));
            assertReadBack(Giai.toEpc202(asset + van, prefix, filter), asset + van, van);
        }
    }

    private static void assertReadBack(Epc epc, String key, String serial) {
        EpcIdentity read = EpcIdentity.of(epc);
        assertThat(read.gs1Key()).as(Seed.says(epc + " " + read.reason())).contains(key);
        assertThat(read.serial()).as(Seed.says(epc)).contains(serial);
    }

    @Test
    void anyBitFlippedGivesAnIdentityOrARefusalAndNothingElse() {
        for (Vectors.Vector v : Vectors.of("epc-vectors.json", "decode")) {
            byte[] tag = Epc.parse(v.text("hex")).bytes();
            for (int bit = 0; bit < v.number("bits"); bit++) {
                tag[bit >> 3] ^= (byte) (0x80 >> (bit & 7));
                assertAnswers(Epc.of(tag, 0, v.number("bits")));
                tag[bit >> 3] ^= (byte) (0x80 >> (bit & 7));
            }
        }
    }

    @Test
    void randomMemoryOfAnyLengthGivesAnIdentityOrARefusalAndNothingElse() {
        EpcScheme[] schemes = EpcScheme.values();
        byte[] memory = new byte[Epc.MAX_BITS / 8];
        for (int i = 0; i < 20 * ROUNDS; i++) {
            random.nextBytes(memory);
            if (i % 4 != 0) {
                memory[0] = (byte) schemes[random.nextInt(schemes.length)].header();
            }
            int bits = random.nextInt(Epc.MAX_BITS + 1);
            Arrays.fill(memory, random.nextInt(memory.length), memory.length, (byte) 0);
            assertAnswers(Epc.of(memory, 0, bits));
        }
    }

    @Test
    void everyTextFormOfAnIdentityIsMadeOfPlainCharacters() {
        for (Vectors.Vector v : Vectors.of("epc-vectors.json", "decode")) {
            EpcIdentity identity = EpcIdentity.of(Epc.parse(v.text("hex")));
            assertThat(identity.uri()).matches("[!-~]+");
            assertThat(java.net.URI.create(identity.uri())).hasToString(identity.uri());
        }
    }

    /** Asks for everything there is: none of it may throw. */
    private static void assertAnswers(Epc epc) {
        try {
            EpcIdentity identity = EpcIdentity.of(epc);
            String all = identity.uri()
                    + identity.tagUri()
                    + identity.elementString()
                    + identity.digitalLink()
                    + identity.gs1Key()
                    + identity.serial()
                    + identity.filter()
                    + identity.companyPrefix()
                    + identity.partition()
                    + identity.scheme()
                    + TrackingNumber.carriedBy(identity);
            assertThat(all).isNotEmpty();
            boolean identified = identity.kind() == EpcIdentity.Kind.IDENTIFIED;
            assertThat(identity.reason().isEmpty()).as(Seed.says(epc)).isEqualTo(identified);
            assertThat(identity.identityBits() > 0).as(Seed.says(epc)).isEqualTo(identified);
            assertThat(identity.fault().isPresent())
                    .as(Seed.says(epc))
                    .isEqualTo(identity.kind() == EpcIdentity.Kind.REFUSED);
        } catch (RuntimeException e) {
            throw new AssertionError(Seed.says(epc + " of " + epc.bits() + " bits"), e);
        }
    }

    @Test
    void bitsSurviveBytesHexAndWordsAtAnyLengthAndOffset() {
        byte[] source = new byte[80];
        for (int i = 0; i < ROUNDS; i++) {
            random.nextBytes(source);
            int bits = random.nextInt(Epc.MAX_BITS + 1);
            int offset = random.nextInt(source.length - (bits + 7) / 8 + 1);
            Epc epc = Epc.of(source, offset, bits);

            assertThat(Epc.of(epc.bytes(), 0, bits))
                    .as(Seed.says(epc))
                    .isEqualTo(epc)
                    .hasSameHashCodeAs(epc);
            if (bits % 4 == 0) {
                assertThat(Epc.parse(epc.hex()))
                        .as(Seed.says(epc))
                        .isEqualTo(epc)
                        .hasSameHashCodeAs(epc);
            }
            assertThat(epc.wholeWords().hex()).startsWith(epc.hex());
            for (int bit = 0; bit < bits; bit++) {
                int expected = source[offset + bit / 8] >> (7 - bit % 8) & 1;
                assertThat(epc.field(bit, 1)).as(Seed.says(epc)).isEqualTo(expected);
            }
            assertField(epc, source, offset);
        }
    }

    private void assertField(Epc epc, byte[] source, int offset) {
        int start = random.nextInt(epc.bits() + 1);
        int width = random.nextInt(Math.min(64, epc.bits() - start) + 1);
        long expected = 0;
        for (int bit = start; bit < start + width; bit++) {
            expected = expected << 1 | (source[offset + bit / 8] >> (7 - bit % 8) & 1);
        }
        assertThat(epc.field(start, width)).as(Seed.says(epc)).isEqualTo(expected);
    }

    private String digits(int length) {
        return random.ints(length, '0', '9' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private long bounded(int digits) {
        return random.nextLong(PowersOfTen.of(digits));
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(SET_82.charAt(random.nextInt(SET_82.length())));
        }
        return text.toString();
    }
}
