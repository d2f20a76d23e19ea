package io.tagline.hub.crm.fake.http;

import io.tagline.hub.crm.fake.http.SalesforceDialect.Refused;
import io.tagline.hub.crm.fake.http.Soql.Condition;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * "Query" and "QueryAll": {@code totalSize}, {@code done}, {@code records}, and {@code nextRecordsUrl} where a page was cut, whose
 * locator serves once ("QueryLocator", SOAP API Developer Guide). Text is compared without regard to case, as SOQL does.
 */
final class SalesforceQueries {
    private final FakeStore store;
    private final Quirks quirks;
    private final String data;
    private final Map<String, List<ObjectNode>> rest = new ConcurrentHashMap<>();
    private final AtomicLong cursors = new AtomicLong();

    SalesforceQueries(FakeStore store, Quirks quirks, String data) {
        this.store = store;
        this.quirks = quirks;
        this.data = data;
    }

    Reply answer(Request request, Optional<String> locator) {
        if (locator.isPresent()) {
            List<ObjectNode> records = rest.remove(locator.get());
            if (records == null) {
                throw new Refused(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
            }
            return page(records);
        }
        String text = request.query().get("q");
        if (text == null) {
            throw new Refused(400, "MALFORMED_QUERY", "A query string has to be specified");
        }
        try {
            return page(run(Soql.parse(text), request.path().endsWith("queryAll")));
        } catch (Soql.Malformed malformed) {
            throw new Refused(400, "MALFORMED_QUERY", String.valueOf(malformed.getMessage()));
        } catch (StoreRefusal refusal) {
            throw new Refused(400, "INVALID_TYPE", "sObject type '" + refusal.what + "' is not supported.");
        }
    }

    private Reply page(List<ObjectNode> records) {
        int most = quirks.strikes(Quirk.SHORT_PAGES) ? Math.max(1, records.size() / 2) : 2000;
        ObjectNode body = Request.JSON.createObjectNode();
        body.put("totalSize", records.size()).put("done", records.size() <= most);
        ArrayNode list = body.putArray("records");
        records.stream().limit(most).forEach(list::add);
        if (records.size() > most) {
            String locator = "01g" + cursors.incrementAndGet() + "-" + most;
            rest.put(locator, List.copyOf(records.subList(most, records.size())));
            body.put("nextRecordsUrl", data + "/query/" + locator);
        }
        return Reply.json(200, body);
    }

    private List<ObjectNode> run(Soql query, boolean deleted) {
        FakeModel kind = store.model(query.from());
        query.fields().forEach(field -> known(kind, field));
        query.orderBy().forEach(field -> known(kind, field));
        IdentityHashMap<Condition, List<@Nullable Object>> literals = new IdentityHashMap<>();
        query.eachComparison(condition -> {
            known(kind, condition.field());
            List<@Nullable Object> with = new ArrayList<>();
            condition.with().forEach(literal -> with.add(literal(kind, condition.field(), literal)));
            literals.put(condition, with);
        });
        List<FakeRow> found = new ArrayList<>();
        for (FakeRow row : candidates(kind, query)) {
            if ((deleted || !row.deleted())
                    && query.where()
                            .map(where -> holds(kind, row, where, literals))
                            .orElse(true)) {
                found.add(row);
            }
        }
        Comparator<FakeRow> order = Comparator.comparing(FakeRow::model); // they have one
        for (String field : query.orderBy()) {
            order = order.thenComparing((a, b) -> compare(value(kind, a, field), value(kind, b, field)));
        }
        return found.stream()
                .sorted(order)
                .limit(query.limit())
                .map(row -> json(kind, row, query.fields()))
                .toList();
    }

    /** By an index where there is one, as a real one would. */
    private Collection<FakeRow> candidates(FakeModel kind, Soql query) {
        Optional<Condition> in = query.where().filter(where -> where.op().equals("IN"));
        boolean byKey =
                in.filter(where -> where.field().equals(kind.keyField())).isPresent();
        boolean byId = in.filter(where -> where.field().equals("Id")).isPresent();
        if (!byKey && !byId) {
            return store.everything(kind.name());
        }
        Set<FakeRow> rows = new LinkedHashSet<>();
        for (String literal : in.get().with()) {
            String text = Soql.unquoted(literal).orElse("");
            rows.addAll(byKey ? store.withKey(kind.name(), text) : store.ofId(kind.name(), text));
        }
        return rows;
    }

    private ObjectNode json(FakeModel kind, FakeRow row, List<String> fields) {
        ObjectNode record = Request.JSON.createObjectNode();
        record.putObject("attributes")
                .put("type", row.model())
                .put("url", data + "/sobjects/" + row.model() + "/" + row.id());
        for (String field : fields) {
            int dot = field.indexOf('.');
            if (dot < 0) {
                SalesforceValues.put(record, field, value(kind, row, field));
            } else if (record.path(field.substring(0, dot)) instanceof ObjectNode linked) {
                SalesforceValues.put(linked, field.substring(dot + 1), value(kind, row, field));
            } else if (value(kind, row, linkName(kind, field)) == null) {
                record.putNull(field.substring(0, dot));
            } else {
                SalesforceValues.put(
                        record.putObject(field.substring(0, dot)), field.substring(dot + 1), value(kind, row, field));
            }
        }
        return record;
    }

    private boolean holds(
            FakeModel kind,
            FakeRow row,
            Condition condition,
            IdentityHashMap<Condition, List<@Nullable Object>> literals) {
        if (condition.op().equals("AND")) {
            return condition.parts().stream().allMatch(part -> holds(kind, row, part, literals));
        }
        if (condition.op().equals("OR")) {
            return condition.parts().stream().anyMatch(part -> holds(kind, row, part, literals));
        }
        List<@Nullable Object> with = Objects.requireNonNull(literals.get(condition));
        Object value = value(kind, row, condition.field());
        if (condition.op().equals("IN")) {
            return with.stream().anyMatch(one -> compare(value, one) == 0);
        }
        Object other = with.get(0);
        boolean nothing = value == null || other == null;
        int order = nothing ? 0 : compare(value, other);
        return switch (condition.op()) {
            case "=" -> compare(value, other) == 0;
            case "!=" -> compare(value, other) != 0;
            case ">" -> !nothing && order > 0;
            case ">=" -> !nothing && order >= 0;
            case "<" -> !nothing && order < 0;
            default -> !nothing && order <= 0;
        };
    }

    private @Nullable Object value(FakeModel kind, FakeRow row, String field) {
        int dot = field.indexOf('.');
        if (dot > 0) {
            FakeField link = kind.field(linkName(kind, field)).orElseThrow();
            FakeModel target = store.model(link.target().orElseThrow());
            return row.value(link.name())
                    .flatMap(id -> store.find(target.name(), id.toString()))
                    .map(other -> value(target, other, field.substring(dot + 1)))
                    .orElse(null);
        }
        return switch (field) {
            case "Id" -> row.id();
            case "LastModifiedById" ->
                row.changedBy().equals(FakeStore.API) ? SalesforceFake.USER : "005000000000777AAA";
            case "CreatedDate" -> row.created();
            case "SystemModstamp", "LastModifiedDate" -> row.modified();
            case "IsDeleted" -> row.deleted();
            default -> row.value(field).orElse(null);
        };
    }

    private static String linkName(FakeModel kind, String path) {
        String relationship = path.substring(0, path.indexOf('.'));
        return SalesforceDialect.linkOf(kind, relationship)
                .orElseThrow(() -> new Refused(
                        400, "INVALID_FIELD", "Didn't understand relationship '" + relationship + "' in field path."))
                .name();
    }

    private void known(FakeModel kind, String field) {
        if (field.indexOf('.') > 0) {
            FakeField link = kind.field(linkName(kind, field)).orElseThrow();
            known(store.model(link.target().orElseThrow()), field.substring(field.indexOf('.') + 1));
        } else if (type(kind, field) == null) {
            throw new Refused(400, "INVALID_FIELD", "No such column '" + field + "' on entity '" + kind.name() + "'.");
        }
    }

    private static FakeField.@Nullable Type type(FakeModel kind, String field) {
        return switch (field) {
            case "Id", "LastModifiedById" -> FakeField.Type.TEXT;
            case "CreatedDate", "SystemModstamp", "LastModifiedDate" -> FakeField.Type.MOMENT;
            case "IsDeleted" -> FakeField.Type.FLAG;
            default -> kind.field(field).map(FakeField::type).orElse(null);
        };
    }

    private static @Nullable Object literal(FakeModel kind, String field, String literal) {
        if (literal.equalsIgnoreCase("null")) {
            return null;
        }
        FakeField.Type type = type(kind, field);
        Optional<String> text = Soql.unquoted(literal);
        boolean textual = type == FakeField.Type.TEXT || type == FakeField.Type.CHOICE || type == FakeField.Type.LINK;
        if (textual != text.isPresent()) {
            throw new Refused(
                    400,
                    "INVALID_FIELD",
                    "value of filter criterion for field '" + field + "' must be of type " + type + " and should"
                            + (textual ? "" : " not") + " be enclosed in quotes");
        }
        try {
            if (text.isPresent()) {
                return text.get();
            }
            return type == FakeField.Type.MOMENT
                    ? OffsetDateTime.parse(literal).toInstant()
                    : type == FakeField.Type.DAY
                            ? LocalDate.parse(literal)
                            : type == FakeField.Type.FLAG ? Boolean.valueOf(literal) : new BigDecimal(literal);
        } catch (DateTimeException | NumberFormatException bad) {
            throw new Refused(400, "MALFORMED_QUERY", "unexpected token: " + literal);
        }
    }

    private static int compare(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return a == b ? 0 : a == null ? -1 : 1;
        }
        if (a instanceof Instant one && b instanceof Instant two) {
            return one.compareTo(two);
        }
        if (a instanceof LocalDate one && b instanceof LocalDate two) {
            return one.compareTo(two);
        }
        if (a instanceof BigDecimal one && b instanceof BigDecimal two) {
            return one.compareTo(two);
        }
        return a.toString().toLowerCase(Locale.ROOT).compareTo(b.toString().toLowerCase(Locale.ROOT));
    }
}
