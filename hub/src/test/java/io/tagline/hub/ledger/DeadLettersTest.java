package io.tagline.hub.ledger;

import static io.tagline.hub.TestHub.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.ledger.DeadLetters.Kept;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept of what was refused, and what is not when there is too much of it. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class DeadLettersTest {
    private static final String LOUD = "tagline/v1/ott-1/loud/scans";
    private static final String QUIET = "tagline/v1/ott-1/quiet/scans";

    private static final DeadLetters.Bounds BOUNDS = new DeadLetters.Bounds(50, 2 * 1024 * 1024);

    private final TestDatabase database;

    @TempDir
    Path folder;

    private Store store;

    DeadLettersTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        store = Store.open(database.fresh(folder));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void theSameMessageAHundredTimesIsOneLetter() {
        store.transactions().write(tx -> {
            for (int i = 0; i < 100; i++) {
                DeadLetters.keep(tx, message(LOUD, "the same"), "reason " + i, START.plusSeconds(i));
            }
            return DeadLetters.keep(tx, message(QUIET, "the same"), "another's", START);
        });

        List<DeadLetter> letters = newest(10);
        assertThat(letters).hasSize(2);
        DeadLetter loud = letters.stream()
                .filter(letter -> letter.message().topic().equals(LOUD))
                .findFirst()
                .orElseThrow();
        assertThat(loud.times()).isEqualTo(100);
        assertThat(loud.at()).isEqualTo(START);
        assertThat(loud.lastAt()).isEqualTo(START.plusSeconds(99));
        assertThat(loud.reason()).isEqualTo("reason 99");
        assertThat(sums()).isEqualTo(new DeadLetters.Sums(2, 16, 0));
    }

    /** Each is an agent's data: one that floods the store loses its own, and the count says so. */
    @Test
    void whenItIsFullTheOneThatFloodsItMakesRoomForTheOthers() {
        store.transactions().write(tx -> {
            for (int i = 0; i < BOUNDS.letters(); i++) {
                DeadLetters.keep(tx, message(LOUD, "loud " + i), "why", START.plusMillis(i), BOUNDS);
            }
            return true;
        });

        assertThat(keep(message(LOUD, "one more"))).isEqualTo(Kept.NO_ROOM);
        assertThat(keep(message(LOUD, "loud 5"))).isEqualTo(Kept.AGAIN);
        assertThat(keep(message(QUIET, "quiet"))).isEqualTo(Kept.NEW);

        assertThat(sums().letters()).isEqualTo(BOUNDS.letters());
        assertThat(sums().letGo()).isEqualTo(2);
        assertThat(newest(100)).anyMatch(letter -> letter.message().topic().equals(QUIET));
        assertThat(keep(message(LOUD, "loud 0"))).as("the oldest made room").isEqualTo(Kept.NO_ROOM);
    }

    @Test
    void largeBodiesAreKeptUpToABoundAndSaySo() {
        byte[] large = new byte[1024 * 1024];
        keep(new RawMessage(LOUD, "", new MessageBody(large)));

        DeadLetter letter = newest(1).get(0);
        assertThat(letter.whole()).isFalse();
        assertThat(letter.bytes()).isEqualTo(large.length);
        assertThat(sums().bytes()).isEqualTo(DeadLetters.MOST_BYTES_OF_ONE);

        for (int i = 1; i <= 20; i++) {
            large[0] = (byte) i;
            keep(new RawMessage(LOUD, "", new MessageBody(large.clone())));
        }
        assertThat(sums().bytes()).isLessThanOrEqualTo(BOUNDS.bytes());
        assertThat(sums().letters() + sums().letGo()).isEqualTo(21);
    }

    @Test
    void topicsAndReasonsOfAnyTextAreKept() {
        RawMessage odd = new RawMessage("tagline/v1/\0\ud800/x", "gz\0ip", new MessageBody(new byte[0]));
        Kept kept = store.transactions().write(tx -> DeadLetters.keep(tx, odd, "why\0\ud83d", START));
        assertThat(kept).isEqualTo(Kept.NEW);
        assertThat(newest(1).get(0).reason()).isEqualTo("why  ");
        assertThat(newest(1).get(0).whole()).isTrue();
    }

    private Kept keep(RawMessage message) {
        return store.transactions().write(tx -> DeadLetters.keep(tx, message, "why", Instant.EPOCH, BOUNDS));
    }

    private static RawMessage message(String topic, String body) {
        return new RawMessage(topic, "", new MessageBody(body.getBytes(StandardCharsets.UTF_8)));
    }

    private List<DeadLetter> newest(int most) {
        return store.transactions().read(tx -> DeadLetters.newest(tx, most));
    }

    private DeadLetters.Sums sums() {
        return store.transactions().read(DeadLetters::sums);
    }
}
