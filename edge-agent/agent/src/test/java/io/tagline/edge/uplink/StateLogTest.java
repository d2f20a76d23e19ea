package io.tagline.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an operator sees of a hub that is silent all night: one problem, from its beginning to its end. */
class StateLogTest {
    private static final String SILENT = "no receipts";

    private long now = 1;
    private final StateLog state = new StateLog(() -> now);

    @Test
    void aSilentHubIsAProblemUntilItsReceiptThroughNewConnections() {
        state.connected(false);
        state.enter(UplinkState.HUB_SILENT, SILENT);
        Optional<UplinkStatus> trouble = state.trouble();
        now = 300;
        state.enter(UplinkState.CONNECTING, "");
        state.connected(true);
        assertThat(state.status().state()).isEqualTo(UplinkState.HUB_SILENT);
        assertThat(state.trouble().map(UplinkStatus::detail)).isEqualTo(trouble.map(UplinkStatus::detail));

        state.enter(UplinkState.ONLINE, "");
        assertThat(state.trouble()).isEmpty();
    }

    @Test
    void withNothingToReceiptAConnectionIsEnough() {
        state.enter(UplinkState.HUB_SILENT, SILENT);
        state.enter(UplinkState.CONNECTING, "");
        state.connected(false);
        assertThat(state.status().state()).isEqualTo(UplinkState.ONLINE);
        assertThat(state.trouble()).isEmpty();
    }

    @Test
    void aBrokerThatIsReachedAgainIsNoTrouble() {
        state.enter(UplinkState.UNREACHABLE, "no route");
        state.enter(UplinkState.CONNECTING, "");
        state.connected(true);
        assertThat(state.status().state()).isEqualTo(UplinkState.ONLINE);
        assertThat(state.trouble()).isEmpty();
    }
}
