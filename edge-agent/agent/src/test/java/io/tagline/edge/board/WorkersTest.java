package io.tagline.edge.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the JDK's own server, since it is its threads that hang. */
class WorkersTest {
    private static final long PAST_PATIENCE = Workers.PATIENCE.plusSeconds(1).toNanos();

    private final AtomicLong tick = new AtomicLong();
    private final AtomicInteger dropped = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private final Workers workers = new Workers(2, 4, tick::get, dropped::incrementAndGet);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
        server.setExecutor(work -> workers.execute(() -> {
            busy.incrementAndGet();
            work.run();
            busy.decrementAndGet();
        }));
        server.createContext("/short", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(204, -1);
            }
        });
        server.createContext("/endless", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                OutputStream out = exchange.getResponseBody();
                while (true) {
                    out.write(new byte[64 * 1024]);
                    workers.progress();
                }
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        workers.close();
    }

    @Test
    void clientsThatNeverEndTheirRequestAreGivenUpAndOthersAreAnswered() throws Exception {
        try (Socket one = sent("GET /sho");
                Socket two = sent("GET /sho")) {
            await().until(() -> busy.get() == 2);
            workers.dropStuck();
            assertThat(dropped).as("within patience").hasValue(0);

            tick.addAndGet(PAST_PATIENCE);
            workers.dropStuck();
            assertThat(one.getInputStream().read()).isEqualTo(-1);
            assertThat(two.getInputStream().read()).isEqualTo(-1);
            assertThat(dropped).hasValue(2);
            assertThatShortIsAnswered();
        }
    }

    @Test
    void aClientThatTakesNothingIsGivenUpAndOthersAreAnswered() throws Exception {
        try (Socket slow = sent("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")) {
            // its socket's buffers are full once the thread stays where it is
            await().pollInterval(Duration.ofMillis(50)).until(() -> {
                tick.addAndGet(PAST_PATIENCE / 4);
                workers.dropStuck();
                return dropped.get() == 1;
            });
            await().until(() -> busy.get() == 0);
            assertThat(slow.isConnected()).isTrue();
            assertThatShortIsAnswered();
        }
    }

    @Test
    void connectionsBeyondThoseThatMayWaitAreClosed() throws Exception {
        try (Socket one = sent("GET /sho");
                Socket two = sent("GET /sho")) {
            await().until(() -> busy.get() == 2);
            Socket[] waiting = new Socket[4];
            for (int i = 0; i < waiting.length; i++) {
                waiting[i] = sent("GET /sho");
            }
            try (Socket tooMany = sent("GET /sho")) {
                assertThat(isClosed(tooMany)).isTrue();
            }
            for (Socket socket : waiting) {
                socket.close();
            }
            assertThat(one.isConnected() && two.isConnected()).isTrue();
        }
    }

    private void assertThatShortIsAnswered() throws IOException {
        try (Socket next = sent("GET /short HTTP/1.1\r\nHost: a\r\n\r\n")) {
            assertThat(new String(next.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
                    .isEqualTo("HTTP/1.1 204");
        }
    }

    /** What was sent is not read by then, so that TCP may say it with a reset. */
    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    private Socket sent(String text) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.getAddress().getPort());
        socket.setSoTimeout(5_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return socket;
    }
}
