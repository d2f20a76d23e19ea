package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiTest {

    private static final List<Class<?>> DESCRIBED = List.of(
            Api.class,
            BenefitApi.class,
            CareApi.class,
            CaseApi.class,
            CrmApi.class,
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
            TrackingPages.class);
    private static final Set<String> NOT_FOR_PROGRAMS = Set.of("get /robots.txt");

    private static JsonNode description() throws IOException {
        try (InputStream in = OpenApiTest.class.getResourceAsStream("/openapi.json")) {
            return new JsonMapper().readTree(in);
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
}
