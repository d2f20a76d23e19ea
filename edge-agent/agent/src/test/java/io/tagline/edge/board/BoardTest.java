package io.tagline.edge.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tagline.edge.board.TestBoard.Live;
import io.tagline.edge.health.Counters;
import io.tagline.edge.manifest.Verdict;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoardTest {
    private TestBoard test;

    @BeforeEach
    void start() throws IOException {
        test = new TestBoard();
    }

    @AfterEach
    void stop() {
        test.close();
    }

    @Test
    void aDoorShowsItsLoadAndWhichParcelsAreMissing() throws Exception {
        HttpResponse<String> page = test.get("/door/door-1");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<b>42</b> <span>of 45</span>", "Missing: 3", "CC000000005CA", "CC000000028CA")
                .contains("dock-b</bdi></span> <span>in use by another program", "26 min old", "08:30")
                .doesNotContain("door-2");
        assertThat(test.get("/").body()).contains("/door/door-1?lang=en", "/door/door-2?lang=en", "No load open");
    }

    @Test
    void aVerdictIsOnALivePageWithinASecond() throws Exception {
        try (Live live = test.live("/door/door-1/events?lang=en")) {
            assertThat(live.next("board")).contains("Nothing has passed yet");
            long shownAt = System.nanoTime();
            test.show(Verdict.WRONG_DOOR, "CC000000031CA");

            assertThat(live.next("board")).contains("class='last stop'", "Wrong door", "CC000000031CA", "08:30:0");
            assertThat(Duration.ofNanos(System.nanoTime() - shownAt)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void aPageThatNothingHappensOnHearsThatItIsLive() throws Exception {
        try (Live live = test.live("/events")) {
            assertThat(live.next("hello").strip()).isNotEmpty();
            assertThat(live.next("beat")).isEmpty();
        }
    }

    @Test
    void moreLivePagesThanTheBoundAreRefusedAndTheOthersLiveOn() throws Exception {
        List<Live> open = new ArrayList<>();
        try {
            for (int i = 0; i < BoardServer.MOST_LIVE; i++) {
                open.add(test.live("/events"));
                assertThat(open.get(i).status).isEqualTo("HTTP/1.1 200 OK");
            }
            HttpResponse<String> refused = test.get("/events");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("10");
            assertThat(test.counters.total("tagline_board_refused_total")).isEqualTo(1);
            assertThat(test.get("/").statusCode()).as("pages that are not live").isEqualTo(200);

            test.show(Verdict.EXPECTED, "CC000000031CA");
            for (Live live : open) {
                live.next("board");
                assertThat(live.next("board")).contains("CC000000031CA");
            }
            open.remove(0).close();
            // a browser that went is noticed when something is sent to it
            await().atMost(Duration.ofSeconds(15)).until(() -> {
                test.show(Verdict.EXPECTED, "CC000000045CA");
                try (Live live = test.live("/events")) {
                    return live.status.equals("HTTP/1.1 200 OK");
                }
            });
        } finally {
            for (Live live : open) {
                live.close();
            }
        }
    }

    @Test
    void everyAnswerForbidsWhatIsNotOfTheBoard() throws Exception {
        for (String path : List.of("/", "/board.css", "/board.js", "/nowhere", "/door/door-1/acknowledge")) {
            HttpResponse<String> answer = test.get(path);
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .as(path)
                    .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.body()).doesNotContain("http://", "https://", "style=", "onclick");
        }
        assertThat(test.raw("GET / HTTP/1.1", "Host: 127.0.0.1"))
                .as("one answer, then the connection ends")
                .contains("Connection: close");
    }

    @Test
    void otherMethodsAndPathsAreRefusedByName() throws Exception {
        HttpResponse<String> put = test.send(test.request("/").PUT(BodyPublishers.ofString("x")));
        assertThat(put.statusCode()).isEqualTo(405);
        assertThat(put.headers().firstValue("Allow")).hasValue("GET, HEAD");
        assertThat(test.get("/door/door-1/acknowledge").headers().firstValue("Allow"))
                .hasValue("POST");
        for (String path : List.of("/door/door-9", "/door/", "/door/door-9/events", "/../etc/passwd", "/health")) {
            assertThat(test.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(test.send(test.request("/").method("HEAD", BodyPublishers.noBody()))
                        .body())
                .isEmpty();
    }

    @Test
    void aNameThatSomebodyElsePointedHereIsNotAnswered() throws Exception {
        assertThat(test.raw("GET / HTTP/1.1", "Host: evil.example")).startsWith("HTTP/1.1 421 ");
        assertThat(test.raw("GET / HTTP/1.0")).startsWith("HTTP/1.1 421 ");
        for (String host :
                List.of("10.0.0.7:8088", "[fe80::1]:8088", "gw-1:8088", "gw-1.local", "GW-1.depot.example")) {
            assertThat(test.raw("GET / HTTP/1.1", "Host: " + host)).as(host).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aRedLightIsAcknowledgedFromAPageOfTheBoardOnly() throws Exception {
        test.red.add(TestBoard.DOOR_1);
        await().until(() -> test.get("/door/door-1").body().contains("<button>Acknowledge</button>"));
        String target = "POST /door/door-1/acknowledge?lang=fr HTTP/1.1";
        String host = "Host: 10.0.0.7:8088";

        for (String origin : List.of("Accept: */*", "Origin: null", "Origin: http://evil.example")) {
            assertThat(test.raw(target, host, origin, "Content-Length: 0"))
                    .as(origin)
                    .startsWith("HTTP/1.1 403 ");
        }
        String ours = "Origin: http://10.0.0.7:8088";
        assertThat(test.raw(target, host, ours, "Sec-Fetch-Site: cross-site", "Content-Length: 0"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(test.raw(target, host, ours, "Content-Length: 1025", "", "x".repeat(1_025)))
                .startsWith("HTTP/1.1 413 ");
        assertThat(test.red).isNotEmpty();

        String answer = test.raw(target, host, ours, "Sec-Fetch-Site: same-origin", "Content-Length: 0");
        assertThat(answer).startsWith("HTTP/1.1 303 ").contains("Location: /door/door-1?lang=fr");
        assertThat(test.red).isEmpty();
        assertThat(test.get("/door/door-1").body()).doesNotContain("<button>");
    }

    @Test
    void aBoardMayShowARedLightWithoutAButtonForIt() throws Exception {
        try (TestBoard silent = new TestBoard(false)) {
            silent.red.add(TestBoard.DOOR_1);
            await().until(() -> silent.get("/door/door-1").body().contains("Red light"));
            assertThat(silent.get("/door/door-1").body()).doesNotContain("<button>");
            String answer = silent.raw(
                    "POST /door/door-1/acknowledge HTTP/1.1", "Host: a", "Origin: http://a", "Content-Length: 0");
            assertThat(answer).startsWith("HTTP/1.1 403 ").contains("board.acknowledge is false");
            assertThat(silent.red).isNotEmpty();
        }
    }

    @Test
    void theBrowsersLanguageIsSpoken() throws Exception {
        HttpResponse<String> persian =
                test.send(test.request("/door/door-1").header("Accept-Language", "de, fa-IR;q=0.8, en;q=0.5"));
        assertThat(persian.headers().firstValue("Content-Language")).hasValue("fa");
        assertThat(persian.body())
                .contains("<html lang='fa' dir='rtl'>", "<b>۴۲</b>", "<bdi dir='ltr'>CC000000005CA</bdi>");
        assertThat(test.send(test.request("/?lang=fr").header("Accept-Language", "fa"))
                        .body())
                .contains("<html lang='fr' dir='ltr'>");
        assertThat(test.send(test.request("/?lang=xx").header("Accept-Language", ";;;q="))
                        .body())
                .contains("<html lang='en'");
    }

    @Test
    void aFloodOfVerdictsNeverHoldsUpWhoShowsThem() throws Exception {
        long begin = System.nanoTime();
        for (int i = 0; i < 100_000; i++) {
            test.show(Verdict.EXPECTED, "CC000000031CA");
        }
        test.show(Verdict.REFUSED, "CC000000045CA");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        assertThat(test.counters.total("tagline_board_verdicts_unseen_total")).isPositive();
        await().until(() -> {
            test.show(Verdict.REFUSED, "CC000000059CA");
            return test.get("/door/door-1").body().contains("CC000000059CA");
        });
    }

    @Test
    void anAddressThatCannotBeHadIsNamedByItsKey() {
        BoardSettings taken = new BoardSettings(test.port, "127.0.0.1", List.of(), Language.EN, ZoneOffset.UTC, true);
        assertThatThrownBy(() -> Board.start(
                        taken, () -> TestBoard.view(0, test.red), portal -> {}, test.ticker, new Counters()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("board.port " + test.port + " on 127.0.0.1: ");
    }
}
