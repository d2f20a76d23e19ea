package io.tagline.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pages as people with and without sight, on phones and on desks, in each language and scheme get them: axe finds nothing, nothing
 * scrolls sideways, the browser complains of nothing, and what a phone loads is small.
 */
class PagesJourneyTest {
    private static final List<String> LANGUAGES = List.of("en", "fr", "fa");

    /** What the tracking page may take on its way to a phone, all of it. */
    private static final long MOST_BYTES = 60_000;

    @TempDir
    private Path folder;

    @Test
    void everyPageIsForEveryone() throws Exception {
        try (WholeLine line = new WholeLine(folder)) {
            line.startHub();
            WholeLine.Parcel parcel = WholeLine.Parcel.number(1);
            String track = URI.create(line.order(parcel)).getPath();
            try (Browser browser = new Browser(folder.resolve("chromium"))) {
                browser.open(line.address(track).toString());
                assertThat(browser.transferredBytes())
                        .as("bytes of the tracking page")
                        .isBetween(1L, MOST_BYTES);

                List<String> wrong = new ArrayList<>();
                List<String> open = List.of(
                        "/",
                        "/?q=" + parcel.trackingNumber(),
                        "/login",
                        "/no-such-page",
                        track,
                        track + "/delivery",
                        track + "/notices",
                        track + "/problem",
                        track + "/rating");
                wrong.addAll(look(line, browser, open));
                browser.open(line.address("/login?lang=en").toString());
                browser.type("#username", "admin");
                browser.type("#password", line.adminPassword());
                browser.click("form.stack button");
                wrong.addAll(look(
                        line,
                        browser,
                        List.of(
                                "/depot",
                                "/depot/ott-1",
                                "/desk",
                                "/desk?q=" + parcel.trackingNumber(),
                                "/board",
                                "/fleet",
                                "/dead-letters")));
                assertThat(wrong).isEmpty();
            }
        }
    }

    private List<String> look(WholeLine line, Browser browser, List<String> paths) throws Exception {
        List<String> wrong = new ArrayList<>();
        boolean dark = false;
        for (String language : LANGUAGES) {
            for (int width : new int[] {390, 1280}) {
                browser.size(width, 900);
                // each language on each width, in turn light and dark: all pairs of two
                browser.scheme(dark ? "dark" : "light");
                for (String path : paths) {
                    browser.open(line.address(path + (path.contains("?") ? "&" : "?") + "lang=" + language)
                            .toString());
                    String where = path + " " + language + " " + width + (dark ? " dark" : " light");
                    browser.axe().forEach(finding -> wrong.add(where + ": " + finding));
                    if (browser.sidewaysOverflow() > 0) {
                        wrong.add(where + ": scrolls sideways by " + browser.sidewaysOverflow());
                    }
                    keep(browser, where);
                }
                dark = !dark;
            }
        }
        return wrong;
    }

    /** For those who want to see them: {@code -Dtagline.screenshots=FOLDER}. */
    private static void keep(Browser browser, String where) throws Exception {
        String to = System.getProperty("tagline.screenshots");
        if (to != null) {
            Files.createDirectories(Path.of(to));
            String name = where.replaceAll("/track/[A-Za-z0-9_-]{22}", "track").replaceAll("[^A-Za-z0-9]+", "-");
            browser.screenshot(Path.of(to, name + ".png"));
        }
    }
}
