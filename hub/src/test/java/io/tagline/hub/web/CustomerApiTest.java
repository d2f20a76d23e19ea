package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.SharedHub;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Customers over the API, as programs meet them. */
final class CustomerApiTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static SharedHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = SharedHub.roomy();
    }

    private static String body(String reference, String name) {
        return """
               {"source":"crm","reference":"%s","name":"%s","contacts":[{"channel":"phone","value":"613 555 0142","country":"CA"},
                {"channel":"email","value":"Api@Example.org"}],"preferences":{"language":"fr"}}
               """
                .formatted(reference, name);
    }

    private static JsonNode create(String reference, String name) throws Exception {
        HttpResponse<String> made = hub.post("/api/v1/customers", body(reference, name));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("ETag")).contains("\"v1\"");
        return JSON.readTree(made.body());
    }

    private static HttpResponse<String> change(String id, String ifMatch, String json) throws Exception {
        HttpRequest.Builder request = hub.withKey("/api/v1/customers/" + id)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json));
        return hub.send(ifMatch.isEmpty() ? request : request.header("If-Match", ifMatch));
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return hub.send(hub.withKey(path));
    }

    @Test
    void customerMadeIsFoundAndChangedByWhoHasSeenItLast() throws Exception {
        String id = create("api-1", "Margaret Hamilton").get("id").stringValue();

        JsonNode found = JSON.readTree(get("/api/v1/customers?q=marg%20hamil").body());
        assertThat(found.at("/customers/0/id").stringValue()).isEqualTo(id);
        assertThat(found.at("/customers/0/contacts/0/normal").stringValue()).isEqualTo("+16135550142");
        assertThat(hub.post("/api/v1/customers", body("api-1", "Margaret Hamilton"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(hub.post("/api/v1/customers", body("api-1", "Other")).statusCode())
                .isEqualTo(409);
        assertThat(change(id, "", "{}").statusCode()).isEqualTo(428);
        assertThat(change(id, "\"v7\"", "{}").statusCode()).isEqualTo(412);
        HttpResponse<String> changed = change(id, "\"v1\"", "{\"name\":\"M. Hamilton\",\"segment\":\"gold\"}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).contains("\"v2\"");
        HttpResponse<String> file = get("/api/v1/customers/" + id);
        assertThat(file.headers().firstValue("ETag"))
                .as("of the customer and all that is shown with it")
                .hasValueSatisfying(tag -> assertThat(tag).matches("\"v2-[0-9a-f]{8}\""));
        assertThat(JSON.readTree(file.body()).at("/segments/0/segment").stringValue())
                .isEqualTo("gold");
    }

    @Test
    void everythingWrongWithABodyIsSaidWithoutWhatIsPersonal() throws Exception {
        HttpResponse<String> refused = hub.post(
                "/api/v1/customers",
                """
                {"source":"CRM","reference":"x","roles":["king"],"stage":"new","colour":1,
                 "contacts":[{"channel":"email","value":"ada at home"},{"channel":"fax","value":"1"}],"preferences":{"language":"xx"}}
                """);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains(
                        "$.source",
                        "$.roles[0]",
                        "$.stage",
                        "$.colour",
                        "$.contacts[0].value",
                        "$.contacts[1].channel",
                        "$.preferences.language")
                .doesNotContain("at home");
        assertThat(hub.post("/api/v1/customers", "{").statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/customers?q=a").statusCode()).isEqualTo(422);
        assertThat(get("/api/v1/customers?q=ada&limit=0").statusCode()).isEqualTo(422);
        assertThat(get("/api/v1/customers?q=ada&before=x").statusCode()).isEqualTo(422);
    }

    @Test
    void customersAreMergedVerifiedExportedAndErased() throws Exception {
        String kept = create("api-2", "Katherine").get("id").stringValue();
        String gone = create("api-3", "Katherine J").get("id").stringValue();
        String path = "/api/v1/customers/" + kept;

        assertThat(hub.post(path + "/verifications", "{\"channel\":\"email\",\"value\":\"API@example.org\"}")
                        .body())
                .contains("verifiedAt");
        assertThat(hub.post(path + "/verifications", "{\"channel\":\"email\",\"value\":\"none@example.org\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(hub.post(path + "/merges", "{\"customer\":\"" + gone + "\"}").statusCode())
                .isEqualTo(200);
        assertThat(JSON.readTree(get(path).body()).at("/merged/0/id").stringValue())
                .isEqualTo(gone);
        assertThat(get("/api/v1/customers/" + gone).body()).contains("\"mergedInto\":\"" + kept + "\"");
        assertThat(hub.post(path + "/merges", "{\"customer\":\"" + gone + "\"}").statusCode())
                .isEqualTo(409);
        assertThat(get(path + "/export").body()).contains("api-2", "api-3", "\"shipments\":[]");
        assertThat(hub.send(hub.withKey(path + "/merges/" + gone).DELETE()).statusCode())
                .isEqualTo(200);
        HttpResponse<String> erased = hub.post(path + "/erasure", "");
        assertThat(erased.statusCode()).as(erased.body()).isEqualTo(200);
        assertThat(erased.body()).contains("erasedAt").doesNotContain("Katherine", "api-2", "example.org");
        assertThat(change(kept, "*", "{}").statusCode()).isEqualTo(409);
    }

    @Test
    void filesAreTakenAndReportedByLine() throws Exception {
        String file = "source,reference,name,email\r\ncrm,api-4,Dorothy,dorothy@example.org\r\ncrm,api-5,Mary,none\r\n";
        HttpRequest.Builder dry = hub.withKey("/api/v1/imports/customers?dryRun=true")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(file));

        JsonNode report = JSON.readTree(hub.send(dry).body());

        assertThat(report.get("dryRun").booleanValue()).isTrue();
        assertThat(report.get("created").intValue()).isEqualTo(1);
        assertThat(report.at("/problems/0/line").intValue()).isEqualTo(3);
        assertThat(get("/api/v1/customers?q=dorothy").body()).doesNotContain("api-4");
        HttpRequest.Builder wrong = hub.withKey("/api/v1/imports/orders")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("colour\r\n"));
        assertThat(hub.send(wrong).body()).contains("line 1: column", "expected one of");
    }

    @Test
    void fileIsTakenByTheCommandToo() throws Exception {
        var file = hub.folder().resolve("customers.csv");
        Files.writeString(file, "source;reference;name\ncrm;api-6;Annie Easley\n");

        hub.command("import", "customers", file.toString(), "--dry-run");
        assertThat(get("/api/v1/customers?q=easley").body()).doesNotContain("api-6");
        hub.command("import", "customers", file.toString());
        assertThat(get("/api/v1/customers?q=easley").body()).contains("api-6");
    }

    @Test
    void partnerFindsAndChangesItsOwnOnly() throws Exception {
        String ours = create("api-7", "Mary Jackson").get("id").stringValue();
        var file = hub.folder().resolve("globex-key");
        hub.command("key", "add", "globex", "--scope", "read,write", "--source", "globex", "--out", file.toString());
        String key = "Bearer " + Files.readString(file).strip();

        HttpResponse<String> found =
                hub.send(hub.request("/api/v1/customers?q=jackson").header("Authorization", key));
        HttpResponse<String> made = hub.send(hub.request("/api/v1/customers")
                .header("Authorization", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body("g-1", "Janet Jackson").replace("crm", "globex"))));
        HttpResponse<String> theirs = hub.send(hub.request("/api/v1/customers/"
                        + JSON.readTree(made.body()).get("id").stringValue())
                .header("Authorization", key));

        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body()).doesNotContain("Mary");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(theirs.body()).contains("Janet").doesNotContain("Mary", ours);
        assertThat(hub.send(hub.request("/api/v1/customers")
                                .header("Authorization", key)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body("g-2", "X"))))
                        .statusCode())
                .isEqualTo(403);
    }
}
