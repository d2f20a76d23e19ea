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
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP connection with a reader: commands and their answers, and everything that comes in between. Confined to the reader thread;
 * every wait wakes up each {@value #POLL_MS} ms to look at the clock.
 */
final class LlrpSession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LlrpSession.class);

    /** How late a command from elsewhere, or the end of a time-out, may be seen. */
    private static final int POLL_MS = 50;

    private final Socket socket;
    private final LinkSettings settings;
    private final LlrpFramer framer;
    private final Inbox inbox;
    private final LinkCounters counters;
    private final LongSupplier ticker;
    private final BooleanSupplier stopping;

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
        this.framer = new LlrpFramer(socket.getInputStream(), settings.name(), settings.maxFrameBytes());
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
     * Sends a command and waits for the answer with its message ID; what comes in between goes where it always goes.
     *
     * @throws SocketTimeoutException when there is no answer in time
     */
    LlrpFrame request(LlrpFrame command) throws IOException, InterruptedException {
        LlrpFrame answer = request(command, settings.answerTimeout(), true);
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
                boolean ours = framer.messageId() == command.messageId();
                if (ours && (framer.type() == wanted || framer.type() == LlrpMessageType.ERROR_MESSAGE)) {
                    return framer.frame();
                }
                if (deliver) {
                    dispatch();
                }
            }
            if (elapsed(start + listenerNanos - listenerBefore, timeout)) {
                throw new SocketTimeoutException(
                        "[" + settings.name() + "] no answer to " + command + " within " + timeout.toMillis() + " ms");
            }
        }
    }

    /** Takes in at most one frame, waiting a moment for it. */
    void poll() throws IOException, InterruptedException {
        if (receive()) {
            dispatch();
        }
    }

    /** Nanoseconds since the reader was last heard or its last words were dealt with. */
    long silentNanos() {
        return ticker.getAsLong() - heardAt;
    }

    private boolean receive() throws IOException {
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
            log.atWarn()
                    .addKeyValue("reader", settings.name())
                    .addKeyValue("message", LlrpMessageType.name(framer.type()))
                    .addKeyValue("reason", e.getMessage())
                    .log("message left out");
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
