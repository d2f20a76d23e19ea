package io.tagline.hub.crm.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NoteTextTest {

    @Test
    void keyStandsOnTheLastLine() {
        String message = NoteText.with("Arrived at Ottawa\nsecond line", "k-1");
        assertThat(message).isEqualTo("Arrived at Ottawa\nsecond line\n[tagline:k-1]");
        assertThat(NoteText.key(message)).contains("k-1");
        assertThat(NoteText.text(message)).isEqualTo("Arrived at Ottawa\nsecond line");
        assertThat(NoteText.text(NoteText.with("", "k-1"))).isEmpty();
    }

    /** A customer may write what looks like a key; and a note of somebody else's has none. */
    @Test
    void onlyTheLastLineCounts() {
        assertThat(NoteText.key(NoteText.with("[tagline:false]", "true"))).contains("true");
        assertThat(NoteText.key("see [tagline:k-1] above")).isEmpty();
        assertThat(NoteText.key("see\n[tagline:k-1]\nthanks")).isEmpty();
        assertThat(NoteText.text("no key")).isEqualTo("no key");
    }
}
