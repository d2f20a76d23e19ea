package io.tagline.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.manifest.Verdict;
import io.tagline.edge.portal.PortalId;
import io.tagline.epc.Epc;
import io.tagline.wire.Direction;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeldStopsTest {
    private static final PortalId DOOR = new PortalId("door-1");
    private static final PortalId OTHER = new PortalId("door-2");

    private final AtomicLong tick = new AtomicLong();
    private boolean attended = true;
    private final HeldStops stops = new HeldStops(() -> attended, tick::get);

    @Test
    void stoppedParcelsAreHeldUntilAcknowledgedAndOthersAreNot() {
        stops.saw(judgement(1, Verdict.REFUSED));
        stops.saw(judgement(2, Verdict.EXPECTED));
        stops.saw(judgement(3, Verdict.WRONG_DOOR));
        assertThat(stops.at(DOOR)).containsExactly(judgement(3, Verdict.WRONG_DOOR), judgement(1, Verdict.REFUSED));

        stops.acknowledge(OTHER);
        assertThat(stops.at(DOOR)).hasSize(2);
        stops.acknowledge(DOOR);
        assertThat(stops.at(DOOR)).isEmpty();
    }

    @Test
    void aParcelThatIsStoppedAgainIsHeldOnce() {
        stops.saw(judgement(1, Verdict.WRONG_DOOR));
        stops.saw(judgement(2, Verdict.REFUSED));
        stops.saw(judgement(1, Verdict.REFUSED));
        assertThat(stops.at(DOOR)).containsExactly(judgement(1, Verdict.REFUSED), judgement(2, Verdict.REFUSED));
    }

    @Test
    void aDoorThatNobodyAcknowledgesHoldsABoundedNumber() {
        for (int serial = 0; serial < 3 * HeldStops.MOST; serial++) {
            stops.saw(judgement(serial, Verdict.REFUSED));
        }
        assertThat(stops.at(DOOR))
                .hasSize(HeldStops.MOST)
                .startsWith(judgement(3 * HeldStops.MOST - 1, Verdict.REFUSED));
    }

    /** The page would name them for ever otherwise: it is the only one who can acknowledge. */
    @Test
    void whereNobodyCanAcknowledgeAStopIsNamedForHalfAMinute() {
        attended = false;
        stops.saw(judgement(1, Verdict.REFUSED));
        tick.set(HeldStops.UNATTENDED.toNanos() - 1);
        assertThat(stops.at(DOOR)).hasSize(1);
        tick.set(HeldStops.UNATTENDED.toNanos());
        assertThat(stops.at(DOOR)).isEmpty();
    }

    private static Judgement judgement(int serial, Verdict verdict) {
        Epc epc = Epc.parse("3174257BF4499602D2%06X".formatted(serial));
        return new Judgement(DOOR, epc, Direction.OUT, verdict, Optional.empty(), "", 0);
    }
}
