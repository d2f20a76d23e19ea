package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Values as text in the store: a sign for the kind, then the value. Stateless. */
final class ValueText {
    private static final JsonMapper JSON = new JsonMapper();

    private ValueText() {}

    /** The fields as a JSON object of texts. */
    static String json(Map<String, Value> fields) {
        ObjectNode object = JSON.createObjectNode();
        fields.forEach((name, value) -> object.put(name, of(value)));
        return object.toString();
    }

    /** @throws IllegalStateException if that is nothing that {@link #json} has written */
    static SortedMap<String, Value> fields(String json) {
        SortedMap<String, Value> fields = new TreeMap<>();
        texts(json).forEach((name, text) -> fields.put(name, value(text)));
        return fields;
    }

    /** Texts by name as a JSON object. */
    static String jsonOfTexts(Map<String, String> texts) {
        ObjectNode object = JSON.createObjectNode();
        texts.forEach(object::put);
        return object.toString();
    }

    static SortedMap<String, String> texts(String json) {
        try {
            SortedMap<String, String> texts = new TreeMap<>();
            for (Map.Entry<String, JsonNode> field : JSON.readTree(json).properties()) {
                texts.put(field.getKey(), field.getValue().stringValue());
            }
            return texts;
        } catch (JacksonException e) {
            throw new IllegalStateException("fields of a CRM record in the store are no JSON object of texts", e);
        }
    }

    static String of(Value value) {
        if (value instanceof Value.Text text) {
            return "t" + text.text();
        }
        if (value instanceof Value.Decimal decimal) {
            return "n" + decimal.number().toPlainString();
        }
        if (value instanceof Value.Flag flag) {
            return flag.set() ? "f1" : "f0";
        }
        if (value instanceof Value.Day day) {
            return "d" + day.day();
        }
        if (value instanceof Value.Moment moment) {
            return "m" + moment.at().toEpochMilli();
        }
        if (value instanceof Value.Link link) {
            return "l" + link.model() + "\n" + link.key() + "\n"
                    + link.remoteId().orElse("");
        }
        return "-";
    }

    /** As {@link #of}, without what a CRM calls a linked record: that is found out on the way. */
    static String known(Value value) {
        return value instanceof Value.Link link ? "l" + link.model() + "\n" + link.key() : of(value);
    }

    static Value value(String text) {
        String rest = text.substring(1);
        return switch (text.charAt(0)) {
            case 't' -> new Value.Text(rest);
            case 'n' -> new Value.Decimal(new BigDecimal(rest));
            case 'f' -> new Value.Flag(rest.equals("1"));
            case 'd' -> new Value.Day(LocalDate.parse(rest));
            case 'm' -> new Value.Moment(Instant.ofEpochMilli(Long.parseLong(rest)));
            case 'l' -> link(rest.split("\n", -1));
            case '-' -> new Value.Nothing();
            default ->
                throw new IllegalStateException("value of kind \"" + text.charAt(0) + "\": expected one we write");
        };
    }

    private static Value link(String[] parts) {
        return new Value.Link(parts[0], parts[1], parts[2].isEmpty() ? Optional.empty() : Optional.of(parts[2]));
    }

    /**
     * What somebody typed, as the kind of value that the field has now.
     *
     * @throws IllegalArgumentException if it is no such value
     */
    static Value typed(Value now, String text) {
        try {
            if (text.isEmpty()) {
                return new Value.Nothing();
            }
            if (now instanceof Value.Decimal) {
                return new Value.Decimal(new BigDecimal(text));
            }
            if (now instanceof Value.Flag) {
                return new Value.Flag(Boolean.parseBoolean(text));
            }
            if (now instanceof Value.Day) {
                return new Value.Day(LocalDate.parse(text));
            }
            if (now instanceof Value.Moment) {
                return new Value.Moment(Instant.parse(text));
            }
            return now instanceof Value.Link link
                    ? new Value.Link(link.model(), link.key(), Optional.of(text))
                    : new Value.Text(text);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("\"" + text + "\": expected a value like " + plain(now), e);
        }
    }

    /** For people. */
    static String plain(Value value) {
        if (value instanceof Value.Moment moment) {
            return moment.at().toString();
        }
        if (value instanceof Value.Link link) {
            return link.remoteId().orElse(link.model() + " " + link.key());
        }
        if (value instanceof Value.Flag flag) {
            return String.valueOf(flag.set());
        }
        return of(value).substring(1);
    }

    /** Whether a CRM that drops trailing blanks and milliseconds would call them the same. */
    static boolean same(Value one, Value other) {
        if (one instanceof Value.Moment a && other instanceof Value.Moment b) {
            return a.at().truncatedTo(ChronoUnit.SECONDS).equals(b.at().truncatedTo(ChronoUnit.SECONDS));
        }
        if (one instanceof Value.Link a && other instanceof Value.Link b) {
            return (a.remoteId().isPresent() && b.remoteId().isPresent())
                    ? a.remoteId().equals(b.remoteId())
                    : a.key().equals(b.key());
        }
        return text(one).equals(text(other));
    }

    private static String text(Value value) {
        return value instanceof Value.Text text && text.text().isBlank()
                ? "-"
                : of(value).stripTrailing();
    }
}
