package io.tagline.simulator;

import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.ReaderEvent;
import io.tagline.llrp.ReaderEvent.AntennaChanged;
import io.tagline.llrp.ReaderEvent.BufferFilling;
import io.tagline.llrp.ReaderEvent.BufferOverflowed;
import io.tagline.llrp.ReaderEvent.ConnectionAttempt;
import io.tagline.llrp.ReaderEvent.ConnectionClosed;
import io.tagline.llrp.ReaderEvent.InputChanged;
import io.tagline.llrp.ReaderEvent.ReaderFault;
import io.tagline.llrp.ReaderEvent.RoSpecChanged;
import io.tagline.llrp.ReaderNotification;
import io.tagline.simulator.ImpinjExtensions.VendorContent;
import io.tagline.simulator.dock.Dock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reader without its socket: settings, ROSpecs, radio, and the reports and events that come of them. Its monitor is the
 * reader's lock; whoever calls holds it. Times are microseconds since it was switched on.
 */
final class ReaderCore {
    private static final Logger log = LoggerFactory.getLogger(ReaderCore.class);
    private static final int BUFFER_WARNING_PERCENT = 80;
    private static final long NOT_YET = Long.MIN_VALUE;

    // for the life of the reader
    final ReaderOptions options;
    final Timekeeper time;
    final ReaderConfig config;
    final RoSpecs roSpecs;
    final ImpinjExtensions extensions;
    final ReaderCounters.Tally tally = new ReaderCounters.Tally();
    private final ReportEncoder encoder;
    private final Outbox outbox;
    private final Map<TagEntry.Key, TagEntry> report = new LinkedHashMap<>();
    private int messageId;
    private long nextRound;
    private boolean warned;
    private boolean overflown;

    // for one scenario
    private @Nullable Surroundings field;
    private @Nullable Scenario scenario;
    private long firstRound;

    // for one connection
    private boolean connected;
    private boolean released;

    ReaderCore(ReaderOptions options) {
        this.options = options;
        time = new Timekeeper(options);
        config = new ReaderConfig(options);
        extensions = new ImpinjExtensions(options.maker());
        encoder = new ReportEncoder(time);
        outbox = new Outbox(options.reportBufferTags());
        roSpecs = new RoSpecs(
                options.maxRoSpecs(), spec -> changed(spec, true), this::stageEnded, spec -> changed(spec, false));
    }

    /** The client is there; the greeting tells it so. */
    LlrpFrame connect() {
        connected = true;
        released = !config.holds();
        return connectionAttempt(ConnectionAttempt.SUCCESS);
    }

    /** The client is gone; what it did not fetch is kept if it said so (EventsAndReports), and else lost. */
    void disconnect() {
        connected = false;
        released = false;
        extensions.reset();
        if (!config.holds()) {
            outbox.drain();
        }
    }

    /** ENABLE_EVENTS_AND_REPORTS: what was held may go now. */
    void release() {
        released = true;
    }

    LlrpFrame connectionAttempt(int status) {
        return notification(new ConnectionAttempt(status));
    }

    LlrpFrame connectionClose() {
        return notification(new ConnectionClosed());
    }

    LlrpFrame keepalive() {
        return LlrpFrame.of(LlrpMessageType.KEEPALIVE, nextMessageId());
    }

    /** Lets the radio work up to now, and gives what may be sent. */
    List<LlrpFrame> advance() {
        long now = time.micros();
        while ((nextRound + 1) * RadioField.ROUND_MICROS <= now) {
            playRound(nextRound++);
        }
        return connected && released ? outbox.drain() : List.of();
    }

    private void playRound(long round) {
        long start = round * RadioField.ROUND_MICROS;
        roSpecs.advance(start);
        if (field == null) {
            return;
        }
        if (firstRound == NOT_YET) {
            if (roSpecs.active() == null) {
                return;
            }
            firstRound = round;
        }
        long scene = round - firstRound;
        for (ParcelWalk walk : field.beginning(scene)) {
            log.atInfo()
                    .addKeyValue("epc", walk.epcHex())
                    .addKeyValue("door", walk.door())
                    .addKeyValue("movement", walk.movement())
                    .log("tag moves");
        }
        for (Happening happening : field.happenings(scene)) {
            switch (happening.what()) {
                case GPI -> setGpi(happening.number(), happening.on());
                case ANTENNA -> setAntennaConnected(happening.number(), happening.on());
                case BUFFER -> tellBufferLevel(happening.number());
                case OVERFLOW -> tellOverflow();
                case FAULT -> tellFault("simulated fault", happening.number());
            }
        }
        RoSpec active = roSpecs.active();
        if (active != null) {
            int antenna = antennaInTurn(active, round);
            for (SimulatedRead read : field.round(scene, antenna)) {
                take(read.at(read.atMicros() + firstRound * RadioField.ROUND_MICROS));
            }
        }
    }

    private int antennaInTurn(RoSpec active, long round) {
        List<Integer> antennas = active.present().antennas();
        return antennas.isEmpty()
                ? 1 + (int) (round % options.antennas())
                : antennas.get((int) (round % antennas.size()));
    }

    /** One read; false when no active ROSpec has that antenna at work, or its cable is off. */
    boolean take(SimulatedRead read) {
        RoSpec active = roSpecs.active();
        if (active == null
                || read.antenna() > options.antennas()
                || !config.isConnected(read.antenna())
                || !(active.present().antennas().isEmpty()
                        || active.present().antennas().contains(read.antenna()))) {
            return false;
        }
        tally.read();
        TagEntry.Key key = new TagEntry.Key(read.epcHex(), read.antenna(), active.specIndex());
        TagEntry entry = report.get(key);
        if (entry == null) {
            report.put(key, new TagEntry(read, active));
        } else {
            entry.add(read);
        }
        if (reportSpec(active).isFull(report.size())) {
            sendReport(active);
        }
        return true;
    }

    ReportSpec reportSpec(RoSpec spec) {
        return spec.plan.report().orElse(config.report());
    }

    /** Sends what was read so far: GET_REPORT, or the end of a spec. */
    void sendReport(@Nullable RoSpec spec) {
        if (report.isEmpty()) {
            return;
        }
        ReportSpec wanted = Optional.ofNullable(spec).map(this::reportSpec).orElse(config.report());
        int tags = report.size();
        LlrpFrame frame = encoder.report(
                nextMessageId(),
                report.values(),
                wanted.content(),
                extensions.enabled() ? wanted.vendor() : VendorContent.NONE);
        report.clear();
        if (!connected && !config.holds()) {
            tally.lost(tags);
        } else if (outbox.offer(frame, tags)) {
            tally.reported(tags);
            overflown = false;
            warnOfFilling();
        } else {
            tally.lost(tags);
            if (!overflown) {
                overflown = true;
                log.atInfo().addKeyValue("tags", outbox.tags()).log("report buffer overflow");
                tellOverflow();
            }
        }
    }

    private void warnOfFilling() {
        boolean filling = outbox.percentFull() >= BUFFER_WARNING_PERCENT;
        if (filling && !warned && config.notifies(ReaderConfig.EVENT_REPORT_BUFFER)) {
            tellBufferLevel(outbox.percentFull());
        }
        warned = filling;
    }

    void tellBufferLevel(int percent) {
        notify(ReaderConfig.EVENT_REPORT_BUFFER, new BufferFilling(percent));
    }

    /** Told whether asked for or not (LLRP 1.1 §14.2.6.6). */
    void tellOverflow() {
        outbox.offer(notification(new BufferOverflowed()), 0);
    }

    void tellFault(String words, int antenna) {
        notify(ReaderConfig.EVENT_READER_EXCEPTION, new ReaderFault(words, antenna));
    }

    private void stageEnded(RoSpec spec) {
        if (reportSpec(spec).trigger() == ReportSpec.Trigger.TAGS_OR_END_OF_AISPEC) {
            sendReport(spec);
        }
    }

    private void changed(RoSpec spec, boolean started) {
        if (!started && reportSpec(spec).trigger() != ReportSpec.Trigger.NONE) {
            sendReport(spec);
        }
        log.atInfo().addKeyValue("rospec", spec.plan.roSpecId()).log(started ? "ROSpec starts" : "ROSpec ends");
        notify(
                ReaderConfig.EVENT_ROSPEC,
                new RoSpecChanged(started ? RoSpecChanged.STARTED : RoSpecChanged.ENDED, spec.plan.roSpecId(), 0));
    }

    /** A GPIEvent precedes what it triggers (LLRP 1.1 §14.2.6.1). */
    void setGpi(int port, boolean high) {
        if (config.setGpi(port, high)) {
            log.atInfo().addKeyValue("gpi", port).addKeyValue("high", high).log("input changes");
            notify(ReaderConfig.EVENT_GPI, new InputChanged(port, high));
            roSpecs.gpiChanged(port, high, time.micros());
        }
    }

    void setAntennaConnected(int antenna, boolean on) {
        if (config.setConnected(antenna, on)) {
            log.atInfo()
                    .addKeyValue("antenna", antenna)
                    .addKeyValue("connected", on)
                    .log("antenna changes");
            notify(ReaderConfig.EVENT_ANTENNA, new AntennaChanged(antenna, on));
        }
    }

    private void notify(int eventType, ReaderEvent event) {
        if (config.notifies(eventType) && (connected || config.holds())) {
            outbox.offer(notification(event), 0);
        }
    }

    private LlrpFrame notification(ReaderEvent event) {
        return ReaderNotification.of(time.now(), event).encode(nextMessageId());
    }

    /** @param whenActive the scenario begins with the first active ROSpec, not now */
    void play(Scenario another, boolean whenActive) {
        scenario = another;
        field = new RadioField(another);
        firstRound = whenActive ? NOT_YET : nextRound;
    }

    /** Stands at a dock from now on, under the name that its antennas there have. */
    void standAt(Dock dock, String reader) {
        long nanos = options.nanos().getAsLong();
        long intoRound = time.micros() - nextRound * RadioField.ROUND_MICROS;
        scenario = null;
        field = new DockField(dock, reader, dock.micros(nanos) - intoRound);
        firstRound = nextRound;
    }

    /** Adds a walk to what is being played; it starts so long after now. */
    void add(ParcelWalk walk) {
        if (scenario == null || field == null) {
            throw new IllegalStateException("walk of " + walk.epcHex() + ": no scenario is being played");
        }
        Duration elapsed = firstRound == NOT_YET
                ? Duration.ZERO
                : Duration.ofNanos(field.momentOf(nextRound - firstRound) * 1_000);
        scenario = scenario.with(walk.delayedBy(elapsed));
        field = new RadioField(scenario);
    }

    void tamper(Tampering how) {
        long now = time.micros();
        try {
            switch (how) {
                case DELETE -> roSpecs.delete(0, now);
                case DISABLE -> roSpecs.disable(0, now);
                case STOP -> {
                    config.silence(ReaderConfig.EVENT_ROSPEC);
                    RoSpec active = roSpecs.active();
                    if (active != null) {
                        roSpecs.stop(active.plan.roSpecId(), now);
                    }
                }
                case REPLACE -> {
                    for (RoSpec each : roSpecs.all()) {
                        roSpecs.delete(each.plan.roSpecId(), now);
                        roSpecs.add(ForeignRoSpec.under(each.plan.roSpecId()));
                        roSpecs.enable(each.plan.roSpecId(), now);
                    }
                }
            }
        } catch (RefusedException e) {
            throw new IllegalStateException("tampering " + how + ": " + e.words(), e);
        }
    }

    int heldTags() {
        return outbox.tags();
    }

    private int nextMessageId() {
        return ++messageId;
    }
}
