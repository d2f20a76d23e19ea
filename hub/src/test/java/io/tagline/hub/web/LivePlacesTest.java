package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LivePlacesTest {
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

    /** A place that is seen to be free is free: in all and for the address. */
    @Test
    void asManyPagesAsAreAllowedAreNeverRefusedHoweverTheyComeAndGo() throws Exception {
        int most = 4;
        LivePlaces places = new LivePlaces(most, most);
        ExecutorService viewers = Executors.newFixedThreadPool(most);
        List<Future<Boolean>> all = new ArrayList<>();
        for (int viewer = 0; viewer < most; viewer++) {
            all.add(viewers.submit(() -> {
                for (int times = 0; times < 50_000; times++) {
                    places.take("a");
                    places.leave("a");
                }
                return true;
            }));
        }
        for (Future<Boolean> one : all) {
            assertThat(one.get(30, TimeUnit.SECONDS)).isTrue();
        }
        viewers.shutdown();
        assertThat(places.taken()).isZero();
    }
}
