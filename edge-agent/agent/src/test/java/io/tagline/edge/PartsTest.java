package io.tagline.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
    private final List<String> closed = new ArrayList<>();

    /** Lights hang on readers that are started after them, and are dark before those are told goodbye. */
    @Test
    void aPlaceThatIsTakenEarlyIsClosedLateWhateverIsStartedThere() {
        Parts parts = new Parts();
        Parts readers = parts.keep(new Parts());
        parts.keep(() -> closed.add("light"));
        readers.keep(() -> closed.add("reader-1"));
        readers.keep(() -> closed.add("reader-2"));
        parts.close();
        assertThat(closed).containsExactly("light", "reader-2", "reader-1");
    }

    @Test
    void aPartThatDoesNotCloseKeepsNoOtherOpenAndNoneIsClosedTwice() {
        Parts parts = new Parts();
        parts.keep(() -> closed.add("first"));
        parts.keep(() -> {
            throw new IOException("stuck");
        });
        parts.close();
        parts.close();
        assertThat(closed).containsExactly("first");
    }
}
