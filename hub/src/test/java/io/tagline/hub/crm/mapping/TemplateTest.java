package io.tagline.hub.crm.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private static final Words WORDS = new Words(Locale.ENGLISH, ZoneId.of("America/Toronto"));
    private static final Template PROMISE =
            Template.parse("{order.reference}: {order.status}[, expected {order.promise}]. [See {order.link}]");

    private static Facts order() {
        return new Facts().text(OurField.ORDER_REFERENCE, "A-1").text(OurField.ORDER_STATUS, "registered");
    }

    @Test
    void aPartInSquareBracketsStaysOutWhereAFieldOfItHasNoValue() {
        assertThat(PROMISE.render(order(), WORDS)).contains("A-1: registered.");
        assertThat(PROMISE.render(order().day(OurField.ORDER_PROMISE, Optional.of(LocalDate.of(2026, 11, 26))), WORDS))
                .contains("A-1: registered, expected 2026-11-26.");
        assertThat(PROMISE.render(order().text(OurField.ORDER_LINK, "https://t.example/x"), WORDS))
                .contains("A-1: registered. See https://t.example/x");
        assertThat(PROMISE.fields())
                .containsExactly(
                        OurField.ORDER_REFERENCE, OurField.ORDER_STATUS, OurField.ORDER_PROMISE, OurField.ORDER_LINK);
    }

    @Test
    void aTextWhoseFieldsAllHaveNoValueIsNone() {
        assertThat(PROMISE.render(new Facts(), WORDS)).isEmpty();
    }

    @Test
    void bracketsWithoutAFieldAreSigns() {
        assertThat(Template.parse("[ref] {order.reference} ]").render(order(), WORDS))
                .contains("[ref] A-1 ]");
    }

    /** Two records of one key else. */
    @Test
    void ofAKeyNothingStaysOut() {
        assertThatThrownBy(() -> KeyTemplate.parse("{order.id}[-{customer.reference}]"))
                .hasMessage("has a part in square brackets: expected all of it in each key");
    }
}
