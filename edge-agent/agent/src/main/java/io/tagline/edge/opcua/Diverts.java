package io.tagline.edge.opcua;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The divert commands of one portal. They have one set of nodes between them, so one is on its way at a time: a second lane written
 * before the first number is taken would send the first parcel onto the second one's lane. A command is a number that changes, and its
 * echo is the same number: a bare flag would be lost, or carried out twice, by a connection that breaks between the two. Numbers go
 * from 1 to {@link #LAST} and round; 0 is what a PLC has after a cold start. Safe for any thread.
 */
final class Diverts {
    /** Fits the smallest type that PLC programmers give a sequence number, Int16. */
    static final int LAST = 32_767;

    /** More parcels than are between a tunnel and its diverter. */
    static final int ROOM = 64;

    /** Nothing of the numbers of this PLC is known yet. */
    private static final int UNKNOWN = -1;

    /** A command that may be written now, under its number. */
    record Turn(int sequence, DivertCommand command, long deadlineNanos) {
        void end(DivertOutcome outcome) {
            command.done().accept(outcome);
        }
    }

    private final Deque<DivertCommand> waiting = new ArrayDeque<>();
    private Optional<Turn> current = Optional.empty();
    private int last = UNKNOWN;

    /** Takes it in; false if there is no room. */
    synchronized boolean add(DivertCommand command) {
        return waiting.size() < ROOM && waiting.add(command);
    }

    /**
     * The next command, once the one before has come to its end. None before the PLC has shown its own number: one that it knows
     * already would be no change to it, so no command.
     *
     * @param deadlineNanos until when its echo is waited for
     */
    synchronized Optional<Turn> next(long deadlineNanos) {
        if (current.isPresent() || waiting.isEmpty() || last == UNKNOWN) {
            return Optional.empty();
        }
        last = last % LAST + 1;
        current = Optional.of(new Turn(last, waiting.removeFirst(), deadlineNanos));
        return current;
    }

    /** The PLC shows this number. The first one after a start tells where to go on. */
    void echo(long sequence) {
        synchronized (this) {
            if (last == UNKNOWN) {
                last = sequence > 0 && sequence <= LAST ? (int) sequence : 0;
            }
        }
        if (sequence > 0 && sequence <= LAST) {
            end((int) sequence, DivertOutcome.ACKNOWLEDGED);
        }
    }

    /** Whether it still has the turn; what is written after its end would go with the next one's lane. */
    synchronized boolean hasTurn(int sequence) {
        return current.isPresent() && current.get().sequence() == sequence;
    }

    /** Nothing more is awaited of the command of this number. */
    void end(int sequence, DivertOutcome outcome) {
        Optional<Turn> over = Optional.empty();
        synchronized (this) {
            if (current.isPresent() && current.get().sequence() == sequence) {
                over = current;
                current = Optional.empty();
            }
        }
        over.ifPresent(turn -> turn.end(outcome));
    }

    /** Gives up the one whose time is over, and those whose parcels did not wait for their turn. */
    void expire(long nowNanos) {
        Optional<Turn> over = Optional.empty();
        List<DivertCommand> late = new ArrayList<>();
        synchronized (this) {
            if (current.isPresent() && nowNanos - current.get().deadlineNanos() >= 0) {
                over = current;
                current = Optional.empty();
            }
            for (Iterator<DivertCommand> each = waiting.iterator(); each.hasNext(); ) {
                DivertCommand command = each.next();
                if (command.isTooLate().getAsBoolean()) {
                    late.add(command);
                    each.remove();
                }
            }
        }
        over.ifPresent(turn -> turn.end(DivertOutcome.TIMED_OUT));
        late.forEach(command -> command.done().accept(DivertOutcome.TOO_LATE));
    }

    /** There is nobody to send them to. */
    void giveUp() {
        List<DivertCommand> all;
        synchronized (this) {
            all = List.copyOf(waiting);
            waiting.clear();
        }
        all.forEach(command -> command.done().accept(DivertOutcome.NOT_SENT));
    }
}
