package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.SharedHub;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that may not see every field changes a customer. */
final class HiddenFieldsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void whatAKeyMayNotSeeIsNeitherTakenOutNorPutIn() throws Exception {
        SharedHub hub = SharedHub.with(Map.of("TAGLINE_VISIBILITY_CUSTOMER_PHONE", "supervisors"));
        hub.command(
                "key",
                "add",
                "shop",
                "--scope",
                "read,write",
                "--out",
                hub.folder().resolve("shop-key").toString());
        String key = Files.readString(hub.folder().resolve("shop-key")).strip();
        JsonNode made = JSON.readTree(hub.post(
                        "/api/v1/customers",
                        """
                        {"source":"crm","reference":"H-1","name":"Grace","roles":["payer"],
                         "contacts":[{"channel":"phone","value":"+16135550142"},{"channel":"email","value":"g@example.org"}]}
                        """)
                .body());
        String path = "/api/v1/customers/" + made.get("id").stringValue();
        assertThat(hub.post(path + "/verifications", "{\"channel\":\"phone\",\"value\":\"+16135550142\"}")
                        .statusCode())
                .isEqualTo(200);

        HttpResponse<String> changed = hub.send(
                hub.request(path)
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .header("If-Match", "*")
                        .PUT(
                                BodyPublishers.ofString(
                                        """
                        {"name":"Grace H","roles":["payer"],"contacts":[{"channel":"phone","value":"+16135550199"}]}
                        """)));

        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(changed.body()).contains("Grace H").doesNotContain("5550142", "5550199", "g@example.org");
        // nor confirmed, by trying what it might be
        String[] answers = new String[2];
        for (int i = 0; i < 2; i++) {
            String guess = i == 0 ? "+16135550142" : "+16135550143";
            HttpResponse<String> tried = hub.send(hub.request(path + "/verifications")
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"channel\":\"phone\",\"value\":\"" + guess + "\"}")));
            answers[i] = tried.statusCode() + " " + tried.body();
        }
        assertThat(answers[0]).startsWith("422").isEqualTo(answers[1]);
        for (String dryRun : new String[] {"true", "false"}) {
            HttpResponse<String> file = hub.send(hub.request("/api/v1/imports/customers?dryRun=" + dryRun)
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "text/csv")
                    .POST(BodyPublishers.ofString("source,reference,phone\ncrm,H-1,+16135550199\n")));
            assertThat(file.statusCode()).as(file.body()).isEqualTo(422);
            assertThat(file.body()).contains("phone");
        }
        assertThat(hub.send(hub.withKey(path)).body())
                .contains("Grace H", "+16135550142", "verifiedAt")
                .doesNotContain("5550199", "g@example.org");
    }
}
