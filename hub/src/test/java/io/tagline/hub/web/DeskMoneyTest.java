package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.promise.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeskMoneyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    70 | CAD | 70.00 CAD
                    70.5 | cad | 70.50 CAD
                    70,50 | CAD | 70.50 CAD
                    1,250.50 | CAD | 1250.50 CAD
                    1.250,50 | EUR | 1250.50 EUR
                    1 250,50 | CAD | 1250.50 CAD
                    1\u202f250,5 | CAD | 1250.50 CAD
                    1'250.50 | CHF | 1250.50 CHF
                    12,345,678 | CAD | 12345678.00 CAD
                    1,250 | JPY | 1250 JPY
                    1.250 | KWD | 1.250 KWD
                    \u06f1\u06f2\u066b\u06f5 | CAD | 12.50 CAD
                    \u06f1\u066c\u06f2\u06f5\u06f0 | IRR | 1250.00 IRR
                    """)
    void amountIsReadAsItIsMeant(String typed, String currency, String meant) {
        assertThat(DeskMoney.of(typed, currency)).map(Money::toString).hasValue(meant);
    }

    /** A thousand to one, one and a bit to another. */
    @ParameterizedTest
    @ValueSource(
            strings = {"1,250", "1.250", "1,25.0", "12,50,00", "1.2.3", "-5", "", "1e3", "5 5", "0.001", "1234567890"})
    void amountThatIsNotClearIsNoAmount(String typed) {
        assertThat(DeskMoney.of(typed, "CAD")).isEmpty();
    }

    @Test
    void currencyIsOneThatThereIs() {
        assertThat(DeskMoney.of("5", "XYZ")).isEmpty();
    }
}
