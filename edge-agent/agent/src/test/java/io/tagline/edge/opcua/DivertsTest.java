package io.tagline.edge.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DivertsTest {
    private final Diverts diverts = new Diverts();
    private final List<String> ends = new ArrayList<>();
    private final Set<Integer> arrived = new HashSet<>();

    /** The lane of the second would be taken with the number of the first. */
    @Test
    void aCommandWaitsUntilTheOneBeforeHasComeToItsEnd() {
        diverts.echo(0);
        add(5);
        add(6);
        assertThat(sequence(100)).isEqualTo(1);
        assertThat(diverts.next(100)).isEmpty();
        diverts.echo(7);
        assertThat(diverts.next(100)).isEmpty();
        diverts.echo(1);
        diverts.echo(1);
        assertThat(ends).containsExactly("5 ACKNOWLEDGED");
        assertThat(sequence(200)).isEqualTo(2);
        diverts.expire(199);
        assertThat(ends).hasSize(1);
        assertThat(diverts.hasTurn(2)).isTrue();
        diverts.expire(200);
        assertThat(diverts.hasTurn(2)).isFalse();
        diverts.echo(2);
        assertThat(ends).containsExactly("5 ACKNOWLEDGED", "6 TIMED_OUT");
    }

    /** A number that the PLC has seen already would be no change to it, so no command. */
    @Test
    void anAgentThatWasStartedAnewGoesOnFromTheNumberOfThePlc() {
        add(5);
        assertThat(diverts.next(100)).isEmpty();
        diverts.echo(41);
        assertThat(sequence(100)).isEqualTo(42);
        diverts.end(42, DivertOutcome.FAILED);
        diverts.echo(7);
        add(6);
        assertThat(sequence(100)).isEqualTo(43);
    }

    @Test
    void aParcelThatPassesTheDiverterBeforeItsTurnGetsNoCommand() {
        diverts.echo(0);
        add(5);
        add(6);
        add(7);
        sequence(1_000);
        arrived.add(6);
        diverts.expire(10);
        assertThat(ends).containsExactly("6 TOO_LATE");
        diverts.echo(1);
        assertThat(diverts.next(100).orElseThrow().command().lane()).isEqualTo(7);
    }

    @Test
    void withNobodyToSendThemToAllComeToTheirEnd() {
        diverts.echo(0);
        add(5);
        add(6);
        diverts.giveUp();
        assertThat(ends).containsExactly("5 NOT_SENT", "6 NOT_SENT");
    }

    @Test
    void moreThanThereIsRoomForAreNotTaken() {
        for (int i = 0; i < Diverts.ROOM; i++) {
            assertThat(diverts.add(command(i))).isTrue();
        }
        assertThat(diverts.add(command(99))).isFalse();
    }

    @Test
    void afterTheLastNumberComesOne() {
        diverts.echo(Diverts.LAST);
        add(5);
        assertThat(sequence(100)).isEqualTo(1);
    }

    private int sequence(long deadline) {
        return diverts.next(deadline).orElseThrow().sequence();
    }

    private void add(int lane) {
        assertThat(diverts.add(command(lane))).isTrue();
    }

    private DivertCommand command(int lane) {
        return new DivertCommand(
                "door-1",
                lane,
                OptionalLong.empty(),
                () -> arrived.contains(lane),
                outcome -> ends.add(lane + " " + outcome));
    }
}
