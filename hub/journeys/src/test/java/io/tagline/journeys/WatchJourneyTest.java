package io.tagline.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.simulator.Movement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations watch a depot by their page, and an analyst sees what comes of it, in each language, on phone and desk. */
class WatchJourneyTest {
    private static final List<String> LANGUAGES = List.of("en", "fr", "fa");
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void operationsSeeAnAgentGoAndSayTheyKnowAndTheAnalystEntersWhatItCost() throws Exception {
        try (WholeLine line = new WholeLine(folder)) {
            Program hub = line.startHub();
            Program agent = line.startAgent();
            line.order(WholeLine.Parcel.number(1));
            line.walk(WholeLine.Parcel.number(1), "door-1", Movement.OUT, Duration.ZERO);
            password(line, "ola", "operations");
            password(line, "ana", "analyst");
            try (Browser browser = new Browser(folder.resolve("chromium"))) {
                logIn(line, browser, "ola");
                browser.open(line.address("/operations").toString());
                browser.mark();
                WholeLine.await(
                        SOON, "the agent on the page", hub, () -> browser.page().contains("gw-1"));
                agent.kill();
                // the page is the same one: it was told
                WholeLine.await(SOON, "the alarm of the agent", hub, () -> browser.page()
                        .contains("Acknowledge"));
                assertThat(browser.marked()).isTrue();
                browser.click("a[href^='/operations/alarm']");
                browser.type("#note", "on the way there");
                browser.click("main form button");
                assertThat(browser.page()).contains("Seen by ola", "on the way there");

                List<String> wrong = new ArrayList<>(
                        look(line, browser, List.of("/operations", "/operations/ott-1/gw-1", "/operations/alarm")));

                browser.click("form[action='/logout'] button");
                logIn(line, browser, "ana");
                browser.open(line.address("/benefits?lang=en").toString());
                browser.type("#amount", "1250.50");
                browser.type("#currency", "CAD");
                browser.click("form[action='/benefits/costs'] button");
                assertThat(browser.page()).contains("The cost is entered.", "1,250.50 CAD");
                wrong.addAll(look(line, browser, List.of("/benefits", "/benefits?period=day&count=26")));
                assertThat(wrong).isEmpty();
            }
        }
    }

    private void password(WholeLine line, String name, String role) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".secret"), "journey-password-" + name);
        assertThat(line.hubCommand("user", "add", name, "--role", role, "--password-file", file.toString()))
                .isZero();
    }

    private static void logIn(WholeLine line, Browser browser, String name) {
        browser.open(line.address("/login?lang=en").toString());
        browser.type("#username", name);
        browser.type("#password", "journey-password-" + name);
        browser.click("form.stack button");
    }

    private static List<String> look(WholeLine line, Browser browser, List<String> paths) throws Exception {
        List<String> wrong = new ArrayList<>();
        boolean dark = false;
        for (String language : LANGUAGES) {
            for (int width : new int[] {390, 1280}) {
                browser.size(width, 900);
                browser.scheme(dark ? "dark" : "light");
                for (String path : paths) {
                    browser.open(line.address(path + (path.contains("?") ? "&" : "?") + "lang=" + language)
                            .toString());
                    String where = path + " " + language + " " + width + (dark ? " dark" : " light");
                    browser.axe().forEach(finding -> wrong.add(where + ": " + finding));
                    if (browser.sidewaysOverflow() > 0) {
                        wrong.add(where + ": scrolls sideways by " + browser.sidewaysOverflow() + ": "
                                + browser.stickingOut());
                    }
                    // a style or a script that the page's policy refuses is one of these; a page that is not there is
                    // none
                    browser.complaints().stream()
                            .filter(said -> !path.equals("/operations/alarm"))
                            .forEach(said -> wrong.add(where + ": " + said));
                }
                dark = !dark;
            }
        }
        return wrong;
    }
}
