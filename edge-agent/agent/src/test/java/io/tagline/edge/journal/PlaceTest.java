package io.tagline.edge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlaceTest {
    private static final String ONBOARD = "b8:27:eb:00:00:01";
    private static final String WIRELESS = "b8:27:eb:00:00:02";
    private static final String DONGLE = "00:e0:4c:00:00:03";

    private final Place before = Place.parse("file 7, cards " + ONBOARD + " " + WIRELESS);

    @Test
    void cardThatIsPluggedInOrTakenOutIsNoOtherMachine() {
        assertThat(at("7", DONGLE, ONBOARD, WIRELESS).isSameAs(before)).isTrue();
        assertThat(at("7", WIRELESS).isSameAs(before)).isTrue();
        assertThat(at("7", WIRELESS, DONGLE).isSameAs(before)).isTrue();
    }

    @Test
    void machineWithNoneOfTheCardsIsAnother() {
        assertThat(at("7", DONGLE).isSameAs(before)).isFalse();
    }

    @Test
    void anotherFileIsAnotherPlaceWhateverTheCards() {
        assertThat(at("8", ONBOARD, WIRELESS).isSameAs(before)).isFalse();
    }

    /** A driver that loads late: the next start must still tell another machine. */
    @Test
    void cardsThatAreNotSeenForOnceAreRemembered() {
        Place blind = at("7");

        assertThat(blind.isSameAs(before)).isTrue();
        assertThat(at("7", DONGLE).isSameAs(Place.parse(blind.knowing(before).toString())))
                .isFalse();
    }

    @Test
    void whatIsWrittenIsRead() {
        assertThat(Place.parse(before.toString())).isEqualTo(before);
        assertThat(Place.parse(at("7").toString())).isEqualTo(at("7"));
        assertThat(Place.parse("nonsense").isSameAs(before)).isFalse();
    }

    private static Place at(String fileNumber, String... cards) {
        return Place.parse("file " + fileNumber + ", cards " + String.join(" ", cards));
    }
}
