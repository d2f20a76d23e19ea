package io.tagline.edge.opcua;

import io.tagline.edge.health.Counter;
import io.tagline.edge.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Writes the divert commands of all portals, those of each one after the other. Safe for any thread; waits for nothing. */
final class DivertDesk {
    private final PlcSettings settings;
    private final Supplier<Optional<PlcOutputs>> plc;
    private final Ticker ticker;
    private final Counter unwritten;
    private final Map<String, Diverts> diverts = new ConcurrentHashMap<>();

    /** @param plc where to write now; empty while there is no use in it */
    DivertDesk(PlcSettings settings, Supplier<Optional<PlcOutputs>> plc, Ticker ticker, Counter unwritten) {
        this.settings = settings;
        this.plc = plc;
        this.ticker = ticker;
        this.unwritten = unwritten;
        for (PlcNode node : settings.nodes()) {
            if (node.signal() == PlcSignal.DIVERT_SEQUENCE) {
                diverts.put(node.portal(), new Diverts());
            }
        }
    }

    /** Writes the lane, and the position if there is a node for it, then a new sequence number, and waits for the PLC to show that. */
    void divert(DivertCommand command) {
        Optional<PlcOutputs> to = plc.get();
        Optional<Diverts> commands = to.flatMap(outputs -> outputs.find(PlcSignal.DIVERT_SEQUENCE, command.portal()))
                .map(point -> diverts.get(point.node().portal()));
        if (to.isEmpty() || commands.isEmpty() || !commands.get().add(command)) {
            unwritten.increment();
            command.done().accept(DivertOutcome.NOT_SENT);
            return;
        }
        send(commands.get());
    }

    /** The PLC shows the number of the command that it carried out last. */
    void echo(PlcChange change) {
        Diverts commands = diverts.get(change.node().portal());
        if (commands != null && change.quality() == PlcChange.Quality.GOOD) {
            commands.echo((long) change.value());
            send(commands);
        }
    }

    /** To be called some ten times a second: commands come to their end though nobody answers. */
    void look() {
        long now = ticker.nanos();
        for (Diverts commands : diverts.values()) {
            commands.expire(now);
            if (plc.get().isEmpty()) {
                commands.giveUp();
            } else {
                send(commands);
            }
        }
    }

    private void send(Diverts commands) {
        Optional<PlcOutputs> to = plc.get();
        Optional<Diverts.Turn> turn = to.isEmpty()
                ? Optional.empty()
                : commands.next(ticker.nanos() + settings.divertTimeout().toNanos());
        while (turn.isPresent() && to.isPresent()) {
            if (turn.get().command().isTooLate().getAsBoolean()) {
                commands.end(turn.get().sequence(), DivertOutcome.TOO_LATE);
            } else {
                write(to.get(), commands, turn.get());
            }
            turn = commands.next(ticker.nanos() + settings.divertTimeout().toNanos());
        }
    }

    private void write(PlcOutputs to, Diverts commands, Diverts.Turn turn) {
        String portal = turn.command().portal();
        Optional<PlcPoint> lane = to.find(PlcSignal.DIVERT_LANE, portal);
        Optional<PlcPoint> sequence = to.find(PlcSignal.DIVERT_SEQUENCE, portal);
        if (lane.isEmpty() || sequence.isEmpty()) {
            commands.end(turn.sequence(), DivertOutcome.NOT_SENT);
            return;
        }
        List<PlcOutputs.Value> what = new ArrayList<>();
        what.add(new PlcOutputs.Value(lane.get(), turn.command().lane()));
        turn.command().position().ifPresent(position -> to.find(PlcSignal.DIVERT_POSITION, portal)
                .ifPresent(point -> what.add(new PlcOutputs.Value(point, position))));
        // one request with the number as well would leave it to the PLC which one it takes first
        to.write(what, taken -> {
            if (!taken) {
                ended(commands, turn, DivertOutcome.FAILED);
            } else if (turn.command().isTooLate().getAsBoolean()) {
                ended(commands, turn, DivertOutcome.TOO_LATE);
            } else if (commands.hasTurn(turn.sequence())) {
                to.write(List.of(new PlcOutputs.Value(sequence.get(), turn.sequence())), sent -> {
                    if (!sent) {
                        ended(commands, turn, DivertOutcome.FAILED);
                    }
                });
            }
        });
    }

    private void ended(Diverts commands, Diverts.Turn turn, DivertOutcome outcome) {
        if (outcome == DivertOutcome.FAILED) {
            unwritten.increment();
        }
        commands.end(turn.sequence(), outcome);
        send(commands);
    }
}
