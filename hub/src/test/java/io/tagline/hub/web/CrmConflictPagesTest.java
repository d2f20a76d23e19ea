package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.hub.SharedHub;
import io.tagline.hub.access.Audit;
import io.tagline.hub.crm.fake.http.FakeCrm;
import io.tagline.hub.crm.fake.http.FakeField;
import io.tagline.hub.crm.fake.http.FakeModel;
import io.tagline.hub.crm.fake.http.FakeRow;
import io.tagline.hub.crm.fake.http.HubspotFake;
import io.tagline.hub.crm.fake.http.Quirks;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.StoreSettings;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people see of fields that both sides have changed, and of both sides compared, and what they do about it; with a CRM that answers. */
final class CrmConflictPagesTest {
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final String KEY = "tagline_id";
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");
    private static final String MAPPING =
            """
            key-field: tagline_id
            places:
              customer:
                entity: customer
                model: companies
                key: "{customer.id}"
                fields:
                  name: { from: customer.name, else: "Customer {customer.id}", owner: crm }
                  phone: { from: customer.phone, owner: both }
            """;

    private static FakeCrm fake;
    private static SharedHub hub;
    private static Browser admin;
    private static Browser operations;
    private static int customers;

    @BeforeAll
    static void start() throws Exception {
        fake = HubspotFake.start(Quirks.none());
        fake.store()
                .define(FakeModel.of(
                        "companies", "7", KEY, true, FakeField.text("name", 255), FakeField.text("phone", 40)));
        Path mapping = Files.createTempFile("tagline-mapping", ".yaml");
        Files.writeString(mapping, MAPPING);
        hub = SharedHub.withSettings(
                """
                crm:
                  - { id: sales, kind: hubspot, url: "%s", token: %s, mapping: "%s", pull-every: 1s,
                      compare-every: 0s, longest-request: 30s, budget: { requests: 1000, window: 1s, concurrent: 4 } }
                  - { id: files, kind: drop, folder: "%s", dry-run: true }
                """
                        .formatted(fake.uri(), HubspotFake.TOKEN, mapping, Files.createTempDirectory("tagline-drop")));
        admin = new Browser(hub);
        admin.logIn("admin", SharedHub.ADMIN_PASSWORD);
        String password = "crm-conflict-password";
        Path file = Files.writeString(hub.folder().resolve(password), password);
        hub.command("user", "add", "olga", "--role", "operations", "--password-file", file.toString());
        operations = new Browser(hub);
        operations.logIn("olga", password);
    }

    @AfterAll
    static void stop() {
        hub.stop();
        fake.close();
    }

    private static String order(int serial, String phone) {
        return """
               {"customer":{"reference":"K-%d","name":"Ada Quince","phone":"%s"},"serviceLevel":"standard",
                "shipments":[{"parcels":[{"trackingNumber":"%s"}]}]}
               """
                .formatted(serial, phone, SharedHub.s10(67_000_000 + serial));
    }

    private static FakeRow row(int serial) {
        return fake.store().all("companies").stream()
                .filter(row -> String.valueOf(row.values().get("phone")).endsWith("%03d".formatted(serial)))
                .findFirst()
                .orElseThrow();
    }

    /** Changes the telephone of another customer on both sides at once; the id of the conflict. */
    private static String conflict() throws Exception {
        String before = api("/api/v1/crm/sales/conflicts");
        int serial = ++customers;
        String path = "/api/v1/orders/shop/conflict-" + serial;
        assertThat(hub.put(path, order(serial, "+16135550%03d".formatted(serial)))
                        .statusCode())
                .isEqualTo(201);
        await().atMost(MOST).ignoreExceptions().until(() -> row(serial) != null);
        await().atMost(MOST).until(() -> api("/api/v1/crm/sales").contains("\"open\":0"));
        assertThat(hub.post("/api/v1/crm/sales/pause", "").statusCode()).isEqualTo(200);
        fake.store().edit("companies", row(serial).id(), Map.of("phone", "+16135551%03d".formatted(serial)));
        assertThat(hub.put(path, order(serial, "+16135552%03d".formatted(serial)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(hub.post("/api/v1/crm/sales/start", "").statusCode()).isEqualTo(200);
        await().atMost(MOST).until(() -> !fresh(before).isEmpty());
        await().atMost(MOST).until(() -> api("/api/v1/crm/sales").contains("\"open\":0"));
        return fresh(before);
    }

    private static String fresh(String before) throws Exception {
        Matcher ids = ID.matcher(api("/api/v1/crm/sales/conflicts"));
        while (ids.find()) {
            if (!before.contains(ids.group(1))) {
                return ids.group(1);
            }
        }
        return "";
    }

    private static String api(String path) throws Exception {
        HttpResponse<String> answer = hub.send(hub.withKey(path));
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> decide(String id, String etag, String body) throws Exception {
        var request = hub.withKey("/api/v1/crm/sales/conflicts/" + id).header("Content-Type", "application/json");
        return hub.send(
                (etag.isEmpty() ? request : request.header("If-Match", etag)).POST(BodyPublishers.ofString(body)));
    }

    private static List<String> audited(String subject) {
        try (Store store =
                Store.open(StoreSettings.sqlite(hub.folder().resolve("data").resolve("hub.db")))) {
            return store.transactions().read(tx -> Audit.of(tx, subject, 20)).stream()
                    .map(entry -> (entry.who() + " " + entry.action() + " " + entry.detail()).strip())
                    .toList();
        }
    }

    private static String to(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse(answer.statusCode() + answer.body());
    }

    private static String seen(String page) {
        Matcher found = Pattern.compile("name=\"seen\" value=\"([0-9a-z]+)\"").matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }

    @Test
    void whoSeesTheValuesDecidesOnceAndWhoDoesNotSeesThatThereIsSomething() throws Exception {
        String id = conflict();
        String path = "/crm/sales/conflicts/" + id;
        int serial = customers;
        String ours = "+16135552%03d".formatted(serial);
        String theirs = "+16135551%03d".formatted(serial);
        assertThat(admin.get("/crm").body()).contains("Waiting for you:", "/crm/sales#conflicts");
        assertThat(admin.get("/crm/sales").body()).contains(path, ours, theirs, "Ada Quince");
        String page = admin.get(path).body();
        assertThat(page).contains(ours, theirs, "+16135550%03d".formatted(serial), "Keep ours", "Take theirs");
        for (Language language : Language.values()) {
            for (String each : List.of(path, "/crm/sales", "/crm/sales/conflicts", "/crm")) {
                assertThat(admin.get(each + "?lang=" + language.code()).body())
                        .as(each + " in " + language)
                        .contains("lang=\"" + language.code() + "\"")
                        .doesNotContain("??");
            }
        }
        assertThat(admin.get("/crm/sales?lang=en").statusCode()).isEqualTo(200);

        for (String each : List.of("/crm/sales", "/crm/sales/conflicts", path)) {
            assertThat(operations.get(each).body())
                    .as(each)
                    .contains("•••", "shop K-" + serial)
                    .doesNotContain(ours, theirs, "Ada Quince");
        }
        assertThat(operations.get(path).body())
                .contains("You may not see these values")
                .doesNotContain("Keep ours");
        assertThat(operations
                        .post("/crm/sales", path, "choice", "ours", "seen", seen(page))
                        .statusCode())
                .isEqualTo(403);

        assertThat(admin.post(path, path, "choice", "ours", "seen", "0").body()).contains("it has changed meanwhile");
        assertThat(admin.post(path, path, "choice", "nobody", "seen", seen(page))
                        .statusCode())
                .isEqualTo(422);
        assertThat(to(admin.post(path, path, "choice", "ours", "seen", seen(page))))
                .endsWith("?done=decided-ours");
        assertThat(to(admin.post("/crm/sales", path, "choice", "theirs", "seen", seen(page))))
                .endsWith("?done=decided-before");
        await().atMost(MOST).until(() -> fake.store().all("companies").stream()
                .anyMatch(row -> ours.equals(row.values().get("phone"))));
        assertThat(audited("crm:sales/" + id)).hasSize(1);
        assertThat(audited("crm:sales/" + id).get(0))
                .startsWith("admin crm.conflict-decided ours of phone of companies");
        assertThat(admin.get(path).body()).contains("Decided: ours", "by admin").doesNotContain("Take theirs");
        for (String gone : List.of("/crm/sales/conflicts/1", "/crm/nobody/conflicts", "/crm/nobody/conflicts/" + id)) {
            assertThat(admin.get(gone).statusCode()).as(gone).isEqualTo(404);
        }
    }

    @Test
    void programsDecideForATheVersionThatTheyHaveLookedAt() throws Exception {
        String id = conflict();
        int serial = customers;
        HttpResponse<String> one = hub.send(hub.withKey("/api/v1/crm/sales/conflicts/" + id));
        String etag = one.headers().firstValue("ETag").orElseThrow();
        assertThat(one.body()).contains("\"field\":\"phone\"", "\"owner\":\"both\"", "\"hidden\":false");
        assertThat(decide(id, "", "{\"decision\":\"ours\"}").statusCode()).isEqualTo(428);
        assertThat(decide(id, "\"0\"", "{\"decision\":\"ours\"}").statusCode()).isEqualTo(412);
        assertThat(decide(id, etag, "{\"decision\":\"other\"}").statusCode()).isEqualTo(422);
        assertThat(decide(id, etag, "{\"decision\":\"mine\"}").statusCode()).isEqualTo(422);
        String third = "+16135553%03d".formatted(serial);
        HttpResponse<String> decided = decide(id, etag, "{\"decision\":\"other\",\"value\":\"" + third + "\"}");
        assertThat(decided.statusCode()).as(decided.body()).isEqualTo(200);
        assertThat(decided.body()).contains("\"state\":\"other\"", "\"decidedBy\":");
        assertThat(decide(id, etag, "{\"decision\":\"ours\"}").statusCode()).isEqualTo(409);
        await().atMost(MOST).until(() -> fake.store().all("companies").stream()
                .anyMatch(row -> third.equals(row.values().get("phone"))));
        String customer = first(one.body(), "\"customer\":\"([0-9a-f-]{36})");
        assertThat(api("/api/v1/customers/" + customer)).contains(third);
        assertThat(hub.send(hub.withKey("/api/v1/crm/sales/conflicts?after=x")).statusCode())
                .isEqualTo(400);
    }

    private static String first(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern + " in " + text).isTrue();
        return found.group(1);
    }

    @Test
    void bothSidesAreComparedWhenSomebodyAsks() throws Exception {
        String unused = conflict();
        String lost = row(customers).id();
        fake.store().delete("companies", lost);
        assertThat(to(operations.post("/crm/sales", "/crm/sales/compare"))).contains("done=compared");
        await().atMost(MOST).until(() -> api("/api/v1/crm/sales/reconciliation").contains("\"endedAt\""));
        assertThat(api("/api/v1/crm/sales/reconciliation"))
                .contains("\"model\":\"companies\"", "\"missingThere\":1", "\"kind\":\"missing-there\"");
        assertThat(api("/api/v1/crm/sales")).contains("\"drift\":1", "\"comparedAt\"");
        assertThat(operations.get("/crm/sales").body())
                .contains("Missing there", "they differ", "1 record that differs", "Replay from a time before");
        assertThat(audited("crm:sales")).contains("olga crm.compared");
        assertThat(hub.post("/api/v1/crm/sales/reconciliation", "").body()).contains("\"comparisons\":[{");
        await().atMost(MOST)
                .until(() -> operations.get("/fleet").body().contains("A CRM has other records than the hub"));
    }
}
