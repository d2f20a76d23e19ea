package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.SharedHub;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static final List<Class<?>> DESCRIBED = List.of(
            Api.class,
            BenefitApi.class,
            CareApi.class,
            CaseApi.class,
            CrmApi.class,
            CrmConflictApi.class,
            CrmHookApi.class,
            CustomerApi.class,
            CustomerActsApi.class,
            CustomerTimelineApi.class,
            ImportApi.class,
            DeadLetterApi.class,
            LoadApi.class,
            NoticeApi.class,
            NoticeChoiceApi.class,
            Operations.class,
            PromiseApi.class,
            TagApi.class,
            TrackingPages.class);
    private static final Set<String> NOT_FOR_PROGRAMS = Set.of("get /robots.txt");

    private static JsonNode description() throws IOException {
        try (InputStream in = OpenApiTest.class.getResourceAsStream("/openapi.json")) {
            return JSON.readTree(in);
        }
    }

    @Test
    void theDescriptionNamesEveryOperationAndNoOther() throws IOException {
        Set<String> served = new TreeSet<>();
        for (Class<?> controller : DESCRIBED) {
            RequestMapping prefix = AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
            for (Method method : controller.getDeclaredMethods()) {
                RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
                if (mapping != null) {
                    served.add(mapping.method()[0].name().toLowerCase(Locale.ROOT) + " "
                            + (prefix == null ? "" : prefix.path()[0]) + mapping.path()[0]);
                }
            }
        }
        served.removeAll(NOT_FOR_PROGRAMS);
        Set<String> described = new TreeSet<>();
        JsonNode paths = description().get("paths");
        for (String path : paths.propertyNames()) {
            for (String key : paths.get(path).propertyNames()) {
                if (!key.equals("parameters")) {
                    described.add(key + " " + path);
                }
            }
        }
        assertThat(described).isEqualTo(served);
    }

    @Test
    void everyReferenceInTheDescriptionLeadsSomewhere() throws IOException {
        JsonNode description = description();
        Pattern.compile("\"\\$ref\":\"#([^\"]+)\"")
                .matcher(description.toString())
                .results()
                .forEach(reference -> assertThat(
                                description.at(reference.group(1)).isMissingNode())
                        .as(reference.group(1))
                        .isFalse());
    }

    @Test
    void everyAnswerHasAnExampleOfItsForm() throws IOException {
        JsonNode description = description();
        List<String> wrong = new ArrayList<>();
        JsonNode paths = description.get("paths");
        for (String path : paths.propertyNames()) {
            for (String method : paths.get(path).propertyNames()) {
                JsonNode answers = paths.get(path).get(method).path("responses");
                for (String status : answers.propertyNames()) {
                    JsonNode body = answers.get(status).path("content").path("application/json");
                    if (status.startsWith("2") && body.has("schema")) {
                        JsonNode schema = body.get("schema");
                        JsonNode example = body.has("example")
                                ? body.get("example")
                                : resolved(description, schema).path("example");
                        String where = method + " " + path + " " + status;
                        if (example.isMissingNode()) {
                            wrong.add(where + ": no example");
                        } else {
                            compare(description, schema, example, where, wrong);
                        }
                    }
                }
                if (path.startsWith("/api/") && !method.equals("parameters") && !answers.has("429")) {
                    wrong.add(method + " " + path + ": no 429");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void realAnswersHaveTheDescribedForm() throws Exception {
        SharedHub hub = SharedHub.get();
        String number = SharedHub.s10(65_000_001);
        String unused = hub.order("described", number);
        assertThat(hub.put("/api/v1/parcels/" + number + "/tag", "{\"epc\":\"3034257BF7194E400005BB01\"}")
                        .statusCode())
                .isEqualTo(200);
        JsonNode description = description();
        List<String> wrong = new ArrayList<>();
        JsonNode reported = JSON.readTree(
                hub.report(number, "arrived", "2026-01-03T20:30:00Z").body());
        compare(description, schema(description, "Reported"), reported, "report", wrong);
        JsonNode order = get(hub, "/api/v1/orders/shop/described");
        compare(description, schema(description, "Order"), order, "order", wrong);
        String customer = order.get("customer").get("id").stringValue();
        Map<String, String> looks = Map.of(
                "/api/v1/parcels/" + number,
                "Parcel",
                "/api/v1/parcels/" + number + "/tags",
                "Tags",
                "/api/v1/parcels/" + number + "/promises",
                "Promises",
                "/api/v1/customers/" + customer,
                "CustomerFile",
                "/api/v1/customers?q=" + number,
                "CustomersFound",
                "/api/v1/fleet",
                "Fleet",
                "/api/v1/cases",
                "Cases",
                "/api/v1/answers",
                "Answers",
                "/health/live",
                "Status");
        for (Map.Entry<String, String> look : looks.entrySet()) {
            JsonNode answer = get(hub, look.getKey());
            compare(description, schema(description, look.getValue()), answer, look.getKey(), wrong);
        }
        assertThat(wrong).isEmpty();
    }

    private static JsonNode get(SharedHub hub, String path) throws Exception {
        HttpResponse<String> answer = hub.send(hub.withKey(path));
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static JsonNode schema(JsonNode description, String name) {
        return description.get("components").get("schemas").get(name);
    }

    private static JsonNode resolved(JsonNode description, JsonNode schema) {
        JsonNode at = schema;
        while (at.has("$ref")) {
            at = description.at(at.get("$ref").stringValue().substring(1));
        }
        return at;
    }

    /** Every field that must be there is, and none that the description does not know. */
    private static void compare(
            JsonNode description, JsonNode described, JsonNode value, String where, List<String> wrong) {
        JsonNode schema = resolved(description, described);
        if (value.isObject() && schema.has("properties")) {
            JsonNode known = schema.get("properties");
            for (JsonNode required : schema.path("required")) {
                if (!value.has(required.stringValue())) {
                    wrong.add(where + ": " + required.stringValue() + " missing");
                }
            }
            for (String name : value.propertyNames()) {
                if (known.has(name)) {
                    compare(description, known.get(name), value.get(name), where + "." + name, wrong);
                } else if (!schema.has("additionalProperties")) {
                    wrong.add(where + ": " + name + " is not described");
                }
            }
        } else if (value.isArray() && schema.has("items")) {
            value.forEach(item -> compare(description, schema.get("items"), item, where + "[]", wrong));
        }
    }
}
