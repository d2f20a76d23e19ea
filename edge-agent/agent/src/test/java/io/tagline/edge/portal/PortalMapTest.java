package io.tagline.edge.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PortalMapTest {
    private static final ReaderId DOCK_A = new ReaderId("dock-a");
    private static final PortalAntenna IN = new PortalAntenna(new PortalId("door-1"), DOCK_A, 1, Side.INSIDE, 0);

    @Test
    void anAntennaIsFoundByItsReaderAndNumber() {
        PortalMap map = new PortalMap(List.of(IN));

        assertThat(map.at(DOCK_A, 1)).isSameAs(IN);
        assertThat(map.at(DOCK_A, 2)).isNull();
        assertThat(map.at(DOCK_A, -1)).isNull();
        assertThat(map.at(new ReaderId("dock-b"), 1)).isNull();
        assertThat(map.portals()).containsExactly(new PortalId("door-1"));
    }

    @Test
    void twoPortalsWithTheSameAntennaAreRefusedByName() {
        PortalAntenna shared = new PortalAntenna(new PortalId("door-2"), DOCK_A, 1, Side.OUTSIDE, 1);

        assertThatThrownBy(() -> new PortalMap(List.of(IN, shared)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("antenna 1 of reader dock-a watches door-1 inside and door-2 outside;"
                        + " expected one portal and side for each antenna");
    }

    @Test
    void antennaNumbersAreThoseOfLlrp() {
        assertThatThrownBy(() -> new PortalAntenna(new PortalId("door-1"), DOCK_A, 0, Side.INSIDE, 0))
                .hasMessage("door-1: antenna 0 of reader dock-a; expected 1 to 65535");
    }
}
