package io.tagline.hub.web;

import io.tagline.hub.body.BodyNode;
import io.tagline.hub.customer.Channel;
import io.tagline.hub.customer.ContactForms;
import io.tagline.hub.customer.ContactPoint;
import io.tagline.hub.customer.CustomerDocument;
import io.tagline.hub.customer.LifecycleStage;
import io.tagline.hub.customer.PartyRole;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.customer.Preference;
import io.tagline.hub.party.CustomerId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/** Bodies of requests about customers, or everything that is wrong with them. Confined to one request. */
final class CustomerReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final int LONGEST = 200;
    private static final int LONGEST_CONTACT = 254;
    private static final int LONGEST_REFERENCE = 100;

    private final ContactForms forms;
    private final List<Problem.Item> problems = new ArrayList<>();

    CustomerReader(ContactForms forms) {
        this.forms = forms;
    }

    /** A customer to make. */
    record Draft(String source, String reference, CustomerDocument document) {}

    /** A contact point that was tried. */
    record Tried(Channel channel, String value) {}

    Draft draft(byte[] json) {
        return read(json, body -> {
            Optional<String> source = body.requiredText("source", LONGEST);
            if (source.isPresent() && !SOURCE.matcher(source.get()).matches()) {
                problem(body.path("source"), "expected 1 to 64 lower-case letters, digits and hyphens");
            }
            Optional<String> reference = body.requiredText("reference", LONGEST_REFERENCE);
            Optional<CustomerDocument> document = fields(body);
            return source.flatMap(s -> reference.flatMap(r -> document.map(d -> new Draft(s, r, d))));
        });
    }

    CustomerDocument document(byte[] json) {
        return read(json, this::fields);
    }

    Tried tried(byte[] json) {
        return read(json, body -> {
            body.require("channel");
            Optional<Channel> channel = body.parsed("channel", LONGEST, Channel::parse);
            Optional<String> value = body.requiredText("value", LONGEST_CONTACT);
            return channel.flatMap(c -> value.map(v -> new Tried(c, v)));
        });
    }

    CustomerId other(byte[] json) {
        return read(json, body -> {
            body.require("customer");
            return body.parsed("customer", LONGEST, CustomerReader::id);
        });
    }

    private static CustomerId id(String text) {
        try {
            return new CustomerId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + text + "\": expected the id of a customer", e);
        }
    }

    private Optional<CustomerDocument> fields(BodyNode body) {
        Optional<Personal> name = body.text("name", LONGEST).map(Personal::new);
        Optional<String> segment = body.text("segment", LONGEST_REFERENCE);
        Set<PartyRole> roles = Set.copyOf(body.texts("roles", PartyRole.values().length, PartyRole::parse));
        Optional<LifecycleStage> stage = body.parsed("stage", LONGEST, LifecycleStage::parse);
        List<ContactPoint> contacts = body.anyObjects("contacts", CustomerDocument.MOST_CONTACTS, this::contact);
        Map<Preference, String> preferences = new EnumMap<>(Preference.class);
        Optional<Boolean> unused = body.object("preferences", wanted -> {
            for (Preference preference : Preference.values()) {
                wanted.parsed(preference.code(), LONGEST, preference::check)
                        .ifPresent(value -> preferences.put(preference, value));
            }
            return Optional.of(true);
        });
        return Optional.of(new CustomerDocument(
                name,
                segment,
                roles.isEmpty() ? Set.of(PartyRole.PAYER) : roles,
                stage.orElse(LifecycleStage.ACTIVE),
                contacts,
                preferences));
    }

    private Optional<ContactPoint> contact(BodyNode body) {
        body.require("channel");
        Optional<Channel> channel = body.parsed("channel", LONGEST, Channel::parse);
        Optional<String> country = body.parsed("country", LONGEST, CustomerReader::country);
        body.require("value");
        return body.parsed(
                "value", LONGEST_CONTACT, text -> forms.point(channel.orElse(Channel.POSTAL), text, country));
    }

    private static String country(String text) {
        if (!COUNTRIES.contains(text)) {
            throw new IllegalArgumentException("\"" + text + "\": expected a country of ISO 3166-1, e.g. CA");
        }
        return text;
    }

    private <T> T read(byte[] json, Function<BodyNode, Optional<T>> reader) {
        Optional<T> result;
        try {
            result = BodyNode.read(JSON.readTree(json), "$", this::problem, reader);
        } catch (JacksonException e) {
            throw new ProblemException(Problem.of(
                    HttpStatus.BAD_REQUEST,
                    "not-json",
                    "body is not JSON, at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": expected an object"));
        }
        if (result.isEmpty() || !problems.isEmpty()) {
            Problem.Item first = problems.get(0);
            String detail = problems.size() == 1
                    ? first.path() + ": " + first.message()
                    : problems.size() + " problems, the first is " + first.path() + ": " + first.message();
            throw new ProblemException(
                    Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "customer-refused", detail, problems));
        }
        return result.get();
    }

    private void problem(String path, String message) {
        problems.add(new Problem.Item(path, message));
    }
}
