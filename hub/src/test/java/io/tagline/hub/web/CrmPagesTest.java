package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.tagline.hub.SharedHub;
import io.tagline.hub.access.Audit;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.StoreSettings;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators and programs see of CRMs and do about them: one that refuses every name with "Ada" in it, and one in a dry run. */
final class CrmPagesTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final String NAME = "Ada Example";
    private static final Pattern KEY = Pattern.compile("\"key\":\"([0-9a-f-]{36})\"");

    private static final List<String> TAKEN = new CopyOnWriteArrayList<>();
    private static HttpServer receiver;
    private static SharedHub hub;
    private static Browser admin;
    private static Browser operations;
    private static int orders;

    @BeforeAll
    static void start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean refused = body.contains(NAME);
            if (!refused) {
                TAKEN.add(body);
            }
            exchange.sendResponseHeaders(refused ? 422 : 204, -1);
            exchange.close();
        });
        receiver.start();
        Path drop = Files.createTempDirectory("tagline-crm-drop");
        hub = SharedHub.withSettings(
                """
                crm:
                  - { id: sales, kind: webhook, url: "http://127.0.0.1:%d/", secret: %s, allow-private: true }
                  - { id: files, kind: drop, folder: "%s", dry-run: true }
                """
                        .formatted(receiver.getAddress().getPort(), SECRET, drop));
        admin = new Browser(hub);
        admin.logIn("admin", SharedHub.ADMIN_PASSWORD);
        operations = staff("operations");
    }

    @AfterAll
    static void stop() {
        hub.stop();
        receiver.stop(0);
    }

    private static Browser staff(String role) throws Exception {
        String password = "crm-password-" + role;
        Path file = Files.writeString(hub.folder().resolve(password), password);
        hub.command("user", "add", "crm-" + role, "--role", role, "--password-file", file.toString());
        Browser browser = new Browser(hub);
        browser.logIn("crm-" + role, password);
        return browser;
    }

    /** Another customer whose name the CRM doesn't take; the key of what is parked. */
    private static String parked() throws Exception {
        String before = api("/api/v1/crm/sales/operations");
        int serial = ++orders;
        String body =
                """
                {"customer":{"reference":"C-%d","name":"%s"},"serviceLevel":"standard",
                 "shipments":[{"parcels":[{"trackingNumber":"%s"}]}]}
                """
                        .formatted(serial, NAME, SharedHub.s10(61_000_000 + serial));
        assertThat(hub.put("/api/v1/orders/shop/crm-" + serial, body).statusCode())
                .isEqualTo(201);
        await().atMost(MOST).until(() -> !fresh(before).isEmpty());
        return fresh(before);
    }

    private static String fresh(String before) throws Exception {
        Matcher keys = KEY.matcher(api("/api/v1/crm/sales/operations"));
        while (keys.find()) {
            if (!before.contains(keys.group(1))) {
                return keys.group(1);
            }
        }
        return "";
    }

    private static String api(String path) throws Exception {
        HttpResponse<String> answer = hub.send(hub.withKey(path));
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    /** Who did what, newest first. */
    private static List<String> audited(String subject) {
        try (Store store =
                Store.open(StoreSettings.sqlite(hub.folder().resolve("data").resolve("hub.db")))) {
            return store.transactions().read(tx -> Audit.of(tx, subject, 20)).stream()
                    .map(entry -> (entry.who() + " " + entry.action() + " " + entry.detail()).strip())
                    .toList();
        }
    }

    private static String operation(String key) {
        return "/crm/sales/operations/" + key;
    }

    private static String to(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse(answer.statusCode() + answer.body());
    }

    @Test
    void whatIsParkedIsShownWithReasonAndRemedyInEveryLanguageAndOpenedByItsKey() throws Exception {
        String key = parked();
        assertThat(admin.get("/fleet").body()).contains("href=\"/crm\"");
        assertThat(admin.get("/crm").body()).contains("href=\"/crm/sales\"", "href=\"/crm/files\"", "dry run");
        assertThat(admin.get("/crm/sales").body())
                .contains("HTTP 422", "Correct the record", operation(key), "/fleet/runbook#crm", "Pause");
        for (Language language : Language.values()) {
            for (String path : List.of(
                    "/crm",
                    "/crm/sales",
                    "/crm/files",
                    operation(key),
                    "/crm/files/operations?state=tried",
                    "/crm/sales/operations",
                    "/crm/sales?done=over",
                    "/crm/sales?wrong=from")) {
                String sign = path.contains("?") ? "&" : "?";
                assertThat(admin.get(path + sign + "lang=" + language.code()).body())
                        .as(path + " in " + language)
                        .contains("lang=\"" + language.code() + "\"")
                        .doesNotContain("??");
            }
        }
        assertThat(admin.get("/crm/sales?lang=en").statusCode()).isEqualTo(200);
        for (String gone : List.of("/crm/nobody", operation("1"), "/crm/sales/operations?state=done")) {
            assertThat(admin.get(gone).statusCode()).as(gone).isIn(400, 404);
        }
    }

    @Test
    void whoMayNotSeeNamesSeesNoneAnywhereAndChangesNone() throws Exception {
        String key = parked();
        assertThat(admin.get(operation(key)).body()).contains(NAME, "name=\"field.name\"");
        await().atMost(MOST).until(() -> admin.get("/crm/files").body().contains(NAME));
        for (String path : List.of(
                "/crm/sales",
                operation(key),
                "/crm/files",
                "/crm/files/operations?state=tried",
                "/crm/sales/operations")) {
            HttpResponse<String> page = operations.get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body()).as(path).doesNotContain(NAME);
        }
        assertThat(operations.get(operation(key)).body())
                .contains("•••", "You may not see it.", "name=\"field.source\"")
                .doesNotContain("name=\"field.name\"");
        assertThat(operations
                        .post(operation(key), operation(key) + "/edit", "field.name", "Eve")
                        .statusCode())
                .isEqualTo(403);
        assertThat(api("/api/v1/crm/sales/operations/" + key)).contains("\"state\":\"parked\"");
        try (BufferedReader live = live(operations, "/crm/files/events")) {
            assertThat(event(live)).contains("•••").doesNotContain(NAME);
        }
    }

    @Test
    void pagesAreLiveForStaffAndGoOnForWhoMayAlone() throws Exception {
        try (BufferedReader live = live(admin, "/crm/_events")) {
            assertThat(event(live)).contains("sales", "files");
        }
        Browser depot = staff("depot");
        assertThat(depot.get("/crm").statusCode()).isEqualTo(403);
        assertThat(depot.get("/crm/sales/events").statusCode()).isEqualTo(403);
    }

    private static BufferedReader live(Browser browser, String path) throws Exception {
        HttpResponse<InputStream> stream = browser.http().send(hub.request(path).build(), BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);
        return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
    }

    /** The first, which comes at once: the stream was told of no version. */
    private static String event(BufferedReader live) throws Exception {
        StringBuilder event = new StringBuilder();
        for (String line = live.readLine(); line != null; line = live.readLine()) {
            if (line.isEmpty() && event.indexOf("data:") >= 0) {
                break;
            }
            event.append(line).append('\n');
        }
        return event.toString();
    }

    @Test
    void anOperatorReplaysSkipsAndEditsByFormsAndTheAuditKnowsWho() throws Exception {
        String key = parked();
        String page = operation(key);
        assertThat(operations.post(page, page + "/skip", "note", " ").statusCode())
                .isEqualTo(422);
        assertThat(operations.post(page, page + "/edit", "field.nothing", "x").statusCode())
                .isEqualTo(422);
        assertThat(admin.post(page, page + "/edit", "field.name", NAME).body()).contains("Nothing was changed");
        assertThat(to(operations.post(page, page + "/replay"))).endsWith("/crm/sales?done=replayed");
        // it is refused again, as it stands
        await().atMost(MOST)
                .until(() -> api("/api/v1/crm/sales/operations/" + key).contains("\"state\":\"parked\""));

        assertThat(to(admin.post(page, page + "/edit", "field.name", "A. Example")))
                .endsWith("?done=edited");
        await().atMost(MOST).until(() -> TAKEN.stream().anyMatch(body -> body.contains("A. Example")));
        await().atMost(MOST)
                .until(() -> api("/api/v1/crm/sales/operations/" + key).contains("\"state\":\"done\""));
        assertThat(to(operations.post("/crm/sales", page + "/skip", "note", "too late")))
                .endsWith("?done=over");

        String other = parked();
        assertThat(to(operations.post(operation(other), operation(other) + "/skip", "note", "typed in there")))
                .endsWith("?done=skipped");
        assertThat(audited("crm:sales/" + other))
                .containsExactly("crm-operations crm.operation-skipped typed in there");
        assertThat(audited("crm:sales/" + key))
                .containsExactly("admin crm.operation-edited name", "crm-operations crm.operation-replayed");
    }

    @Test
    void aCrmIsPausedStartedAndReplayedFromATimeThatIsPast() throws Exception {
        assertThat(to(operations.post("/crm/files", "/crm/files/pause"))).endsWith("?done=paused");
        assertThat(operations.get("/crm/files").body()).contains("paused", "by crm-operations", "Dry run");
        assertThat(to(operations.post("/crm/files", "/crm/files/start"))).endsWith("?done=started");
        assertThat(api("/api/v1/crm/files")).contains("\"state\":\"running\"", "\"changedBy\":\"crm-operations\"");
        assertThat(to(operations.post("/crm/files", "/crm/files/replay", "from", "2999-01-01T00:00")))
                .contains("wrong=from");
        assertThat(to(operations.post("/crm/files", "/crm/files/replay", "from", "2026-01-01T00:00")))
                .endsWith("?done=replayed-from");
        assertThat(to(operations.post("/crm/files", "/crm/files/sync"))).endsWith("?done=sync-begun");
        assertThat(api("/api/v1/crm/files")).contains("\"firstSync\":[{\"entity\":\"customer\"", "\"compared\":true");
        assertThat(hub.post("/api/v1/crm/files/sync", "").statusCode()).isEqualTo(200);
        assertThat(audited("crm:files"))
                .contains("crm-operations crm.paused", "crm-operations crm.started")
                .anyMatch(entry -> entry.startsWith("crm-operations crm.replayed from 2026-01-01T05:00"));
    }

    @Test
    void programsDoTheSame() throws Exception {
        String key = parked();
        String path = "/api/v1/crm/sales/operations/" + key;
        assertThat(api("/api/v1/crm")).contains("\"id\":\"sales\"", "\"dryRun\":true", "\"windowSeconds\":10");
        assertThat(api(path)).contains("\"code\":\"HTTP 422\"", "\"name\":\"" + NAME + "\"", "\"hidden\":[]");
        assertThat(api("/api/v1/crm/sales/operations?limit=1")).contains("\"next\":\"");
        assertThat(hub.send(hub.withKey("/api/v1/crm/sales/operations?state=done"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(hub.post(path + "/skip", "{}").statusCode()).isEqualTo(422);
        assertThat(hub.post(path + "/edit", "{\"fields\":{\"name\":\"" + NAME + "\"}}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(hub.post(path + "/edit", "{\"fields\":{\"name\":\"Bea\"}}").statusCode())
                .isEqualTo(200);
        await().atMost(MOST).until(() -> api(path).contains("\"state\":\"done\""));
        HttpResponse<String> late = hub.post(path + "/replay", "");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("crm-operation-not-parked", "is done");
        assertThat(hub.post("/api/v1/crm/files/pause", "").body()).contains("\"state\":\"paused\"");
        assertThat(hub.post("/api/v1/crm/files/start", "").body()).contains("\"state\":\"running\"");
        assertThat(hub.post("/api/v1/crm/files/replay", "{\"from\":\"2999-01-01T00:00:00Z\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(hub.post("/api/v1/crm/files/replay", "{\"from\":\"2026-01-01T00:00:00Z\"}")
                        .statusCode())
                .isEqualTo(200);
    }
}
