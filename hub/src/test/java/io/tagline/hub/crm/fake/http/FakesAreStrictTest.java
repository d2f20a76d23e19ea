package io.tagline.hub.crm.fake.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A fake that takes anything proves nothing: what the products refuse, these do. */
final class FakesAreStrictTest {
    private static final String JSON = "application/json";
    private static final String SALESFORCE = "/services/data/" + SalesforceFake.VERSION;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<FakeCrm> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(FakeCrm::close);
        assertThat(open).allSatisfy(crm -> assertThat(crm.faults()).isEmpty());
    }

    private FakeCrm opened(FakeCrm crm) {
        open.add(crm);
        return crm;
    }

    private HttpResponse<String> send(FakeCrm crm, String method, String path, Map<String, String> headers, String body)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(crm.uri() + path))
                .timeout(Duration.ofSeconds(5))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private void refuses(HttpResponse<String> answer, int status, String word) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(word);
    }

    private String token(FakeCrm crm, String path, String form) throws Exception {
        String body = send(crm, "POST", path, Map.of("Content-Type", "application/x-www-form-urlencoded"), form)
                .body();
        return "Bearer " + Request.JSON.readTree(body).path("access_token").asString("");
    }

    @Test
    void salesforce() throws Exception {
        FakeCrm crm = opened(SalesforceFake.start(Quirks.none()));
        String path = SALESFORCE + "/composite/sobjects/Account/" + SalesforceFake.KEY;
        refuses(send(crm, "PATCH", path, Map.of("Content-Type", JSON), "{}"), 401, "INVALID_SESSION_ID");
        String bearer = token(
                crm,
                "/services/oauth2/token",
                "grant_type=client_credentials&client_id=" + SalesforceFake.CLIENT_ID + "&client_secret="
                        + SalesforceFake.CLIENT_SECRET);
        Map<String, String> ours = Map.of("Authorization", bearer, "Content-Type", JSON);
        String record = "{\"attributes\":{\"type\":\"Account\"},\"Tagline_Key__c\":\"k\",\"Name\":\"A\"}";
        String many = IntStream.range(0, 201).mapToObj(i -> record).collect(Collectors.joining(","));
        refuses(send(crm, "PATCH", path, ours, "{\"records\":[" + many + "]}"), 400, "EXCEEDED_ID_LIMIT");
        refuses(send(crm, "PATCH", path, ours, "{\"records\":[{\"Name\":\"A\"}]}"), 400, "INVALID_TYPE");
        refuses(
                send(crm, "PATCH", path, ours, "{\"records\":[" + record.replace("\"A\"", "7") + "]}"),
                400,
                "JSON_PARSER_ERROR");
        refuses(
                send(crm, "PATCH", path, Map.of("Authorization", bearer, "Content-Type", "text/plain"), record),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
        refuses(send(crm, "PATCH", path.replace(SalesforceFake.KEY, "Name"), ours, "{}"), 404, "external ID field");
        refuses(query(crm, ours, "SELECT Id FROM Account WHERE Id='1' OR Id='2' AND Id='3'"), 400, "MALFORMED_QUERY");
        refuses(
                query(crm, ours, "SELECT Id FROM Account WHERE SystemModstamp > '2026-01-01T00:00:00Z'"),
                400,
                "INVALID_FIELD");
        refuses(query(crm, ours, "SELECT Nope FROM Account"), 400, "INVALID_FIELD");
        assertThat(crm.store().all("Account")).isEmpty();
    }

    private HttpResponse<String> query(FakeCrm crm, Map<String, String> ours, String soql) throws Exception {
        String path = SALESFORCE + "/query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8);
        return send(crm, "GET", path, ours, "");
    }

    @Test
    void hubspot() throws Exception {
        FakeCrm crm = opened(HubspotFake.start(Quirks.none()));
        String path = "/crm/v3/objects/companies/batch/upsert";
        refuses(send(crm, "POST", path, Map.of("Content-Type", JSON), "{}"), 401, "INVALID_AUTHENTICATION");
        Map<String, String> ours = Map.of("Authorization", "Bearer " + HubspotFake.TOKEN, "Content-Type", JSON);
        String input = "{\"id\":\"k%d\",\"idProperty\":\"tagline_key\",\"properties\":{\"name\":\"A\"}}";
        String many = IntStream.range(0, 101).mapToObj(input::formatted).collect(Collectors.joining(","));
        refuses(send(crm, "POST", path, ours, "{\"inputs\":[" + many + "]}"), 400, "maximum batch size");
        String byName = input.formatted(1).replace("tagline_key", "name");
        refuses(send(crm, "POST", path, ours, "{\"inputs\":[" + byName + "]}"), 400, "non-unique");
        String twice = input.formatted(1) + "," + input.formatted(1);
        refuses(send(crm, "POST", path, ours, "{\"inputs\":[" + twice + "]}"), 400, "Duplicate");
        String unknown = input.formatted(1) + "," + input.formatted(2).replace("\"name\"", "\"nope\"");
        refuses(send(crm, "POST", path, ours, "{\"inputs\":[" + unknown + "]}"), 400, "PROPERTY_DOESNT_EXIST");
        refuses(
                send(crm, "POST", "/crm/v3/objects/companies/search", ours, "{\"limit\":201}"),
                400,
                "VALIDATION_ERROR");
        assertThat(crm.store().all("companies")).isEmpty();
    }

    @Test
    void dynamics() throws Exception {
        FakeCrm crm = opened(DynamicsFake.start(Quirks.none()));
        String bearer = token(
                crm,
                "/" + DynamicsFake.TENANT + "/oauth2/v2.0/token",
                "grant_type=client_credentials&client_id=" + DynamicsFake.CLIENT_ID + "&client_secret="
                        + DynamicsFake.CLIENT_SECRET + "&scope=" + crm.uri() + "/.default");
        Map<String, String> bare = Map.of("Authorization", bearer, "Content-Type", JSON);
        refuses(send(crm, "GET", "/api/data/v9.2/WhoAmI", bare, ""), 400, "OData-Version");
        Map<String, String> ours = Map.of(
                "Authorization", bearer, "Content-Type", JSON, "OData-Version", "4.0", "OData-MaxVersion", "4.0");
        String multiple = "/api/data/v9.2/accounts/Microsoft.Dynamics.CRM.UpsertMultiple";
        String keyInside = "{\"Targets\":[{\"@odata.type\":\"Microsoft.Dynamics.CRM.account\","
                + "\"@odata.id\":\"accounts(tagline_key='k')\",\"tagline_key\":\"k\",\"name\":\"A\"}]}";
        refuses(send(crm, "POST", multiple, ours, keyInside), 400, "no key in its body");
        String good = keyInside.replace("\"tagline_key\":\"k\",", "");
        String bad = good.replace(
                "]}", "," + good.substring(12).replace("'k'", "'l'").replace("\"A\"", "null"));
        refuses(send(crm, "POST", multiple, ours, bad), 400, "Required");
        assertThat(crm.store().all("account")).as("all of it or nothing").isEmpty();
        Map<String, String> batch = Map.of(
                "Authorization",
                bearer,
                "Content-Type",
                "multipart/mixed;boundary=b",
                "OData-Version",
                "4.0",
                "OData-MaxVersion",
                "4.0");
        refuses(send(crm, "POST", "/api/data/v9.2/$batch", batch, "--b\r\n"), 400, "last boundary");
        refuses(
                send(crm, "GET", "/api/data/v9.2/accounts?$select=nope", ours, ""),
                400,
                "Could not find a property named");
    }

    @Test
    void odoo() throws Exception {
        FakeCrm crm = opened(OdooFake.start(Quirks.none()));
        Map<String, String> bare = Map.of("Authorization", "bearer " + OdooFake.API_KEY, "Content-Type", JSON);
        refuses(send(crm, "POST", "/json/2/res.partner/create", bare, "{}"), 401, "Invalid apikey");
        Map<String, String> ours = Map.of(
                "Authorization",
                "bearer " + OdooFake.API_KEY,
                "Content-Type",
                JSON,
                "X-Odoo-Database",
                OdooFake.DATABASE);
        refuses(send(crm, "POST", "/json/2/res.partner/create", ours, "{}"), 422, "vals_list");
        refuses(send(crm, "POST", "/json/2/no.model/create", ours, "{\"vals_list\":[]}"), 404, "does not exist");
        String halfBad = "{\"vals_list\":[{\"name\":\"A\"},{\"name\":\"B\",\"nope\":1}]}";
        refuses(send(crm, "POST", "/json/2/res.partner/create", ours, halfBad), 500, "Invalid field");
        assertThat(crm.store().all("res.partner")).as("a transaction").isEmpty();
        String stranger = "{\"jsonrpc\":\"2.0\",\"method\":\"call\",\"params\":{\"service\":\"object\","
                + "\"method\":\"execute_kw\",\"args\":[\"post\",7,\"wrong\",\"res.partner\",\"create\",[],{}]},\"id\":1}";
        refuses(send(crm, "POST", "/jsonrpc", Map.of("Content-Type", JSON), stranger), 200, "AccessDenied");
    }

    /** Whoever waits for the rest of an answer hears that there is none, and not by his own time limit. */
    @Test
    void connectionEndsWhereTheAnswerDoes() {
        for (Quirk quirk : List.of(Quirk.CUT_REPLY, Quirk.LOST_REPLY, Quirk.LOST_REQUEST)) {
            FakeCrm crm = opened(OdooFake.start(Quirks.seeded(1).with(quirk, 1)));
            HttpRequest request = HttpRequest.newBuilder(URI.create(crm.uri() + "/json/2/res.partner/create"))
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            // the time limit of a request is over when the answer begins
            assertThat(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                    .as("%s", quirk)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(IOException.class);
        }
    }

    /** Requests beyond the quota are refused and counted: by this the engine's budget is judged. */
    @Test
    void quotaIsCounted() throws Exception {
        FakeCrm crm = opened(HubspotFake.start(Quirks.none()));
        crm.limit(3, Duration.ofMinutes(1));
        Map<String, String> ours = Map.of("Authorization", "Bearer " + HubspotFake.TOKEN);
        for (int i = 0; i < 5; i++) {
            int status = send(crm, "GET", "/account-info/v3/details", ours, "").statusCode();
            assertThat(status).isEqualTo(i < 3 ? 200 : 429);
        }
        assertThat(crm.counts().overruns()).isEqualTo(2);
        assertThat(crm.counts().requests()).isEqualTo(5);
    }
}
