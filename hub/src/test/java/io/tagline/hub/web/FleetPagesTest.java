package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.SharedHub;
import io.tagline.hub.fleet.Fleet;
import io.tagline.hub.ledger.Journals;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.StoreSettings;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.Health;
import io.tagline.wire.KnownProblem;
import io.tagline.wire.SeqRange;
import java.net.CookieManager;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a bad day, somebody who is not an engineer reads what is wrong and what to do. */
class FleetPagesTest {
    private static final AgentAddress SICK = new AgentAddress("ott-1", "gw-sick");
    private static final UUID JOURNAL = UUID.randomUUID();
    private static final Path RULES = Path.of("firmware-config/prometheus/tagline.rules.yaml");

    private static SharedHub hub;
    private static HttpClient staff;

    @BeforeAll
    static void anAgentHasABadDay() throws Exception {
        hub = SharedHub.get();
        Instant now = Instant.now();
        Health health = new Health(
                now,
                "0.1.0",
                60,
                List.of(new Health.ReaderHealth(
                        "dock-a",
                        "lost",
                        "no route",
                        now,
                        0,
                        Optional.empty(),
                        Optional.of(new Health.ReaderClock(-90_000, 12)))),
                List.of(),
                new Health.JournalHealth(JOURNAL, 8, 9, 0, Optional.empty(), 0, 0),
                new Health.ClockHealth(ClockQuality.SYNCED, 5),
                new Health.DiskHealth(1, 2),
                Map.of(),
                List.of(
                        new Health.Problem("reader-lost", "dock-a: no route", now.minusSeconds(7_200)),
                        new Health.Problem("something-newer", "<b>bold</b>", now)));
        Path database = hub.folder().resolve("data").resolve("hub.db");
        try (Store store = Store.open(StoreSettings.sqlite(database))) {
            store.transactions().write(tx -> {
                Fleet.heard(tx, SICK, health, now);
                Journals.touch(tx, JOURNAL, SICK, now);
                Journals.heldFrom(tx, JOURNAL, 8);
                Journals.cover(tx, JOURNAL, List.of(new SeqRange(1, 3), new SeqRange(8, 9)));
                return true;
            });
        }
        staff = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        post("/login", page("/login"), "username=admin&password=" + SharedHub.ADMIN_PASSWORD);
    }

    @Test
    void thePageSaysWhatIsWrongAndWhatToDo() throws Exception {
        String fleet = page("/fleet");
        assertThat(fleet)
                .contains("No connection to a reader", "for 2 h", "dock-a: no route", "Check power and network cable")
                .contains("href=\"/fleet/runbook#reader-lost\"")
                .contains("Clock -90.0 s ± 50 ms from the gateway")
                .contains("something-newer", "&lt;b&gt;bold", "the agent is newer")
                .doesNotContain("<b>bold", "??");
        assertThat(fleet.indexOf("reader-lost")).isLessThan(fleet.indexOf("something-newer"));
        assertThat(page("/fleet/runbook")).contains("<h3 id=\"reader-lost\">", "Means:");
        assertThat(hub.get("/fleet/runbook").statusCode())
                .as("without a log-in")
                .isEqualTo(302);
    }

    @Test
    void programsAreToldTheSame() throws Exception {
        assertThat(hub.send(hub.withKey("/api/v1/fleet")).body())
                .contains("\"clock\":{\"aheadMs\":-90000,\"errorMs\":12}")
                .contains(
                        "{\"name\":\"reader-lost\",\"severity\":\"bad\",\"detail\":\"dock-a: no route\",\"since\":\"",
                        "\"whatToDo\":\"Check power and network cable",
                        "{\"name\":\"something-newer\",\"severity\":\"warn\"",
                        "\"problems\":[");
    }

    @Test
    void aLossIsDismissedByNameAndWithANoteThatIsKept() throws Exception {
        String before = page("/fleet/ott-1/gw-sick/lost");
        assertThat(before).contains("4 numbers will not come any more", "4 – 7").doesNotContain("??");
        HttpResponse<String> after = post(
                "/fleet/ott-1/gw-sick/lost",
                before,
                "journal=" + JOURNAL + "&note=" + URLEncoder.encode("card <replaced>", StandardCharsets.UTF_8));
        assertThat(after.uri().getPath()).isEqualTo("/fleet");
        assertThat(page("/fleet/ott-1/gw-sick/lost"))
                .contains("Nothing is lost that nobody has dismissed", "admin", "card &lt;replaced&gt;")
                .doesNotContain("??");
        assertThat(post("/fleet/ott-1/gw-sick/lost", before, "journal=" + UUID.randomUUID())
                        .body())
                .contains("begun another journal");
        assertThat(status("/fleet/ott-1/no-such-agent/lost")).isEqualTo(404);
    }

    /** An alert on a measure that is not there never fires. */
    @Test
    void theAlertsAreOnMeasuresAndProblemsThatExist() throws Exception {
        String metrics = hub.get("/metrics").body();
        assertThat(metrics)
                .contains("tagline_hub_agent_problem{agent=\"gw-sick\",name=\"reader-lost\",site=\"ott-1\"} 1");
        String rules =
                Files.readString(Files.exists(RULES) ? RULES : Path.of("..").resolve(RULES));
        Matcher measure = Pattern.compile("expr: (?:absent\\()?(tagline_\\w+)").matcher(rules);
        int found = 0;
        while (measure.find()) {
            found++;
            // the hub has no problem here; its measure is described all the same once it has one
            assertThat(metrics + "tagline_hub_problem").contains(measure.group(1));
        }
        assertThat(found).isEqualTo(7);
        // each of them stops parcels or endangers scans
        assertThat(rules)
                .contains("journal-full|disk-full|journal-read-only|journal-failing|journal-gone|journal-damaged");
        Matcher names = Pattern.compile("name=~\"([^\"]+)\"").matcher(rules);
        while (names.find()) {
            for (String name : names.group(1).split("\\|", -1)) {
                assertThat(KnownProblem.ofCode(name)).as(name).isPresent();
            }
        }
    }

    private static String page(String path) throws Exception {
        return staff.send(hub.request(path).build(), BodyHandlers.ofString()).body();
    }

    private static int status(String path) throws Exception {
        return staff.send(hub.request(path).build(), BodyHandlers.ofString()).statusCode();
    }

    private static HttpResponse<String> post(String path, String form, String fields) throws Exception {
        Matcher token = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(form);
        assertThat(token.find()).as("token in the form").isTrue();
        String body = fields + "&_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
        return staff.send(
                hub.request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
