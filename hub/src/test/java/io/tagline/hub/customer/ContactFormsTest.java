package io.tagline.hub.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContactFormsTest {
    private final ContactForms canadian = new ContactForms(Optional.of("CA"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "613-555-0199",
                "(613) 555 0199",
                "+1 613 555 0199",
                "1.613.555.0199",
                "+16135550199",
                "６１３５５５０１９９"
            })
    void everyWayToWriteANumberIsOneNumber(String written) {
        assertThat(canadian.normal(Channel.PHONE, written)).isEqualTo("+16135550199");
    }

    @Test
    void numberOfAnotherCountryIsReadAsThere() {
        assertThat(canadian.point(Channel.PHONE, "06 12 34 56 78", Optional.of("FR"))
                        .normal()
                        .value())
                .isEqualTo("+33612345678");
        assertThat(canadian.point(Channel.PHONE, "021 8877 6655", Optional.of("IR"))
                        .normal()
                        .value())
                .isEqualTo("+982188776655");
    }

    /** Without a country nobody knows whose number that is: it goes by its digits, and is not made one of some country. */
    @Test
    void nationalNumberOfNoCountryStaysItsDigits() {
        ContactForms nowhere = new ContactForms(Optional.empty());

        assertThat(nowhere.normal(Channel.PHONE, "613 555-0199")).isEqualTo("6135550199");
        assertThat(nowhere.normal(Channel.PHONE, "+1 613 555-0199")).isEqualTo("+16135550199");
    }

    @Test
    void eMailIsFoundInAnyCaseAndWrittenToAsGiven() {
        ContactPoint point = canadian.point(Channel.EMAIL, " Ada.L@Example.ORG ", Optional.empty());

        assertThat(point.value().value()).isEqualTo("Ada.L@example.org");
        assertThat(point.normal().value()).isEqualTo("ada.l@example.org");
    }

    @Test
    void addressIsOneWhateverTheCommasAndAccents() {
        assertThat(canadian.normal(Channel.POSTAL, "12, rue Élan;  Montréal  H2X 1Y4"))
                .isEqualTo(canadian.normal(Channel.POSTAL, "12 RUE ELAN, MONTREAL, H2X-1Y4"));
    }

    @Test
    void whatIsNoneIsRefusedWithoutSayingIt() {
        assertThatThrownBy(() -> canadian.normal(Channel.EMAIL, "ada at example.org"))
                .hasMessage("not an e-mail address: expected name@domain");
        assertThatThrownBy(() -> canadian.normal(Channel.PHONE, "reception"))
                .hasMessageStartingWith("not a telephone number: expected 3 to 20 digits")
                .hasMessageNotContaining("reception");
    }
}
