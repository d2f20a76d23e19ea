package io.tagline.llrp.link;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpFramer;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.ReaderEvent;
import io.tagline.llrp.ReaderEvent.BufferOverflowed;
import io.tagline.llrp.ReaderEvent.ConnectionAttempt;
import io.tagline.llrp.ReaderEvent.ConnectionClosed;
import io.tagline.llrp.ReaderEvent.ReaderFault;
import io.tagline.llrp.ReaderEvent.RoSpecChanged;
import io.tagline.llrp.ReaderNotification;
import io.tagline.llrp.TagReportCursor;
import io.tagline.llrp.command.ReaderProfile;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What a reader sends unasked on one connection: hands it on and remembers what the link has to act on. */
final class Inbox {
    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private static final int MOST_FAULTS_LOGGED = 20;

    private final String reader;
    private final ReaderListener listener;
    private final LinkCounters counters;
    private final TagReportCursor report = new TagReportCursor();

    private OptionalInt greeting = OptionalInt.empty();
    private boolean roSpecEnded;
    private boolean roSpecStarted;
    private boolean keepalivesCome;
    private boolean reportCame;
    private boolean problemLogged;
    private final Set<Integer> straysLogged = new HashSet<>();
    private final Set<String> faultsLogged = new HashSet<>();

    Inbox(String reader, ReaderListener listener, LinkCounters counters) {
        this.reader = reader;
        this.listener = listener;
        this.counters = counters;
    }

    /** The status of the reader's ConnectionAttemptEvent, once it came. */
    OptionalInt greeting() {
        return greeting;
    }

    /** Whether our ROSpec ended since it was last started. */
    boolean roSpecEnded() {
        return roSpecEnded;
    }

    /** Whether our ROSpec is known to run since it was last asked to: the reader said so, or reports came. */
    boolean roSpecRuns() {
        return roSpecStarted || reportCame;
    }

    void roSpecIsAskedToStart() {
        roSpecEnded = false;
        roSpecStarted = false;
        reportCame = false;
    }

    boolean keepalivesCome() {
        return keepalivesCome;
    }

    /** Deals with the framer's current frame. */
    void take(LlrpFramer frame, long tickNanos) throws LlrpBodyException, IOException, InterruptedException {
        switch (frame.type()) {
            case LlrpMessageType.RO_ACCESS_REPORT -> takeReport(frame, tickNanos);
            case LlrpMessageType.READER_EVENT_NOTIFICATION -> takeEvents(frame, tickNanos);
            case LlrpMessageType.KEEPALIVE -> {
                keepalivesCome = true;
                counters.add(LinkCounter.KEEPALIVES, 1);
            }
            default -> {
                counters.add(LinkCounter.STRAY_FRAMES, 1);
                log.atLevel(straysLogged.add(frame.type()) ? Level.WARN : Level.DEBUG)
                        .addKeyValue("reader", reader)
                        .addKeyValue("message", LlrpMessageType.name(frame.type()))
                        .addKeyValue("id", Integer.toUnsignedString(frame.messageId()))
                        .log("nobody asked for this message");
            }
        }
    }

    private void takeReport(LlrpFramer frame, long tickNanos) throws InterruptedException {
        reportCame = true;
        report.over(frame.buffer(), frame.bodyOffset(), frame.bodyLength());
        listener.onReport(report, tickNanos);
        counters.add(LinkCounter.REPORTS, 1);
        counters.add(LinkCounter.REFUSED_TAGS, report.refusedTags());
        counters.add(LinkCounter.UNKNOWN_PARAMETERS, report.unknownParameters());
        if (report.refusedTags() > 0 && !problemLogged) {
            // once a connection: a reader that words one report oddly words them all so, and the counter tells the rest
            problemLogged = true;
            log.atWarn()
                    .addKeyValue("reader", reader)
                    .addKeyValue("reason", report.problem().orElse(""))
                    .log("tags left out of a report");
        }
    }

    private void takeEvents(LlrpFramer frame, long tickNanos)
            throws LlrpBodyException, IOException, InterruptedException {
        ReaderNotification notification =
                ReaderNotification.decode(frame.buffer(), frame.bodyOffset(), frame.bodyLength());
        counters.add(LinkCounter.UNKNOWN_PARAMETERS, notification.unknownParameters());
        for (ReaderEvent event : notification.events()) {
            listener.onEvent(event, notification.time(), tickNanos);
            actOn(event);
        }
    }

    private void actOn(ReaderEvent event) throws IOException {
        if (event instanceof RoSpecChanged change && change.roSpecId() == ReaderProfile.ROSPEC_ID) {
            roSpecStarted = change.change() == RoSpecChanged.STARTED;
            roSpecEnded = !roSpecStarted;
        } else if (event instanceof ConnectionAttempt attempt) {
            if (attempt.status() == ConnectionAttempt.ANOTHER_ATTEMPTED) {
                log.atWarn().addKeyValue("reader", reader).log("another client tried to connect to the reader");
            } else {
                greeting = OptionalInt.of(attempt.status());
            }
        } else if (event instanceof BufferOverflowed) {
            // the listener, who knows the reads before and after, says from when to when some are missing
            counters.add(LinkCounter.OVERFLOWS, 1);
        } else if (event instanceof ReaderFault fault) {
            // once a connection for each fault: some readers repeat theirs many times a second
            boolean news = faultsLogged.size() < MOST_FAULTS_LOGGED && faultsLogged.add(fault.words());
            log.atLevel(news ? Level.WARN : Level.DEBUG)
                    .addKeyValue("reader", reader)
                    .addKeyValue("antenna", fault.antenna())
                    .addKeyValue("words", fault.words())
                    .log("the reader reports a fault");
        } else if (event instanceof ConnectionClosed) {
            throw new EOFException("[" + reader + "] the reader said that it closes the connection");
        }
    }
}
