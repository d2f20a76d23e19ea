package io.tagline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpFramer;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.LlrpParameterType;
import io.tagline.llrp.LlrpParameters;
import io.tagline.llrp.ReaderEvent;
import io.tagline.llrp.ReaderNotification;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HexFormat;

/** A client that knows only bytes: sends hex, and reads whole frames. Each wait ends after five seconds. */
final class BareClient implements AutoCloseable {
    private static final int WAIT_MS = 5_000;

    private final Socket socket;
    private final LlrpFramer framer;

    BareClient(InetSocketAddress reader) throws IOException {
        this(new Socket(reader.getAddress(), reader.getPort()));
    }

    BareClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(WAIT_MS);
        framer = new LlrpFramer(socket.getInputStream(), "bare client", 1 << 20);
    }

    /** Connects and takes the greeting. */
    static BareClient greetedBy(SimulatedReader reader) throws IOException, LlrpBodyException {
        BareClient client = new BareClient(reader.address());
        assertThat(client.event()).isEqualTo(new ReaderEvent.ConnectionAttempt(ReaderEvent.ConnectionAttempt.SUCCESS));
        return client;
    }

    /** Sends bytes, written as hex; blanks are for the eye. */
    void send(String... hex) throws IOException {
        socket.getOutputStream()
                .write(HexFormat.of().parseHex(String.join("", hex).replace(" ", "")));
    }

    /** The next frame, whatever it is. */
    LlrpFrame next() throws IOException {
        assertThat(framer.next()).as("a frame, not the end of the stream").isTrue();
        return framer.frame();
    }

    /** The next frame of this type; keepalives and others before it are left out. */
    LlrpFrame next(int type) throws IOException {
        LlrpFrame frame = next();
        while (frame.type() != type) {
            frame = next();
        }
        return frame;
    }

    /** The event of the next READER_EVENT_NOTIFICATION. */
    ReaderEvent event() throws IOException, LlrpBodyException {
        return notification().events().get(0);
    }

    ReaderNotification notification() throws IOException, LlrpBodyException {
        return ReaderNotification.decode(next(LlrpMessageType.READER_EVENT_NOTIFICATION));
    }

    boolean isAtEnd() throws IOException {
        return !framer.next();
    }

    /** Sends a command, and gives status code and words of what comes back for it. */
    String answer(String... hex) throws IOException, LlrpBodyException {
        send(hex);
        LlrpFrame frame = next();
        while (frame.type() == LlrpMessageType.READER_EVENT_NOTIFICATION
                || frame.type() == LlrpMessageType.RO_ACCESS_REPORT
                || frame.type() == LlrpMessageType.KEEPALIVE) {
            frame = next();
        }
        return status(frame);
    }

    /** For instance {@code 31: 0} for a DELETE_ROSPEC_RESPONSE that went well, with words behind it where it did not. */
    static String status(LlrpFrame response) throws LlrpBodyException {
        LlrpParameters parameters = response.parameters(0);
        assertThat(parameters.next()).isTrue();
        assertThat(parameters.type()).isEqualTo(LlrpParameterType.LLRP_STATUS);
        return (response.type() + ": " + parameters.u16(0) + " " + parameters.utf8(2)).strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
