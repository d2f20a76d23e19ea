package io.tagline.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * Pages as people with and without sight, on phones and on desks, in each language and scheme get them: axe finds nothing, nothing
 * scrolls sideways, the browser complains of nothing, and what a phone loads is small.
 */
class PagesJourneyTest {
    private static final List<String> LANGUAGES = List.of("en", "fr", "fa");

    /** For the many pages of forms: each language, width and scheme, not each with each. */
    private static final List<Form> FORMS = List.of(
            new Form("en", 1280, "light"),
            new Form("fr", 390, "dark"),
            new Form("fa", 390, "light"),
            new Form("fa", 1280, "dark"));

    /** What a page may take on its way to a phone, all of it. */
    private static final long MOST_BYTES = 60_000;

    /** A cheap phone's processor, as Lighthouse plays it. */
    private static final int TIMES_SLOWER = 4;

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
                        "/estimate",
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

    /** The tracking page on a cheap phone on a slow line, and all open pages as Lighthouse looks at them. */
    @Test
    void aCheapPhoneOnASlowLineSeesTheTrackingPageSoon() throws Exception {
        try (WholeLine line = new WholeLine(folder)) {
            line.startHub();
            WholeLine.Parcel parcel = WholeLine.Parcel.number(1);
            String track = URI.create(line.order(parcel)).getPath();
            line.report(parcel, "accepted");
            line.report(parcel, "departed");
            try (Browser browser = new Browser(folder.resolve("chromium"))) {
                browser.size(390, 844);
                browser.open(line.address(track).toString());
                Browser.Timing slow =
                        browser.openSlowly(line.address(track).toString(), Browser.Line.SLOW_4G_PRESET, TIMES_SLOWER);
                System.out.println("tracking page on " + Browser.Line.SLOW_4G_PRESET.text() + ": " + slow + ", "
                        + browser.transferredBytes() + " bytes");
                // scripts/bench phone holds it to a second, where nothing else runs
                assertThat(slow.usableMs()).as("%s", slow).isBetween(1L, 3_000L);
                assertThat(browser.transferredBytes()).isBetween(1L, MOST_BYTES);

                List<String> wrong = new ArrayList<>();
                for (String path : List.of(
                        track,
                        "/",
                        "/?q=" + parcel.trackingNumber(),
                        track + "/delivery",
                        track + "/notices",
                        track + "/problem",
                        "/account",
                        "/login")) {
                    browser.open(line.address(path).toString());
                    PageAudit.of(browser).forEach(finding -> wrong.add(path + ": " + finding));
                }
                wrong.addAll(browser.complaints());
                assertThat(wrong).isEmpty();
            }
        }
    }

    /** A rep with a caller on the line: finds them with the keyboard, opens a case, and writes down the call. */
    @Test
    void aRepServesACallerWithTheKeyboard() throws Exception {
        try (WholeLine line = new WholeLine(folder)) {
            Program hub = line.startHub();
            WholeLine.Parcel parcel = WholeLine.Parcel.number(1);
            String unused = line.order(parcel);
            try (Browser browser = new Browser(folder.resolve("chromium"))) {
                enter(line, browser, "rep");
                assertThat(opened(browser, hub, "/desk")).isEqualTo("/desk");
                browser.open(line.address("/desk/cases").toString());
                browser.press("/");
                browser.pressThere(parcel.trackingNumber() + "\n");
                WholeLine.await(Duration.ofSeconds(20), "the parcel is found", hub, () -> browser.page()
                        .contains("Ada Marchetti"));
                // out of the search field, on to the first of what was found, and in
                browser.pressThere(Keys.ESCAPE);
                browser.press("j");
                browser.pressThere(Keys.ENTER);
                String customer = opened(browser, hub, "/desk/customers/");
                assertThat(browser.text("h1")).isEqualTo("Ada Marchetti");
                browser.press("o");
                browser.pressThere("Vase broken");
                browser.click("button[value=complaint]");
                String opened = opened(browser, hub, "/desk/cases/TL-");
                assertThat(browser.page()).contains("The case is open", "Vase broken", parcel.trackingNumber());
                browser.open(line.address(customer).toString());
                browser.press("w");
                browser.pressThere("Calls again on Friday");
                browser.click("button[value=in]");
                WholeLine.await(Duration.ofSeconds(20), "the call is on the page", hub, () -> browser.text("#region")
                        .contains("Calls again on Friday"));
                assertThat(browser.text("#region")).contains("Vase broken");
                // news of the parcel is there without a look at the page
                browser.mark();
                line.report(parcel, "accepted");
                WholeLine.await(Duration.ofSeconds(20), "the page shows the news", hub, () -> browser.text("#region")
                        .contains("We have your parcel"));
                assertThat(browser.marked()).isTrue();

                List<String> wrong = look(
                        line,
                        browser,
                        FORMS,
                        List.of(
                                customer,
                                customer + "/change",
                                customer + "/merge",
                                opened,
                                "/desk/cases",
                                "/desk?q=Ada",
                                "/desk/customers/new",
                                "/desk/imports",
                                "/desk/orders/shop/order-" + parcel.trackingNumber()));
                assertThat(wrong).isEmpty();
            }
        }
    }

    /** A depot with a scanner that types what it reads, and Enter: nobody touches the mouse. */
    @Test
    void aDepotPutsATagOnAtTheCounter() throws Exception {
        try (WholeLine line = new WholeLine(folder)) {
            Program hub = line.startHub();
            WholeLine.Parcel parcel = WholeLine.Parcel.number(1);
            String unused = line.order(parcel);
            try (Browser browser = new Browser(folder.resolve("chromium"))) {
                enter(line, browser, "depot");
                assertThat(opened(browser, hub, "/board")).isEqualTo("/board");
                browser.open(line.address("/depot/ott-1").toString());
                // the field for the number has the focus when the page is there
                browser.pressThere(parcel.trackingNumber());
                browser.pressThere(Keys.ENTER);
                assertThat(browser.path()).as("one Enter sends nothing").isEqualTo("/depot/ott-1");
                String epc = "3034257BF7194E4000C0FFEE";
                browser.pressThere(epc);
                browser.pressThere(Keys.ENTER);
                WholeLine.await(Duration.ofSeconds(20), "the tag is on", hub, () -> browser.page()
                        .contains("Tag " + epc + " is on " + parcel.trackingNumber()));
                // and the next parcel can be scanned at once
                browser.pressThere("NO-SUCH-PARCEL");
                browser.pressThere(Keys.ENTER);
                browser.pressThere(epc);
                browser.pressThere(Keys.ENTER);
                WholeLine.await(Duration.ofSeconds(20), "the page says so", hub, () -> browser.page()
                        .contains("We don't know the parcel NO-SUCH-PARCEL"));
                assertThat(look(line, browser, FORMS, List.of("/depot", "/depot/ott-1", "/board")))
                        .isEmpty();
            }
        }
    }

    /** Comes in as somebody of this role does, from the front page by "Staff". */
    private void enter(WholeLine line, Browser browser, String role) throws Exception {
        String password = "journey-password-" + role;
        Path file = Files.writeString(folder.resolve(password), password);
        assertThat(line.hubCommand(
                        "user", "add", "journey-" + role, "--role", role, "--password-file", file.toString()))
                .isZero();
        browser.open(line.address("/?lang=en").toString());
        browser.click("a[href='/staff']");
        browser.type("#username", "journey-" + role);
        browser.type("#password", password);
        browser.click("form.stack button");
    }

    /** A customer gets in by a mail, sees what is theirs and asks for something. */
    @Test
    void aCustomerLooksAfterTheirOwnThings() throws Exception {
        try (MailSink mail = new MailSink();
                WholeLine line = new WholeLine(folder)) {
            line.hubSettings(
                    """
                    notices: { mail: { host: 127.0.0.1, port: %d, security: none, from: "Post <post@post.example>" } }
                    """
                            .formatted(mail.port()));
            Program hub = line.startHub();
            WholeLine.Parcel parcel = WholeLine.Parcel.number(1);
            String unused = line.order(parcel);
            try (Browser browser = new Browser(folder.resolve("chromium"))) {
                browser.open(line.address("/account?lang=en").toString());
                browser.type("#email", "ada@shop.example");
                browser.click("form.stack button");
                WholeLine.await(Duration.ofSeconds(20), "the page says so", hub, () -> browser.page()
                        .contains("a link is on its way"));
                Pattern link = Pattern.compile("/account/enter/[A-Za-z0-9_-]{43}");
                WholeLine.await(Duration.ofSeconds(30), "the mail comes", hub, () -> mail.mails().stream()
                        .anyMatch(text -> link.matcher(text).find()));
                Matcher found = link.matcher(String.join("\n", mail.mails()));
                assertThat(found.find()).isTrue();
                browser.open(line.address(found.group()).toString());
                browser.click("form.stack button");
                WholeLine.await(Duration.ofSeconds(20), "the account opens", hub, () -> browser.path()
                        .equals("/account"));
                assertThat(browser.page()).contains("ada@shop.example", parcel.trackingNumber());
                browser.type("#text", "Please ring twice");
                browser.click("button[value=request]");
                String asked = opened(browser, hub, "/account/cases/TL-");
                assertThat(browser.page()).contains("We have it", "Please ring twice");
                browser.open(line.address("/account").toString());
                browser.click("ul.people a[href^='/account/details/']");
                String details = opened(browser, hub, "/account/details/");
                assertThat(browser.transferredBytes()).isBetween(1L, MOST_BYTES);

                List<String> wrong = look(line, browser, FORMS, List.of("/account", asked, details));
                browser.open(line.address("/account?lang=en").toString());
                browser.click(".over button");
                WholeLine.await(Duration.ofSeconds(20), "the account closes", hub, () -> browser.page()
                        .contains("You have signed out"));
                wrong.addAll(look(line, browser, FORMS, List.of("/account")));
                assertThat(wrong).isEmpty();
            }
        }
    }

    /** Waits for a page whose path begins so, since a click does not; gives its path. */
    private static String opened(Browser browser, Program hub, String path) {
        WholeLine.await(Duration.ofSeconds(20), "the browser is at " + path, hub, () -> browser.path()
                .startsWith(path));
        return browser.path();
    }

    /** How a page is looked at. */
    private record Form(String language, int width, String scheme) {}

    private List<String> look(WholeLine line, Browser browser, List<String> paths) throws Exception {
        List<Form> forms = new ArrayList<>();
        boolean dark = false;
        for (String language : LANGUAGES) {
            for (int width : new int[] {390, 1280}) {
                // each language on each width, in turn light and dark: all pairs of two
                forms.add(new Form(language, width, dark ? "dark" : "light"));
                dark = !dark;
            }
        }
        return look(line, browser, forms, paths);
    }

    private List<String> look(WholeLine line, Browser browser, List<Form> forms, List<String> paths) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Form form : forms) {
            browser.size(form.width(), 900);
            browser.scheme(form.scheme());
            for (String path : paths) {
                browser.open(line.address(path + (path.contains("?") ? "&" : "?") + "lang=" + form.language())
                        .toString());
                String where = path + " " + form.language() + " " + form.width() + " " + form.scheme();
                browser.axe().forEach(finding -> wrong.add(where + ": " + finding));
                if (browser.sidewaysOverflow() > 0) {
                    wrong.add(where + ": scrolls sideways by " + browser.sidewaysOverflow() + ": "
                            + browser.stickingOut());
                }
                if (browser.transferredBytes() > MOST_BYTES) {
                    wrong.add(where + ": takes " + browser.transferredBytes() + " bytes");
                }
                keep(browser, where);
            }
        }
        return wrong;
    }

    /** For those who want to see them: {@code -Dtagline.screenshots=FOLDER}. */
    private static void keep(Browser browser, String where) throws Exception {
        String to = System.getProperty("tagline.screenshots");
        if (to != null) {
            Files.createDirectories(Path.of(to));
            String name = where.replaceAll("/track/[A-Za-z0-9_-]{22}", "track")
                    .replaceAll("[0-9a-f-]{36}", "id")
                    .replaceAll("TL-[0-9A-Z]{10}", "case")
                    .replaceAll("[^A-Za-z0-9]+", "-");
            browser.screenshot(Path.of(to, name + ".png"));
        }
    }
}
