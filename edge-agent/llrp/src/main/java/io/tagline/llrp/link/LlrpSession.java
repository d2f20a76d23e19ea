package io.tagline.llrp.link;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpFramer;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.ReaderEvent.ConnectionAttempt;
import io.tagline.llrp.command.ReaderCommands;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One TCP connection with a reader: commands and their answers, and everything that comes in between. Confined to the reader thread;
 * every wait wakes up each {@value #POLL_MS} ms to look at the clock.
 */
final class LlrpSession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LlrpSession.class);

    /** How late the end of a time-out may be seen. */
    static final int POLL_MS = 20;

    /** Unanswered commands remembered; a reader that never answers when asked whether it is there makes one each 15 s. */
    private static final int MOST_LATE = 1_000;

    private final Socket socket;
    private final LinkSettings settings;
    private final TimedInput input;
    private final LlrpFramer framer;
    private final Inbox inbox;
    private final LinkCounters counters;
    private final LongSupplier ticker;
    private final BooleanSupplier stopping;

    /** Commands given up: their answers may still come, and are none to later commands. */
    private final Set<Integer> late = new HashSet<>();

    private boolean oddIdsLogged;
    private boolean badBodyLogged;

    private int pollMs = POLL_MS;
    private int lastMessageId;
    private long heardAt;
    private long listenerNanos;
    private boolean goodbyeSaid;

    LlrpSession(
            Socket socket,
            LinkSettings settings,
            ReaderListener listener,
            LinkCounters counters,
            LongSupplier ticker,
            BooleanSupplier stopping)
            throws IOException {
        this.socket = socket;
        this.settings = settings;
        this.counters = counters;
        this.ticker = ticker;
        this.stopping = stopping;
        this.inbox = new Inbox(settings.name(), listener, counters);
        this.input = new TimedInput(socket.getInputStream(), ticker, TimeUnit.MILLISECONDS.toNanos(POLL_MS));
        this.framer = new LlrpFramer(input, settings.name(), settings.maxFrameBytes());
        this.heardAt = ticker.getAsLong();
        socket.setSoTimeout(POLL_MS);
    }

    Inbox inbox() {
        return inbox;
    }

    int nextMessageId() {
        return ++lastMessageId;
    }

    void send(LlrpFrame frame) throws IOException {
        frame.writeTo(socket.getOutputStream());
    }

    /** Waits for the reader to speak first, as LLRP 1.1 §20.1.1 wants it. */
    void awaitGreeting() throws IOException, InterruptedException, ReaderBusyException {
        long start = ticker.getAsLong();
        while (inbox.greeting().isEmpty()) {
            poll();
            stopIfAsked();
            if (elapsed(start, settings.greetingTimeout())) {
                throw new SocketTimeoutException("[" + settings.name() + "] " + socket.getRemoteSocketAddress()
                        + " accepted the connection but sent no LLRP greeting (ConnectionAttemptEvent) within "
                        + settings.greetingTimeout().toMillis() + " ms");
            }
        }
        int status = inbox.greeting().getAsInt();
        switch (status) {
            case ConnectionAttempt.SUCCESS -> counters.add(LinkCounter.CONNECTIONS, 1);
            case ConnectionAttempt.CLIENT_INITIATED_EXISTS, ConnectionAttempt.READER_INITIATED_EXISTS ->
                throw new ReaderBusyException("[" + settings.name() + "] the reader is in use by another client"
                        + " (ConnectionAttemptEvent status " + status + "); expected 0, success");
            default ->
                throw new IOException("[" + settings.name()
                        + "] the reader refused the connection: ConnectionAttemptEvent status " + status
                        + "; expected 0, success");
        }
    }

    /**
     * Sends a command and waits for its answer; what comes in between goes where it always goes.
     *
     * @throws SocketTimeoutException when there is no answer in time
     */
    LlrpFrame request(LlrpFrame command) throws IOException, InterruptedException {
        return request(command, settings.answerTimeout());
    }

    /** As {@link #request(LlrpFrame)}, with another patience. */
    LlrpFrame request(LlrpFrame command, Duration timeout) throws IOException, InterruptedException {
        LlrpFrame answer = request(command, timeout, true);
        stopIfAsked();
        return answer;
    }

    private LlrpFrame request(LlrpFrame command, Duration timeout, boolean deliver)
            throws IOException, InterruptedException {
        int wanted = LlrpMessageType.answerTo(command.type());
        long start = ticker.getAsLong();
        long listenerBefore = listenerNanos;
        send(command);
        while (true) {
            if (receive()) {
                if (answers(command, wanted)) {
                    return framer.frame();
                }
                if (deliver) {
                    dispatch();
                }
            }
            if (elapsed(start + listenerNanos - listenerBefore, timeout)) {
                if (late.size() == MOST_LATE) {
                    late.clear();
                }
                late.add(command.messageId());
                throw new SocketTimeoutException(
                        "[" + settings.name() + "] no answer to " + command + " within " + timeout.toMillis() + " ms");
            }
        }
    }

    /**
     * Whether the current frame answers the command. Only one is ever under way, so an answer of its type is its answer even
     * under another message ID (emulators send 0 or count for themselves), unless it is the late one to an earlier command.
     */
    private boolean answers(LlrpFrame command, int wanted) {
        int id = framer.messageId();
        if (id == command.messageId()) {
            return framer.type() == wanted || framer.type() == LlrpMessageType.ERROR_MESSAGE;
        }
        boolean odd = framer.type() == wanted
                ? !late.contains(id)
                : framer.type() == LlrpMessageType.ERROR_MESSAGE && id == 0;
        if (odd && !oddIdsLogged) {
            oddIdsLogged = true;
            log.atWarn()
                    .addKeyValue("reader", settings.name())
                    .addKeyValue("command", command)
                    .addKeyValue("answeredAs", Integer.toUnsignedString(id))
                    .log("the reader answers under message IDs of its own; its answers are known by their type");
        }
        return odd;
    }

    /** Takes in at most one frame, waiting a moment for it. */
    void poll() throws IOException, InterruptedException {
        poll(POLL_MS);
    }

    /** Takes in at most one frame, waiting so many milliseconds for it. */
    void poll(int waitMs) throws IOException, InterruptedException {
        if (waitMs != pollMs) {
            socket.setSoTimeout(waitMs);
            pollMs = waitMs;
        }
        if (receive()) {
            dispatch();
        }
    }

    /** Nanoseconds since the reader was last heard or its last words were dealt with. */
    long silentNanos() {
        return ticker.getAsLong() - heardAt;
    }

    private boolean receive() throws IOException {
        input.start();
        try {
            if (!framer.next()) {
                throw new EOFException("[" + settings.name() + "] the reader closed the connection");
            }
        } catch (SocketTimeoutException e) {
            return false;
        }
        heardAt = ticker.getAsLong();
        counters.add(LinkCounter.FRAMES, 1);
        return true;
    }

    private void dispatch() throws IOException, InterruptedException {
        if (framer.type() == LlrpMessageType.KEEPALIVE) {
            send(ReaderCommands.keepaliveAck(framer.messageId()));
        }
        long arrived = heardAt;
        try {
            inbox.take(framer, arrived);
        } catch (LlrpBodyException e) {
            counters.add(LinkCounter.REFUSED_BODIES, 1);
            // once a connection, the counter tells the rest: an SD card does not bear a line for every event
            log.atLevel(badBodyLogged ? Level.DEBUG : Level.WARN)
                    .addKeyValue("reader", settings.name())
                    .addKeyValue("message", LlrpMessageType.name(framer.type()))
                    .addKeyValue("reason", e.getMessage())
                    .log("message left out");
            badBodyLogged = true;
        }
        heardAt = ticker.getAsLong();
        listenerNanos += heardAt - arrived;
    }

    private boolean elapsed(long start, Duration limit) {
        return ticker.getAsLong() - start > limit.toNanos();
    }

    private void stopIfAsked() throws InterruptedException {
        if (stopping.getAsBoolean()) {
            throw new InterruptedException("the link is being closed");
        }
    }

    /**
     * Says goodbye, once, so that a reader for one client is free at once for the next.
     *
     * @param deliver whether the listener still takes what comes before the reader's answer
     */
    void sayGoodbye(boolean deliver) throws IOException, InterruptedException {
        if (!goodbyeSaid) {
            goodbyeSaid = true;
            request(ReaderCommands.closeConnection(nextMessageId()), Duration.ofSeconds(1), deliver);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
