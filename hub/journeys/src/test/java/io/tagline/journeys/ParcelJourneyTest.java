package io.tagline.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.journeys.WholeLine.Parcel;
import io.tagline.simulator.Movement;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a customer sees while a parcel goes through the depot. */
class ParcelJourneyTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** A passage is decided before the walk through the door has ended; a parcel is at one door at a time. */
    private static final Duration WALK = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    @Test
    void theOpenPageGrowsByItselfAsTheParcelPassesDoorAfterDoor() throws Exception {
        try (WholeLine line = new WholeLine(folder)) {
            line.startHub();
            line.startAgent();
            Parcel parcel = Parcel.number(1);
            String page = line.order(parcel);

            try (Browser browser = new Browser(folder.resolve("chromium"))) {
                browser.size(390, 844);
                browser.open(page);
                browser.mark();
                assertShown(line, browser, parcel, "registered");
                line.walk(parcel, "door-1", Movement.IN, Duration.ZERO);
                assertShown(line, browser, parcel, "accepted");
                line.walk(parcel, "door-2", Movement.OUT, WALK);
                assertShown(line, browser, parcel, "departed");
                line.walk(parcel, "door-2", Movement.IN, WALK);
                assertShown(line, browser, parcel, "arrived");
                line.walk(parcel, "door-1", Movement.OUT, WALK);
                assertShown(line, browser, parcel, "out_for_delivery");

                assertThat(line.kinds(parcel))
                        .containsExactly("registered", "accepted", "departed", "arrived", "out_for_delivery");
                assertThat(browser.marked())
                        .as("the page was never loaded again")
                        .isTrue();
                assertThat(browser.sidewaysOverflow())
                        .as("pixels that a phone would scroll sideways")
                        .isLessThanOrEqualTo(0);
                assertThat(browser.page()).doesNotContain("Marchetti", "Okafor", "Halifax", "ada@shop.example");
                assertThat(browser.complaints()).isEmpty();
            }
        }
    }

    /** Tags are often bound late: the counter's computer sends its orders at the end of the shift. */
    @Test
    void aScanThatCameBeforeItsOrderJoinsTheTimelineWhenTheOrderArrives() throws Exception {
        try (WholeLine line = new WholeLine(folder)) {
            line.startHub();
            line.startAgent();
            Parcel parcel = Parcel.number(2);
            line.walk(parcel, "door-1", Movement.IN, Duration.ZERO);
            await().atMost(SOON)
                    .until(() -> line.fleet().at("/agents/0/committed").asLong() >= 1);

            line.order(parcel);

            assertThat(line.kinds(parcel)).contains("accepted");
            assertThat(line.parcel(parcel).get("status").asText()).isEqualTo("accepted");
        }
    }

    private static void assertShown(WholeLine line, Browser browser, Parcel parcel, String status) {
        await("status " + status).atMost(SOON).untilAsserted(() -> assertThat(
                        line.parcel(parcel).get("status").asText())
                .isEqualTo(status));
        await("page shows " + status).atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(browser.page())
                .containsIgnoringCase(line.parcel(parcel).get("statusText").asText()));
    }
}
