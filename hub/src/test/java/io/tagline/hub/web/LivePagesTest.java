package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.hub.SharedHub;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LivePagesTest {

    private static final int PER_ADDRESS = 5;

    private static SharedHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = SharedHub.get();
    }

    /** A browser's side of a stream. */
    private static final class Viewer implements AutoCloseable {
        final HttpResponse<InputStream> response;
        final BlockingQueue<String> events = new LinkedBlockingQueue<>();

        Viewer(String path, String lastEventId) throws Exception {
            response = hub.http()
                    .send(hub.request(path).header("Last-Event-ID", lastEventId).build(), BodyHandlers.ofInputStream());
            Thread reader = new Thread(this::read, "viewer");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            StringBuilder event = new StringBuilder();
            try (BufferedReader in =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (!line.isEmpty()) {
                        event.append(line).append('\n');
                    } else {
                        events.add(event.toString());
                        event.setLength(0);
                    }
                }
            } catch (IOException e) {
                // closed by the test
            }
        }

        String next() throws InterruptedException {
            String event = events.poll(10, TimeUnit.SECONDS);
            assertThat(event).as("an event within 10 s").isNotNull();
            return event;
        }

        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }

    @Test
    void aViewerSeesTheStateAtOnceAndEachChangeWithinAMoment() throws Exception {
        String number = SharedHub.s10(30_000_001);
        String link = hub.order("live", number);
        try (Viewer viewer = new Viewer(link + "/events", "")) {
            assertThat(viewer.response.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            assertThat(viewer.next()).contains("event: update\n", "id: ", "data: ", "Label created");
            List<Long> millis = new ArrayList<>();
            for (int i = 10; i < 20; i++) {
                String at = "2026-01-03T15:" + i + ":00Z";
                hub.report(number, "arrived", at);
                long committed = System.nanoTime();
                assertThat(viewer.next()).contains("Arrived at Ottawa", "10:" + i);
                millis.add((System.nanoTime() - committed) / 1_000_000);
            }
            millis.sort(null);
            assertThat(millis.get(millis.size() / 2))
                    .as("median of %s ms", millis)
                    .isLessThan(500);
        }
    }

    @Test
    void aViewerThatComesBackGetsWhatItMissedAndNothingElse() throws Exception {
        String number = SharedHub.s10(30_000_002);
        String link = hub.order("back", number);
        String seen = "";
        try (Viewer viewer = new Viewer(link + "/events", "")) {
            // its promised day is over: the watch finds that out in its own time
            for (String event = viewer.next(); event != null; event = viewer.events.poll(2, TimeUnit.SECONDS)) {
                seen = event.lines()
                        .filter(line -> line.startsWith("id: "))
                        .findFirst()
                        .orElseThrow()
                        .substring(4);
            }
        }
        try (Viewer viewer = new Viewer(link + "/events", seen)) {
            assertThat(viewer.events.poll(700, TimeUnit.MILLISECONDS))
                    .as("nothing new")
                    .isNull();
        }
        hub.report(number, "accepted", "2026-01-03T15:00:00Z");
        try (Viewer viewer = new Viewer(link + "/events", seen)) {
            assertThat(viewer.next()).contains("We have your parcel");
        }
    }

    @Test
    void pagesBeyondTheLimitAreToldSoAndEndedOnesMakeRoom() throws Exception {
        String link = hub.order("limit", SharedHub.s10(30_000_003)) + "/events";
        await().atMost(Duration.ofSeconds(60)).until(() -> openPages() == 0);
        List<Viewer> viewers = new ArrayList<>();
        for (int i = 0; i < PER_ADDRESS; i++) {
            viewers.add(new Viewer(link, ""));
            assertThat(viewers.get(i).response.statusCode()).isEqualTo(200);
        }
        try (Viewer tooMany = new Viewer(link, "")) {
            assertThat(tooMany.response.statusCode()).isEqualTo(503);
        }
        for (Viewer viewer : viewers) {
            viewer.close();
        }
        // a closed connection is found out at the next heartbeat
        await().atMost(Duration.ofSeconds(60)).until(() -> openPages() == 0);
    }

    private static int openPages() throws Exception {
        return hub.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("tagline_live_pages "))
                .map(line -> (int) Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElseThrow();
    }
}
