package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LivePlacesTest {
    private static final int ROUNDS = 5_000;

    @Test
    void pageBeyondALimitIsRefusedAndTakesNoPlace() {
        LivePlaces places = new LivePlaces(3, 2);
        places.take("a");
        places.take("a");
        assertThatThrownBy(() -> places.take("a")).isInstanceOf(ProblemException.class);
        places.take("b");
        assertThatThrownBy(() -> places.take("c")).isInstanceOf(ProblemException.class);
        assertThat(places.taken()).isEqualTo(3);

        places.leave("a");
        places.take("c");
        assertThat(places.taken()).isEqualTo(3);
    }

    /** Found by two who take turns as soon as nobody is counted: with two counts, one before the other, within 130 rounds. */
    @Test
    void placeThatIsSeenToBeFreeIsFreeForTheAddressToo() throws Exception {
        LivePlaces places = new LivePlaces(1, 1);
        AtomicInteger turn = new AtomicInteger();
        ExecutorService viewers = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> both = List.of(
                    viewers.submit(() -> takeTurns(places, turn, 0)), viewers.submit(() -> takeTurns(places, turn, 1)));
            for (Future<Integer> one : both) {
                assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo(ROUNDS);
            }
        } finally {
            viewers.shutdownNow();
        }
        assertThat(places.taken()).isZero();
    }

    private static int takeTurns(LivePlaces places, AtomicInteger turn, int mine) {
        int rounds = 0;
        while (rounds < ROUNDS && !Thread.currentThread().isInterrupted()) {
            if (turn.get() == mine && places.taken() == 0) {
                places.take("a");
                turn.set(1 - mine);
                places.leave("a");
                rounds++;
            }
        }
        return rounds;
    }
}
