package io.tagline.epc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.epc.Vectors.Vector;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class S10Test {
    @TestFactory
    Stream<DynamicTest> numberIsAcceptedOrRefusedAsUpuS10Says() {
        List<Vector> vectors = Vectors.of("s10-vectors.json", "s10");
        assertThat(vectors).hasSizeGreaterThanOrEqualTo(63);
        return vectors.stream()
                .map(v -> DynamicTest.dynamicTest(v.toString(), () -> {
                    String id = v.text("id");
                    if (v.text("valid").equals("true")) {
                        assertThat(S10.parse(id)).hasToString(id);
                    } else {
                        Refusals.assertRefused(IdentityFault.valueOf(v.text("error")), "", () -> S10.parse(id));
                    }
                }));
    }

    @Test
    void caseAndSpacesDoNotMatter() {
        Vectors.of("s10-vectors.json", "normalise")
                .forEach(v -> assertThat(S10.parse(v.text("input"))).hasToString(v.text("normalised")));
    }

    @Test
    void wrongCheckDigitIsNamedWithTheOneExpected() {
        Refusals.assertRefused(
                IdentityFault.BAD_CHECK_DIGIT,
                "S10 number 'RR473124820GB' has check digit 0; expected 9",
                () -> S10.parse("rr473124820gb"));
    }

    @Test
    void anySingleMistypedDigitIsNoticed() {
        String good = "RR473124829GB";
        for (int at = 2; at < 11; at++) {
            for (char c = '0'; c <= '9'; c++) {
                String typed = good.substring(0, at) + c + good.substring(at + 1);
                if (!typed.equals(good)) {
                    Refusals.assertRefused(IdentityFault.BAD_CHECK_DIGIT, typed, () -> S10.parse(typed));
                }
            }
        }
    }

    @Test
    void nextNumbersAreValidAndWrapAtTheEndOfTheRange() {
        S10 number = new S10("CP", 99_999_998, "CA");
        assertThat(number.next()).hasToString("CP999999995CA");
        assertThat(number.next().next()).hasToString("CP000000005CA");
        assertThat(S10.parse(number.toString())).isEqualTo(number);
    }

    @Test
    void digitsOfOtherScriptsAreNoDigits() {
        Refusals.assertRefused(IdentityFault.BAD_FORMAT, "two letters", () -> S10.parse("RR47312482\u0669GB"));
    }
}
