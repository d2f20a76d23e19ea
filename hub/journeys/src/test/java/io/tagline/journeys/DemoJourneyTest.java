package io.tagline.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command. */
class DemoJourneyTest {
    private static final Pattern SUMMARY =
            Pattern.compile("reads (\\d+), scans (\\d+), events (\\d+), lost (\\d+); tags that crossed a door (\\d+)");

    @TempDir
    private Path folder;

    @Test
    void theDemoShowsALinkAndEndsByItselfWithNothingLost() throws Exception {
        try (Program demo = Program.start(
                "demo",
                folder.resolve("demo.log"),
                Map.of(),
                List.of(
                        Project.root().resolve("scripts/demo").toString(),
                        "--http-port",
                        Integer.toString(Project.freePort()),
                        "--mqtt-port",
                        Integer.toString(Project.freePort()),
                        "--data-dir",
                        folder.resolve("data").toString(),
                        "--for",
                        "30"))) {
            int status = demo.await(150);
            assertThat(status).as(demo.log()).isZero();
            assertThat(demo.log()).containsPattern("/track/[A-Za-z0-9_-]{22}");
            Matcher summary = SUMMARY.matcher(demo.log());
            assertThat(summary.find()).as(demo.log()).isTrue();
            assertThat(Long.parseLong(summary.group(2))).as("scans").isPositive();
            assertThat(summary.group(4)).as("lost").isEqualTo("0");
            // one that turned at the door is no scan, and one on the door's line at the end may be none yet
            assertThat(Long.parseLong(summary.group(2)))
                    .as(demo.log())
                    .isBetween(1L, Long.parseLong(summary.group(5)) + 1);
        }
    }
}
