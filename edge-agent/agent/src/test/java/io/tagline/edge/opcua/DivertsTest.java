package io.tagline.edge.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DivertsTest {
    private final Diverts diverts = new Diverts();
    private final List<DivertOutcome> outcomes = new ArrayList<>();

    @Test
    void onlyTheEchoOfItsOwnNumberAcknowledgesACommand() {
        int first = diverts.begin(100, outcomes::add);
        int second = diverts.begin(100, outcomes::add);
        assertThat(second).isNotEqualTo(first);
        diverts.echo(second + 1L);
        assertThat(outcomes).isEmpty();
        diverts.echo(second);
        diverts.echo(second);
        assertThat(outcomes).containsExactly(DivertOutcome.ACKNOWLEDGED);
        diverts.expire(99);
        assertThat(outcomes).hasSize(1);
        diverts.expire(100);
        assertThat(outcomes).containsExactly(DivertOutcome.ACKNOWLEDGED, DivertOutcome.TIMED_OUT);
        diverts.echo(first);
        assertThat(outcomes).hasSize(2);
    }

    /** A number that the PLC has seen already would be no change to it, so no command. */
    @Test
    void anAgentThatWasStartedAnewGoesOnFromTheNumberOfThePlc() {
        diverts.echo(41);
        assertThat(diverts.begin(100, outcomes::add)).isEqualTo(42);
        diverts.echo(7);
        assertThat(diverts.begin(100, outcomes::add)).isEqualTo(43);
    }

    @Test
    void afterTheLastNumberComesOne() {
        diverts.echo(Diverts.LAST);
        assertThat(diverts.begin(100, outcomes::add)).isEqualTo(1);
    }
}
