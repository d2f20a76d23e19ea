package io.tagline.hub.web;

import io.tagline.hub.customer.Channel;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.LifecycleStage;
import io.tagline.hub.customer.PartyRole;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.customer.Preference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stands in the form of a customer. It becomes the body that programs would send, so that both are read by one reader.
 *
 * @param id empty for a new one
 * @param contacts by channel, one in a line
 */
record CustomerForm(
        String id,
        int version,
        String source,
        String reference,
        String name,
        String segment,
        List<String> roles,
        String stage,
        Map<String, String> contacts,
        Map<String, String> preferences) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Where reps write down who no shop has told of. */
    private static final String DESK = "desk";

    static CustomerForm blank() {
        return new CustomerForm(
                "",
                0,
                DESK,
                "",
                "",
                "",
                List.of(PartyRole.PAYER.code()),
                LifecycleStage.ACTIVE.code(),
                Map.of(),
                Map.of());
    }

    /** @param shown with what who looks may see */
    static CustomerForm of(CustomerView shown) {
        return new CustomerForm(
                shown.id().toString(),
                shown.version(),
                shown.source(),
                shown.reference(),
                shown.name().map(Personal::value).orElse(""),
                shown.segment().orElse(""),
                shown.roles().stream().map(PartyRole::code).toList(),
                shown.stage().code(),
                shown.contacts().stream()
                        .collect(Collectors.groupingBy(
                                point -> point.channel().code(),
                                Collectors.mapping(point -> point.value().value(), Collectors.joining("\n")))),
                shown.preferences().entrySet().stream()
                        .collect(Collectors.toMap(wish -> wish.getKey().code(), Map.Entry::getValue)));
    }

    static CustomerForm of(MultiValueMap<String, String> fields, String id, int version) {
        Map<String, String> contacts = new LinkedHashMap<>();
        for (Channel channel : Channel.values()) {
            contacts.put(channel.code(), text(fields, "contact-" + channel.code()));
        }
        Map<String, String> preferences = new LinkedHashMap<>();
        for (Preference preference : Preference.values()) {
            preferences.put(preference.code(), text(fields, "preference-" + preference.code()));
        }
        return new CustomerForm(
                id,
                version,
                text(fields, "source"),
                text(fields, "reference"),
                text(fields, "name"),
                text(fields, "segment"),
                fields.getOrDefault("role", List.of()),
                text(fields, "stage"),
                contacts,
                preferences);
    }

    private static String text(MultiValueMap<String, String> fields, String name) {
        return Optional.ofNullable(fields.getFirst(name)).orElse("").strip();
    }

    /** As the API has it. */
    byte[] json(boolean isNew) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (isNew) {
            body.put("source", source);
            body.put("reference", reference);
        }
        put(body, "name", name);
        put(body, "segment", segment);
        body.put("roles", roles);
        put(body, "stage", stage);
        List<Map<String, String>> points = new ArrayList<>();
        contacts.forEach((channel, lines) -> lines.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(line -> points.add(Map.of("channel", channel, "value", line))));
        body.put("contacts", points);
        Map<String, Object> wishes = new LinkedHashMap<>();
        preferences.forEach((preference, value) -> put(wishes, preference, value));
        body.put("preferences", wishes);
        return JSON.writeValueAsBytes(body);
    }

    private static void put(Map<String, Object> body, String name, String value) {
        if (!value.isEmpty()) {
            body.put(name, value);
        }
    }

    /** All that is wrong, one thing too. */
    static List<Problem.Item> items(Problem problem) {
        return problem.problems().isEmpty()
                ? Stream.of(new Problem.Item("", problem.detail())).toList()
                : problem.problems();
    }
}
