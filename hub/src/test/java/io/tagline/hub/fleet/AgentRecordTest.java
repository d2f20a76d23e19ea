package io.tagline.hub.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.TestHub;
import io.tagline.wire.AgentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AgentRecordTest {
    private static final Instant HEARD = TestHub.START;

    private final AgentRecord agent =
            new AgentRecord(TestHub.OTTAWA, AgentStatus.ONLINE, HEARD, HEARD, Optional.empty());

    @Test
    void agentIsSilentOnceThreeOfItsMessagesAreMissed() {
        assertThat(agent.stateAt(HEARD.plusSeconds(30))).isEqualTo(AgentState.ONLINE);
        assertThat(agent.stateAt(HEARD.plusSeconds(31))).isEqualTo(AgentState.SILENT);
        assertThat(agent.stateSince(HEARD.plusSeconds(90))).isEqualTo(HEARD.plusSeconds(30));
    }

    /** Else an agent that died as the hub's clock was set back would pass for online for an hour. */
    @Test
    void agentHeardInTheFutureIsSilentUntilItIsHeardAgain() {
        Instant now = HEARD.minus(Duration.ofHours(1));

        assertThat(agent.stateAt(now)).isEqualTo(AgentState.SILENT);
        assertThat(agent.stateSince(now)).isEqualTo(now);
        assertThat(agent.with(AgentStatus.ONLINE, now).stateAt(now)).isEqualTo(AgentState.ONLINE);
    }
}
