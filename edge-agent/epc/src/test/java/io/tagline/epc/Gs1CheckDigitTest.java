package io.tagline.epc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.epc.Vectors.Vector;
import java.util.List;
import org.junit.jupiter.api.Test;

class Gs1CheckDigitTest {
    @Test
    void publishedNumbersHaveTheirCheckDigit() {
        List<Vector> vectors = Vectors.of("check-digit-vectors.json");
        assertThat(vectors).hasSizeGreaterThanOrEqualTo(77);
        for (Vector v : vectors) {
            boolean valid = v.text("valid").equals("true");
            assertThat(Gs1CheckDigit.isValid(v.text("full"))).as(v.toString()).isEqualTo(valid);
            if (valid) {
                assertThat(Gs1CheckDigit.of(v.text("digits"))).as(v.toString()).isEqualTo(v.number("check"));
                assertThat(Gs1CheckDigit.complete(v.text("digits"))).isEqualTo(v.text("full"));
            }
        }
    }

    @Test
    void anySingleMistypedDigitIsNoticed() {
        String good = "106141412345678908";
        for (int at = 0; at < good.length(); at++) {
            for (char c = '0'; c <= '9'; c++) {
                String typed = good.substring(0, at) + c + good.substring(at + 1);
                assertThat(Gs1CheckDigit.isValid(typed)).as(typed).isEqualTo(typed.equals(good));
            }
        }
    }

    @Test
    void whatIsNotDigitsHasNoCheckDigit() {
        Refusals.assertRefused(IdentityFault.BAD_DIGIT, "'12a'", () -> Gs1CheckDigit.of("12a"));
        Refusals.assertRefused(IdentityFault.EMPTY, "no digits", () -> Gs1CheckDigit.of(""));
        assertThat(Gs1CheckDigit.isValid("")).isFalse();
        assertThat(Gs1CheckDigit.isValid("0")).isFalse();
        assertThat(Gs1CheckDigit.isValid("00x")).isFalse();
    }
}
