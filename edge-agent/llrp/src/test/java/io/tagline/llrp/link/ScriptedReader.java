package io.tagline.llrp.link;

import static io.tagline.llrp.LlrpParameterType.LLRP_STATUS;

import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpFramer;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.LlrpWriter;
import io.tagline.llrp.ReaderEvent;
import io.tagline.llrp.ReaderEvent.ConnectionAttempt;
import io.tagline.llrp.ReaderNotification;
import io.tagline.llrp.ReaderTime;
import io.tagline.llrp.TagReportWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The other side of a real socket, which does on each connection what its script says, good or bad. */
final class ScriptedReader implements AutoCloseable {
    interface Script {
        void play(Line line) throws Exception;
    }

    /** Every command type that came, over all connections. */
    final List<Integer> commands = new CopyOnWriteArrayList<>();

    private final ServerSocket server;
    private final Script[] scripts;
    private final AtomicInteger connections = new AtomicInteger();

    /** Plays one script for each connection, the last one for all further ones. */
    ScriptedReader(Script... scripts) throws IOException {
        this.scripts = scripts;
        this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "scripted-reader");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                Script script = scripts[Math.min(connections.getAndIncrement(), scripts.length - 1)];
                script.play(new Line(socket));
            } catch (SocketException e) {
                // the link hung up, or the test is over
            } catch (Exception e) {
                if (!server.isClosed()) {
                    e.printStackTrace();
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** One connection as the reader sees it. */
    final class Line {
        final Socket socket;
        private final LlrpFramer framer;
        private int nextId = 1000;

        Line(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            this.framer = new LlrpFramer(socket.getInputStream(), "client", 1 << 20);
        }

        void send(LlrpFrame frame) throws IOException {
            frame.writeTo(socket.getOutputStream());
        }

        void sendRaw(byte... bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        void event(ReaderEvent event) throws IOException {
            send(ReaderNotification.of(ReaderTime.utc(1_700_000_000_000_000L), event)
                    .encode(nextId++));
        }

        void greet() throws IOException {
            event(new ConnectionAttempt(ConnectionAttempt.SUCCESS));
        }

        LlrpFrame read() throws IOException {
            if (!framer.next()) {
                throw new SocketException("client hung up");
            }
            commands.add(framer.type());
            return framer.frame();
        }

        /** The next command, whatever keepalive answers come before it. */
        LlrpFrame command() throws IOException {
            LlrpFrame frame = read();
            return frame.type() == LlrpMessageType.KEEPALIVE_ACK ? command() : frame;
        }

        void ok(LlrpFrame command) throws IOException {
            answer(command, 0, "");
        }

        void answer(LlrpFrame command, int status, String words) throws IOException {
            int type = LlrpMessageType.answerTo(command.type());
            if (type != 0) {
                send(status(type, command.messageId(), status, words));
            }
        }

        /** Greets and says yes to everything up to ENABLE_EVENTS_AND_REPORTS. */
        void setUp() throws IOException {
            greet();
            for (LlrpFrame command = command(); ; command = command()) {
                ok(command);
                if (command.type() == LlrpMessageType.ENABLE_EVENTS_AND_REPORTS) {
                    return;
                }
            }
        }

        /** Says yes to everything until the client is gone. */
        void agreeForEver() throws IOException {
            while (true) {
                LlrpFrame command = command();
                ok(command);
                if (command.type() == LlrpMessageType.CLOSE_CONNECTION) {
                    return;
                }
            }
        }

        void report(int antenna) throws IOException {
            send(tag(antenna));
        }

        LlrpFrame tag(int antenna) {
            TagReportWriter writer = new TagReportWriter();
            writer.tag(new byte[12], 96).antenna(antenna).peakRssiDbm(-50);
            return writer.toFrame(nextId++);
        }

        void keepalive() throws IOException {
            send(LlrpFrame.of(LlrpMessageType.KEEPALIVE, nextId++));
        }

        /** Leaves with a reset instead of a FIN. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    static LlrpFrame status(int type, int messageId, int status, String words) {
        return new LlrpWriter(32)
                .begin(LLRP_STATUS)
                .u16(status)
                .utf8(words)
                .end()
                .toFrame(type, messageId);
    }
}
