package io.tagline.edge;

import io.tagline.edge.eye.Eyes;
import io.tagline.edge.health.AgentHealth;
import io.tagline.edge.health.Pulse;
import io.tagline.edge.health.Pulses;
import io.tagline.edge.journal.Journal;
import io.tagline.edge.journal.NewScan;
import io.tagline.edge.passage.Passage;
import io.tagline.edge.passage.PassageDetector;
import io.tagline.edge.reader.ReadQueue;
import io.tagline.edge.reader.TagRead;
import io.tagline.edge.time.Ticker;
import io.tagline.edge.watch.DoorWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The spine of the agent, top to bottom what happens to a tag: a reader's thread saw it, here it is decided whether it passed
 * and which way, photo-eyes have their say, staff are shown what it means, the journal keeps the scan, and once it is on disk the uplink carries it to the hub.
 * One thread
 * {@code portals} runs it and owns the detector.
 */
final class PortalPipeline implements AutoCloseable {

    /** Longer than any decision waits for, at default settings. */
    private static final Duration LAST_SILENCE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(PortalPipeline.class);
    private static final String NAME = "portals";
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

    private final ReadQueue reads;
    private final Backlog backlog = new Backlog();
    private final PassageDetector detector;
    private final Eyes eyes;
    private final RestingReaders resting;
    private final Doorkeeper doorkeeper;
    private final DoorWatch watch;
    private final Journal journal;
    private final Ticker ticker;
    private final AgentHealth health;
    private final Pulses pulses;
    private final Thread thread;
    private volatile boolean stopping;

    // of the thread
    private Pulse pulse;
    private final List<Passage> passages = new ArrayList<>();

    PortalPipeline(
            ReadQueue reads,
            PassageDetector detector,
            Eyes eyes,
            RestingReaders resting,
            Doorkeeper doorkeeper,
            DoorWatch watch,
            Journal journal,
            Ticker ticker,
            AgentHealth health,
            Pulses pulses) {
        this.reads = reads;
        this.detector = detector;
        this.eyes = eyes;
        this.resting = resting;
        this.doorkeeper = doorkeeper;
        this.watch = watch;
        this.journal = journal;
        this.ticker = ticker;
        this.health = health;
        this.pulses = pulses;
        this.pulse = pulses.add(NAME);
        this.thread = new Thread(this::run, NAME);
    }

    /** Starts the thread. */
    PortalPipeline start() {
        thread.start();
        return this;
    }

    private void run() {
        try {
            while (!stopping || reads.reads() > 0) {
                turn();
            }
            decideTheRest();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pulses.remove(pulse);
        }
    }

    private void turn() throws InterruptedException {
        // silence is evidence too: the detector hears of time whenever it would judge, reads or not
        Duration patience = Duration.ofNanos(PassageDetector.nanosToNextStep(ticker.nanos()));
        List<TagRead> report = reads.poll(patience).orElse(List.of());
        eyes.elapse(ticker.nanos());
        resting.look();
        for (TagRead read : report) {
            detector.observe(read, this::decided);
        }
        watch.heard(report);
        long now = ticker.nanos();
        watch.elapse(now);
        if (!backlog.isHandedOver(report, now)) {
            detector.elapse(now, this::decided);
        }
        if (!passages.isEmpty()) {
            keep(report.isEmpty() ? "silence" : "report");
        }
        pulse.beat();
    }

    private void decided(Passage passage) {
        passages.add(eyes.weigh(passage));
    }

    /** Nothing more will be heard before the next start: who has passed by now, has passed. */
    private void decideTheRest() throws InterruptedException {
        detector.elapse(ticker.nanos() + LAST_SILENCE.toNanos(), this::decided);
        if (!passages.isEmpty()) {
            keep("end");
        }
    }

    /** @param upon what made the detector look: a report, silence, or the end of the agent */
    private void keep(String upon) throws InterruptedException {
        // the light at the door waits for no disk
        passages.forEach(doorkeeper::passed);
        passages.forEach(passage -> watch.passed(passage.portal(), passage.epc(), passage.decidedTick()));
        passages.forEach(passage -> log.atTrace()
                .addKeyValue("portal", passage.portal())
                .addKeyValue("epc", passage.epc().wholeWords().hex())
                .addKeyValue("direction", passage.direction())
                .addKeyValue("atTick", passage.atTick())
                .addKeyValue("lastTick", passage.lastTick())
                .addKeyValue("decidedTick", passage.decidedTick())
                .addKeyValue("upon", upon)
                .log("passed"));
        // a journal that may let nothing go makes us wait, rightly; it has a pulse of its own
        pulses.remove(pulse);
        try {
            for (Passage passage : passages) {
                journal.append(scan(passage));
                health.portal(passage.portal().value()).scan(passage.atTick());
            }
            passages.clear();
        } finally {
            pulse = pulses.add(NAME);
        }
    }

    private static NewScan scan(Passage passage) {
        return new NewScan(
                passage.portal().value(),
                passage.epc().wholeWords().hex(),
                passage.direction(),
                passage.atTick(),
                passage.firstTick(),
                passage.lastTick(),
                passage.reads(),
                passage.peakRssiDbm() < 0 ? OptionalDouble.of(passage.peakRssiDbm()) : OptionalDouble.empty(),
                passage.confidence());
    }

    /** Decides on what is in the queue and on what was heard last, then ends the thread; a journal that takes nothing more is not waited for. */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.join(CLOSE_LIMIT.toMillis());
            thread.interrupt();
            thread.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
