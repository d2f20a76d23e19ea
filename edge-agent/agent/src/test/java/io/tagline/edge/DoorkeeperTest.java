package io.tagline.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.edge.health.Counters;
import io.tagline.edge.manifest.Judge;
import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.passage.Evidence;
import io.tagline.edge.passage.Passage;
import io.tagline.edge.portal.PortalId;
import io.tagline.epc.Epc;
import io.tagline.wire.Direction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoorkeeperTest {
    private static final Epc PARCEL = Epc.parse("303400650000000000000001");

    /** The scan is not in the journal yet: a lamp's slip would lose it, and every later parcel with it. */
    @Test
    void aSlipOfOneWhoShowsVerdictsStopsNeitherTheScanNorTheOthers() {
        List<Judgement> shown = new ArrayList<>();
        Doorkeeper doorkeeper = new Doorkeeper(
                new Judge(),
                new Counters(),
                List.of(
                        judgement -> {
                            throw new IllegalStateException("no lamp");
                        },
                        shown::add));
        doorkeeper.passed(passage());
        doorkeeper.passed(passage());
        assertThat(shown).hasSize(2);
    }

    private static Passage passage() {
        Evidence.SideReads none = new Evidence.SideReads(0, 0, 0, 0);
        Evidence evidence = new Evidence(Evidence.Basis.ORDER, none, none, 1, 0, 0, List.of(), Evidence.Eye.NOT_ASKED);
        return new Passage(new PortalId("door-1"), PARCEL, Direction.IN, 1, 1, 1, 3, -50, 0.9f, 1, evidence);
    }
}
