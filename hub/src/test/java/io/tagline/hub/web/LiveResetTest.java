package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.tagline.hub.SharedHub;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Live pages whose connections are cut while something is sent: nobody is there to be shown an error page, and those that come next on
 * the container's processors are not ended with them.
 */
final class LiveResetTest {
    private static final int PAGES = 8;

    @Test
    void aPageThatIsCutOffIsOverAndNoOtherIs() throws Exception {
        SharedHub hub = SharedHub.roomy();
        String number = SharedHub.s10(31_000_001);
        String link = hub.order("reset", number);
        Logger container = (Logger) LoggerFactory.getLogger("org.apache.catalina");
        Errors errors = new Errors();
        errors.start();
        container.addAppender(errors);
        try {
            int before = openPages(hub);
            for (int round = 0; round < 3; round++) {
                List<Socket> pages = new ArrayList<>();
                for (int i = 0; i < PAGES; i++) {
                    pages.add(open(hub, link + "/events"));
                }
                for (Socket page : pages) {
                    page.setSoLinger(true, 0);
                    page.close();
                }
                hub.report(number, "arrived", "2026-01-03T15:1" + round + ":00Z");
                hub.report(number, "departed", "2026-01-03T15:2" + round + ":00Z");
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> openPages(hub) <= before);
        } finally {
            container.detachAppender(errors);
        }
        assertThat(errors.lines).isEmpty();
    }

    private static final class Errors extends AppenderBase<ILoggingEvent> {
        final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
                lines.add(event.getFormattedMessage() + ": "
                        + (event.getThrowableProxy() == null
                                ? ""
                                : event.getThrowableProxy().getMessage()));
            }
        }
    }

    /** Has had its first update. */
    private static Socket open(SharedHub hub, String path) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), hub.port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("event: update")) {
                return socket;
            }
        }
        throw new IllegalStateException("the stream ended before its first update");
    }

    private static int openPages(SharedHub hub) throws Exception {
        return hub.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("tagline_live_pages "))
                .map(line -> (int) Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElseThrow();
    }
}
