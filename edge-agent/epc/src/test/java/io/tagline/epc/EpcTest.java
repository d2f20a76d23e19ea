package io.tagline.epc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EpcTest {
    @Test
    void sameBitsOfAnotherLengthAreAnotherTag() {
        assertThat(Epc.parse("3100")).isNotEqualTo(Epc.parse("310000"));
        assertThat(Epc.parse("3100").wholeWords()).isEqualTo(Epc.parse("3100"));
        assertThat(Epc.parse("310000").wholeWords()).isEqualTo(Epc.parse("31000000"));
    }

    @Test
    void hexIsUpperCaseAndKeepsLeadingZeros() {
        assertThat(Epc.parse("000abc").hex()).isEqualTo("000ABC");
        assertThat(Epc.parse("").hex()).isEmpty();
        assertThat(Epc.parse("1")).hasToString("1");
    }

    @Test
    void bitsAfterTheLengthDoNotCount() {
        assertThat(Epc.of(new byte[] {(byte) 0xAB, (byte) 0xFF}, 0, 12)).isEqualTo(Epc.parse("ABF"));
        byte[] ones = new byte[62];
        java.util.Arrays.fill(ones, (byte) 0xFF);
        assertThat(Epc.of(ones, 0, 131)).hasToString("F".repeat(32) + "E");
    }

    @Test
    void longestMemoryFitsAndOneBitMoreIsRefused() {
        assertThat(Epc.parse("A".repeat(124)).bits()).isEqualTo(Epc.MAX_BITS);
        Refusals.assertRefused(IdentityFault.TOO_LONG, "at most 124", () -> Epc.parse("A".repeat(125)));
        Refusals.assertRefused(IdentityFault.TOO_LONG, "497 bits", () -> Epc.of(new byte[63], 0, 497));
    }

    @Test
    void whatIsNoHexIsRefusedWithItsPlace() {
        Refusals.assertRefused(
                IdentityFault.NOT_HEX,
                "EPC '31G0': 'G' at position 3 is no hexadecimal digit (0-9, A-F)",
                () -> Epc.parse("31G0"));
        // a full-width F and an Arabic digit are digits to Unicode only
        Refusals.assertRefused(IdentityFault.NOT_HEX, "position 1", () -> Epc.parse("\uFF26"));
        Refusals.assertRefused(IdentityFault.NOT_HEX, "position 1", () -> Epc.parse("\u0661"));
    }

    @Test
    void memoryThatEndsTooEarlyIsAProgrammingError() {
        assertThatThrownBy(() -> Epc.of(new byte[11], 0, 96))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("12 bytes of an EPC from byte 0 of 11");
        assertThatThrownBy(() -> Epc.parse("3100").field(10, 7)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void serialsInARowSpreadOverAHashTable() {
        Set<Integer> buckets = new HashSet<>();
        for (int serial = 0; serial < 1024; serial++) {
            int hash = Sscc.toEpc96(Sscc.of(1, "0614141", serial), 7, 2).hashCode();
            buckets.add((hash ^ hash >>> 16) & 1023);
        }
        // 1,024 keys thrown at 1,024 places by chance fill 647 of them
        assertThat(buckets).hasSizeGreaterThan(550);
    }
}
