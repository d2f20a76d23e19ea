package io.tagline.edge.opcua;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The divert commands of one portal that wait for their echo. A command is a number that changes, and its echo is the same number:
 * a bare flag would be lost, or carried out twice, by a connection that breaks between the two. Numbers go from 1 to
 * {@link #LAST} and round; 0 is what a PLC has after a cold start. Safe for any thread.
 */
final class Diverts {
    /** Fits the smallest type that PLC programmers give a sequence number, Int16. */
    static final int LAST = 32_767;

    private record Waiting(long deadlineNanos, Consumer<DivertOutcome> done) {}

    private final Map<Integer, Waiting> waiting = new LinkedHashMap<>();
    private int last;

    /** A new command. */
    synchronized int begin(long deadlineNanos, Consumer<DivertOutcome> done) {
        last = last % LAST + 1;
        waiting.put(last, new Waiting(deadlineNanos, done));
        return last;
    }

    /** The PLC shows this number. The first one after a start tells where to go on, so that no number is given twice in a row. */
    void echo(long sequence) {
        Consumer<DivertOutcome> done = null;
        synchronized (this) {
            if (last == 0 && sequence > 0 && sequence <= LAST) {
                last = (int) sequence;
            }
            Waiting command = sequence > LAST ? null : waiting.remove((int) sequence);
            if (command != null) {
                done = command.done;
            }
        }
        if (done != null) {
            done.accept(DivertOutcome.ACKNOWLEDGED);
        }
    }

    /** The command was not written. */
    void failed(int sequence, DivertOutcome outcome) {
        Waiting command;
        synchronized (this) {
            command = waiting.remove(sequence);
        }
        if (command != null) {
            command.done.accept(outcome);
        }
    }

    /** Gives up those whose time is over. */
    void expire(long nowNanos) {
        List<Waiting> over = new ArrayList<>();
        synchronized (this) {
            for (Iterator<Waiting> each = waiting.values().iterator(); each.hasNext(); ) {
                Waiting command = each.next();
                if (nowNanos - command.deadlineNanos >= 0) {
                    over.add(command);
                    each.remove();
                }
            }
        }
        over.forEach(command -> command.done.accept(DivertOutcome.TIMED_OUT));
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }
}
