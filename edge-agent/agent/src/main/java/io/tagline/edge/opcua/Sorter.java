package io.tagline.edge.opcua;

import io.tagline.edge.health.Counter;
import io.tagline.edge.health.Counters;
import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.time.Ticker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the PLC each verdict, and makes divert commands of them: finds the parcel that a verdict is about by the time at which the PLC saw it, and has it sent onto its
 * lane as long as it has not reached the diverter. A parcel of which that can't be said is left to the PLC and counted, for a wrong lane
 * is worse than none. Verdicts come in over a bounded queue; the thread {@code sorter} does the rest.
 */
public final class Sorter implements AutoCloseable {
    private static final int ROOM = 256;
    private static final long LOOK_EVERY_MS = 20;

    private static final Logger log = LoggerFactory.getLogger(Sorter.class);

    private final Map<String, SortingLine> lines = new HashMap<>();
    private final ConveyorState conveyors;
    private final Ticker ticker;
    private final BlockingQueue<Judgement> judged = new ArrayBlockingQueue<>(ROOM);
    private final Counter acknowledged;
    private final Counter late;
    private final Counter unassociated;
    private final Counter failed;
    private final Thread thread = new Thread(this::run, "sorter");

    // set before the thread starts
    private ObjIntConsumer<String> verdicts = (portal, number) -> {};
    private Consumer<DivertCommand> diverts = command -> command.done().accept(DivertOutcome.NOT_SENT);

    // confined to the thread sorter
    private final List<Judgement> waiting = new ArrayList<>();

    /** To be made before the link starts, or it misses how signals stood. */
    public Sorter(PlcSettings settings, ConveyorState conveyors, PlcChanges changes, Ticker ticker, Counters counters) {
        this.conveyors = conveyors;
        this.ticker = ticker;
        settings.diverts().forEach(each -> lines.put(each.portal(), new SortingLine(each, settings)));
        this.acknowledged = counters.counter(
                "tagline_plc_diverts_acknowledged_total", "Divert commands that the PLC acknowledged.");
        this.late = counters.counter(
                "tagline_plc_diverts_late_total",
                "Parcels not diverted: they were at the diverter before the command.");
        this.unassociated = counters.counter(
                "tagline_plc_diverts_unassociated_total",
                "Parcels not diverted: no photo-eye, or more than one parcel, went with their verdict.");
        this.failed = counters.counter(
                "tagline_plc_diverts_failed_total", "Divert commands not sent, refused, or without acknowledgement.");
        changes.on(PlcSignal.PHOTO_EYE, change -> lines.values().forEach(line -> line.eye(change)));
        changes.on(PlcSignal.ENCODER, change -> lines.values().forEach(line -> line.encoder(change)));
    }

    /** Begins to write to a PLC. */
    public Sorter start(PlcLink plc) {
        return start(plc::verdict, plc::divert);
    }

    Sorter start(ObjIntConsumer<String> verdictTo, Consumer<DivertCommand> divertTo) {
        verdicts = verdictTo;
        diverts = divertTo;
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    /** A verdict was given. Never waits. Safe for any thread. */
    public void judged(Judgement judgement) {
        if (!judged.offer(judgement)) {
            failed.increment();
        }
    }

    private void run() {
        try {
            while (true) {
                Judgement next = judged.poll(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    SortingLine line = lines.get(next.portal().value());
                    if (line != null && line.settings().lanes().containsKey(next.verdict())) {
                        waiting.add(next);
                    }
                    show(next);
                }
                try {
                    look();
                } catch (RuntimeException e) {
                    // one parcel's trouble must not leave all later ones unsorted
                    log.atError().setCause(e).log("parcels not sorted");
                    failed.add(waiting.size());
                    waiting.clear();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(Judgement judgement) {
        try {
            verdicts.accept(judgement.portal().value(), judgement.verdict().number());
        } catch (RuntimeException e) {
            // its lane may still be right
            log.atError().setCause(e).addKeyValue("portal", judgement.portal()).log("verdict not written to the PLC");
        }
    }

    /** Sorts what can be said by now. */
    private void look() {
        for (Iterator<Judgement> each = waiting.iterator(); each.hasNext(); ) {
            Judgement judgement = each.next();
            SortingLine line = lines.get(judgement.portal().value());
            if (line == null || sort(judgement, line)) {
                each.remove();
            }
        }
    }

    /** False while there is something to wait for. */
    private boolean sort(Judgement judgement, SortingLine line) {
        SortingLine.Parcel parcel = line.take(judgement.atTick(), ticker.nanos());
        switch (parcel.where()) {
            case WAIT -> {
                return false;
            }
            case NO_PARCEL, TWO_PARCELS, NO_POSITION -> {
                unassociated.increment();
                log.atInfo()
                        .addKeyValue("portal", judgement.portal())
                        .addKeyValue("epc", judgement.epc())
                        .addKeyValue("reason", parcel.where())
                        .log("parcel not diverted");
            }
            case KNOWN -> divert(judgement, line, parcel);
        }
        return true;
    }

    private void divert(Judgement judgement, SortingLine line, SortingLine.Parcel parcel) {
        DivertSettings settings = line.settings();
        int lane = settings.lanes().getOrDefault(judgement.verdict(), settings.defaultLane());
        diverts.accept(new DivertCommand(
                settings.portal(),
                conveyors.isFull(lane) ? settings.defaultLane() : lane,
                parcel.diverter(),
                () -> line.hasArrived(parcel, ticker.nanos()),
                outcome -> ended(judgement, outcome)));
    }

    private void ended(Judgement judgement, DivertOutcome outcome) {
        Counter counter =
                switch (outcome) {
                    case ACKNOWLEDGED -> acknowledged;
                    case TOO_LATE -> late;
                    case TIMED_OUT, FAILED, NOT_SENT -> failed;
                };
        counter.increment();
        if (outcome != DivertOutcome.ACKNOWLEDGED) {
            log.atInfo()
                    .addKeyValue("portal", judgement.portal())
                    .addKeyValue("epc", judgement.epc())
                    .addKeyValue("outcome", outcome)
                    .log("parcel not diverted");
        }
    }

    /** Parcels since the start that were not diverted as their verdict asks. */
    public long missed() {
        return late.value() + unassociated.value() + failed.value();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
