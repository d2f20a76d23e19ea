package io.tagline.edge.eye;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.edge.portal.PortalId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DebounceTest {
    private static final EyeId EYE = new EyeId(new PortalId("door-1"), EyePosition.MIDDLE);
    private static final long MS = 1_000_000;

    private final Debounce debounce = new Debounce(EYE, 10 * MS);
    private final List<EyeWindow> told = new ArrayList<>();

    /** Pi4J and readers tell of a change only when their own debounce is over; ours must not make it later still. */
    @Test
    void aWindowOpensAtItsFirstEdgeAndNotADebounceLater() {
        edge(100, true);
        elapse(109);
        assertThat(told).isEmpty();
        elapse(110);
        assertThat(told).containsExactly(open(100));
        edge(500, false);
        elapse(510);
        assertThat(told).containsExactly(open(100), closed(100, 500));
        assertThat(debounce.chatter()).isZero();
    }

    @Test
    void contactsThatBounceMakeOneWindowFromTheFirstEdgeToTheLast() {
        for (int ms = 100; ms < 104; ms++) {
            edge(ms, ms % 2 == 0);
        }
        edge(104, true);
        elapse(300);
        for (int ms = 400; ms < 403; ms++) {
            edge(ms, ms % 2 != 0);
        }
        elapse(500);
        assertThat(told).containsExactly(open(100), closed(100, 402));
        assertThat(debounce.chatter()).as("edges besides the two").isEqualTo(6);
    }

    /** A relay that switches nearby, a fly: seen, counted, and no parcel. */
    @Test
    void aSpikeIsNoWindow() {
        edge(100, true);
        edge(101, false);
        elapse(200);
        assertThat(told).isEmpty();
        assertThat(debounce.chatter()).isEqualTo(2);
    }

    /** A slatted cart never holds a level for as long as the debounce, and is no less there. */
    @Test
    void aSlattedCartIsOneWindow() {
        for (int ms = 0; ms < 600; ms += 6) {
            edge(ms, ms % 12 == 0);
        }
        elapse(700);
        assertThat(told).containsExactly(open(0), closed(0, 594));
    }

    @Test
    void twoPeopleWithAGapBetweenThemAreTwoWindows() {
        edge(100, true);
        edge(400, false);
        edge(411, true);
        edge(700, false);
        elapse(800);
        assertThat(told).containsExactly(open(100), closed(100, 400), open(411), closed(411, 700));
    }

    /** The first level of a wire, after a start or a lost connection, comes like an edge. */
    @Test
    void aLevelThatIsThereAlreadyChangesNothing() {
        edge(100, false);
        edge(200, true);
        edge(250, true);
        elapse(300);
        assertThat(told).containsExactly(open(200));
    }

    /** Clocks of PLCs are corrected now and then. */
    @Test
    void anEdgeFromBeforeTheLastOneIsTakenAtItsTime() {
        edge(200, true);
        elapse(300);
        edge(150, false);
        elapse(400);
        assertThat(told).containsExactly(open(200), closed(200, 200));
    }

    @Test
    void withoutDebounceEveryEdgeCounts() {
        Debounce none = new Debounce(EYE, 0);
        none.edge(true, 100 * MS, told::add);
        none.edge(false, 101 * MS, told::add);
        assertThat(told).containsExactly(open(100), closed(100, 101));
    }

    private void edge(long ms, boolean broken) {
        debounce.edge(broken, ms * MS, told::add);
    }

    private void elapse(long ms) {
        debounce.elapse(ms * MS, told::add);
    }

    private static EyeWindow open(long ms) {
        return new EyeWindow(EYE, ms * MS, EyeWindow.STILL_OPEN);
    }

    private static EyeWindow closed(long fromMs, long toMs) {
        return new EyeWindow(EYE, fromMs * MS, toMs * MS);
    }
}
