package io.tagline.hub.crm.fake.http;

import io.tagline.hub.crm.fake.http.StoreRefusal.Why;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows as Dataverse's JSON has them: lookups are read as {@code _name_value} and written as {@code Name@odata.bind}, choices are whole
 * numbers, times have whole seconds.
 */
final class DynamicsTables {
    private static final Pattern BOUND =
            Pattern.compile("/?([a-z_]+)\\((?:([0-9a-f-]{36})|([a-z_]+)='((?:[^']|'')*)')\\)");

    private final FakeStore store;

    DynamicsTables(FakeStore store) {
        this.store = store;
    }

    static String set(FakeModel kind) {
        return kind.name() + "s";
    }

    static String id(FakeModel kind) {
        return kind.name() + "id";
    }

    /**
     * As a schema name has it: {@code tagline_account -> tagline_Account}, told apart by case; of the standard column that leads to one of
     * two tables, one for each: {@code customerid -> customerid_account}.
     */
    static String navigation(FakeField link) {
        if (link.name().equals("customerid")) {
            return link.name() + "_" + link.target().orElseThrow();
        }
        int start = link.name().indexOf('_') + 1;
        return link.name().substring(0, start)
                + Character.toUpperCase(link.name().charAt(start))
                + link.name().substring(start + 1);
    }

    FakeModel ofSet(String set) {
        return store.models().stream()
                .filter(kind -> set(kind).equals(set))
                .findFirst()
                .orElseThrow(
                        () -> new StoreRefusal(Why.NO_MODEL, set, "Resource not found for the segment '" + set + "'."));
    }

    /** The value under a column's name; the column must be there. */
    @Nullable
    Object value(FakeModel kind, FakeRow row, String column) {
        if (column.equals(id(kind))) {
            return row.id();
        }
        if (column.startsWith("_") && column.endsWith("_value")) {
            return row.value(known(kind, column.substring(1, column.length() - 6))
                            .name())
                    .orElse(null);
        }
        return switch (column) {
            case "createdon" -> row.created();
            case "modifiedon" -> row.modified();
            case "versionnumber" -> BigDecimal.valueOf(row.version());
            default -> row.value(known(kind, column).name()).orElse(null);
        };
    }

    /** Refuses a column that isn't there. */
    static void check(FakeModel kind, String column) {
        boolean system =
                List.of(id(kind), "createdon", "modifiedon", "versionnumber").contains(column);
        boolean lookup = column.startsWith("_") && column.endsWith("_value");
        if (!system) {
            known(kind, lookup ? column.substring(1, column.length() - 6) : column);
        }
    }

    private static FakeField known(FakeModel kind, String column) {
        return kind.field(column)
                .orElseThrow(() -> new StoreRefusal(
                        Why.NO_FIELD,
                        column,
                        "Could not find a property named '" + column + "' on type 'Microsoft.Dynamics.CRM."
                                + kind.name() + "'."));
    }

    ObjectNode json(FakeModel kind, FakeRow row, List<String> columns) {
        ObjectNode node = Request.JSON.createObjectNode();
        node.put("@odata.etag", etag(row)).put(id(kind), row.id());
        for (String column : columns) {
            Object value = value(kind, row, column);
            if (value == null) {
                node.putNull(column);
            } else if (value instanceof BigDecimal number) {
                node.put(column, number);
            } else if (value instanceof Boolean flag) {
                node.put(column, flag);
            } else if (value instanceof Instant at) {
                node.put(column, at.truncatedTo(ChronoUnit.SECONDS).toString());
            } else if (kind.field(column)
                    .map(field -> field.type() == FakeField.Type.CHOICE)
                    .orElse(false)) {
                node.put(column, Integer.parseInt(value.toString()));
            } else {
                node.put(column, value.toString());
            }
        }
        return node;
    }

    static String etag(FakeRow row) {
        return "W/\"" + row.version() + "\"";
    }

    Map<String, @Nullable Object> values(FakeModel kind, JsonNode body) {
        Map<String, @Nullable Object> values = new TreeMap<>();
        body.properties().forEach(entry -> {
            String name = entry.getKey();
            if (name.endsWith("@odata.bind")) {
                bind(kind, values, name.substring(0, name.indexOf('@')), entry.getValue());
            } else if (!name.startsWith("@")) {
                FakeField field = kind.field(name)
                        .filter(known -> known.type() != FakeField.Type.LINK)
                        .orElseThrow(() -> undeclared(name));
                values.put(name, stored(field, entry.getValue()));
            }
        });
        return values;
    }

    private void bind(FakeModel kind, Map<String, @Nullable Object> values, String navigation, JsonNode target) {
        FakeField link = kind.fields().values().stream()
                .filter(field ->
                        field.type() == FakeField.Type.LINK && navigation(field).equals(navigation))
                .findFirst()
                .orElseThrow(() -> undeclared(navigation));
        if (target.isNull()) {
            values.put(link.name(), null);
            return;
        }
        values.put(
                link.name(),
                row(link.target().orElseThrow(), target.asString(""))
                        .map(FakeRow::id)
                        .orElseThrow(() ->
                                new StoreRefusal(Why.NO_LINK, link.name(), target.asString("") + " Does Not Exist")));
    }

    /** "Use an alternate key to reference a record": by id, or by one key. */
    private Optional<FakeRow> row(String model, String path) {
        Matcher bound = BOUND.matcher(path);
        if (!bound.matches() || !bound.group(1).equals(set(store.model(model)))) {
            throw new StoreRefusal(Why.BAD_TYPE, model, "Invalid reference " + path);
        }
        if (bound.group(2) != null) {
            return store.find(model, bound.group(2));
        }
        if (!store.model(model).keyField().equals(bound.group(3))) {
            throw new StoreRefusal(Why.NO_FIELD, bound.group(3), "Entity key " + bound.group(3) + " not found");
        }
        return store.withKey(model, bound.group(4).replace("''", "'")).stream().findFirst();
    }

    private static StoreRefusal undeclared(String name) {
        return new StoreRefusal(
                Why.NO_FIELD,
                name,
                "Error identified in Payload provided by the user: An undeclared property '" + name
                        + "' which only has property annotations in the payload but no property value was found");
    }

    private static @Nullable Object stored(FakeField field, JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        boolean right =
                switch (field.type()) {
                    case NUMBER, CHOICE -> node.isNumber();
                    case FLAG -> node.isBoolean();
                    default -> node.isString();
                };
        if (!right) {
            throw new StoreRefusal(
                    Why.BAD_TYPE, field.name(), "Cannot convert the literal to the expected type of " + field.name());
        }
        try {
            return switch (field.type()) {
                case TEXT, LINK -> node.stringValue();
                case CHOICE -> String.valueOf(node.intValue());
                case NUMBER -> node.decimalValue().stripTrailingZeros();
                case FLAG -> node.booleanValue();
                case DAY -> LocalDate.parse(node.stringValue());
                case MOMENT -> Instant.parse(node.stringValue()).truncatedTo(ChronoUnit.SECONDS);
            };
        } catch (DateTimeException bad) {
            throw new StoreRefusal(Why.BAD_TYPE, field.name(), "Cannot convert the literal to Edm.DateTimeOffset");
        }
    }
}
