package io.tagline.edge.reader;

import io.tagline.edge.health.ReaderReport;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.time.Ticker;
import io.tagline.llrp.ReaderEvent;
import io.tagline.llrp.ReaderTime;
import io.tagline.llrp.TagReportCursor;
import io.tagline.llrp.link.LinkState;
import io.tagline.llrp.link.ReaderListener;
import java.util.List;
import java.util.function.Consumer;

/** What the link says becomes reads in the queue and a state in health. Confined to the reader's thread. */
final class ReaderFeed implements ReaderListener {

    private final ReaderId reader;
    private final ReadMapper mapper;
    private final ReadQueue queue;
    private final ReaderReport health;
    private final ReaderTroubles troubles;
    private final Consumer<InputChange> inputs;
    private final Ticker ticker;
    private boolean failing;
    private boolean dialled;
    private long dialledTick;

    /** @param inputs told of each change of an input, on this thread; must not wait */
    ReaderFeed(
            ReaderId reader,
            ReadMapper mapper,
            ReadQueue queue,
            ReaderReport health,
            ReaderTroubles troubles,
            Ticker ticker,
            Consumer<InputChange> inputs) {
        this.ticker = ticker;
        this.reader = reader;
        this.troubles = troubles;
        this.inputs = inputs;
        this.mapper = mapper;
        this.queue = queue;
        this.health = health;
    }

    @Override
    public void onReport(TagReportCursor report, long tickNanos) throws InterruptedException {
        List<TagRead> reads = mapper.map(report, tickNanos);
        if (!reads.isEmpty()) {
            health.reads(reads.size(), tickNanos);
            troubles.heard(reads);
            health.clock(mapper.offset());
            queue.put(reads);
        }
    }

    @Override
    public void onEvent(ReaderEvent event, ReaderTime at, long tickNanos) {
        // somebody else's attempt on our reader comes in the same event, and is no new connection
        boolean greeting = event instanceof ReaderEvent.ConnectionAttempt attempt
                && attempt.status() == ReaderEvent.ConnectionAttempt.SUCCESS;
        if (greeting) {
            mapper.connected();
            troubles.connected();
        }
        long stamped =
                greeting && dialled ? mapper.learnGreeting(at, dialledTick, tickNanos) : mapper.learn(at, tickNanos);
        health.clock(mapper.offset());
        troubles.event(event, stamped);
        if (event instanceof ReaderEvent.InputChanged input) {
            inputs.accept(new InputChange(reader, input.port(), input.high(), stamped));
        }
    }

    /** A failure stands until the reader reads again: the states of each new try would only flicker over its reason. */
    @Override
    public void onState(LinkState state, String detail) {
        if (state == LinkState.DIALLING) {
            dialledTick = ticker.nanos();
        }
        // a reader that calls may have stamped its greeting before we answered the call
        dialled = state != LinkState.LISTENING && (dialled || state == LinkState.DIALLING);
        boolean ended =
                switch (state) {
                    case READING, STOPPED -> {
                        failing = false;
                        yield true;
                    }
                    case IN_USE, REFUSED, LOST -> {
                        failing = true;
                        yield true;
                    }
                    case DIALLING, LISTENING, GREETING, CONFIGURING -> false;
                };
        if (ended || !failing) {
            // a reader that ought to call and does not is as much a fault as one that does not answer
            health.state(state.code(), detail, !failing && state != LinkState.LISTENING);
        }
    }
}
