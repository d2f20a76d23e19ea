package io.tagline.hub.crm.fake.http;

import io.tagline.hub.crm.fake.http.StoreRefusal.Why;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * "Query data using the Web API": $select, $filter, $orderby, $top, and pages by {@code @odata.nextLink}. A link says itself which rows the
 * page before it ended with ("Page results using OData", {@code pagingcookie}), so it may be followed again. Text knows no case.
 */
final class DynamicsQueries {
    private static final Pattern EXPAND = Pattern.compile("([A-Za-z_]+)\\(\\$select=([a-z_,]+)\\)");

    private static final Pattern IN = Pattern.compile(
            "Microsoft\\.Dynamics\\.CRM\\.In\\(PropertyName='([a-z_]+)',PropertyValues=\\[(.*)]\\)", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final int MOST_LINKS = 1_000;

    private final FakeStore store;
    private final Quirks quirks;
    private final DynamicsTables tables;
    private final String base;
    /** What was left when a link was given: of the newest links, so that long runs fit. */
    private final Map<String, List<ObjectNode>> rest = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<ObjectNode>> eldest) {
            return size() > MOST_LINKS;
        }
    });

    private final AtomicLong cookies = new AtomicLong();

    DynamicsQueries(FakeStore store, Quirks quirks, DynamicsTables tables, String base) {
        this.store = store;
        this.quirks = quirks;
        this.tables = tables;
        this.base = base;
    }

    Reply answer(FakeModel kind, Map<String, String> query) {
        String cookie = query.get("$skiptoken");
        if (cookie != null) {
            List<ObjectNode> records = rest.get(cookie);
            return records == null
                    ? DynamicsDialect.error(400, "0x80040203", "Invalid paging cookie")
                    : page(kind, records);
        }
        List<String> select = list(query.getOrDefault("$select", ""));
        if (select.isEmpty()) {
            return DynamicsDialect.error(400, "0x80040203", "the fake wants a $select, as the documents advise");
        }
        select.forEach(column -> DynamicsTables.check(kind, column));
        List<FakeRow> found = new ArrayList<>();
        Optional<ODataFilter> filter = Optional.ofNullable(query.get("$filter"))
                .map(text -> new ODataFilter(text, (one, row) -> holds(kind, (FakeRow) row, one)));
        for (FakeRow row : candidates(kind, query.getOrDefault("$filter", ""))) {
            if (filter.map(it -> it.holds(row)).orElse(true)) {
                found.add(row);
            }
        }
        Comparator<FakeRow> order = Comparator.comparing(FakeRow::model); // they have one
        for (String column : list(query.getOrDefault("$orderby", ""))) {
            order = order.thenComparing(
                    (a, b) -> compare(tables.value(kind, a, column), tables.value(kind, b, column)));
        }
        int top = Integer.parseInt(query.getOrDefault("$top", "5000"));
        return page(
                kind,
                found.stream()
                        .sorted(order)
                        .limit(top)
                        .map(row -> expanded(kind, row, tables.json(kind, row, select), query))
                        .toList());
    }

    /** Rows that the filter is tried on: a list of keys or ids goes by the index. */
    private Collection<FakeRow> candidates(FakeModel kind, String filter) {
        Matcher list = IN.matcher(filter);
        boolean byKey = list.matches() && list.group(1).equals(kind.keyField());
        if (!byKey && !(list.matches() && list.group(1).equals(DynamicsTables.id(kind)))) {
            return store.all(kind.name());
        }
        List<String> wanted = TEXT.matcher(list.group(2))
                .results()
                .map(text -> text.group(1).replaceAll("\\\\(.)", "$1"))
                .toList();
        // keys are told apart without regard to case
        Set<FakeRow> rows = new LinkedHashSet<>();
        for (String text : wanted) {
            rows.addAll(
                    byKey
                            ? store.withKey(kind.name(), text)
                            : store.find(kind.name(), text).stream().toList());
        }
        return rows;
    }

    /** {@code $expand=tagline_Account($select=tagline_key)}: columns of the row that a lookup points to. */
    private ObjectNode expanded(FakeModel kind, FakeRow row, ObjectNode json, Map<String, String> query) {
        Matcher wanted = EXPAND.matcher(query.getOrDefault("$expand", ""));
        while (wanted.find()) {
            FakeField link = kind.fields().values().stream()
                    .filter(field -> field.type() == FakeField.Type.LINK
                            && DynamicsTables.navigation(field).equals(wanted.group(1)))
                    .findFirst()
                    .orElseThrow(() -> new StoreRefusal(
                            Why.NO_FIELD,
                            wanted.group(1),
                            "Could not find a property named '" + wanted.group(1) + "'"));
            FakeModel target = store.model(link.target().orElseThrow());
            row.value(link.name())
                    .flatMap(id -> store.find(target.name(), id.toString()))
                    .ifPresent(other -> json.set(wanted.group(1), tables.json(target, other, list(wanted.group(2)))));
        }
        return json;
    }

    private Reply page(FakeModel kind, List<ObjectNode> records) {
        int most = quirks.strikes(Quirk.SHORT_PAGES) ? Math.max(1, records.size() / 2) : 5000;
        ObjectNode body = Request.JSON.createObjectNode();
        ArrayNode value = body.putArray("value");
        records.stream().limit(most).forEach(value::add);
        if (records.size() > most) {
            String cookie = "cookie-" + cookies.incrementAndGet();
            rest.put(cookie, List.copyOf(records.subList(most, records.size())));
            body.put("@odata.nextLink", base + "/" + DynamicsTables.set(kind) + "?$skiptoken=" + cookie);
        }
        return Reply.json(200, body);
    }

    private boolean holds(FakeModel kind, FakeRow row, ODataFilter.Comparison one) {
        Object value = tables.value(kind, row, one.field());
        if (one.op().equals("in")) {
            return one.with().stream().anyMatch(literal -> compare(value, literal(value, literal)) == 0);
        }
        String literal = one.with().get(0);
        if (literal.equals("null")) {
            return (value == null) == one.op().equals("eq");
        }
        if (value == null) {
            return one.op().equals("ne");
        }
        int order = compare(value, literal(value, literal));
        return switch (one.op()) {
            case "eq" -> order == 0;
            case "ne" -> order != 0;
            case "gt" -> order > 0;
            case "ge" -> order >= 0;
            case "lt" -> order < 0;
            default -> order <= 0;
        };
    }

    private static Object literal(@Nullable Object like, String literal) {
        try {
            if (like instanceof Instant) {
                return Instant.parse(literal);
            }
            if (like instanceof LocalDate) {
                return LocalDate.parse(literal);
            }
            if (like instanceof BigDecimal) {
                return new BigDecimal(literal);
            }
        } catch (RuntimeException bad) {
            throw new StoreRefusal(Why.BAD_TYPE, literal, "A binary operator with incompatible types was detected.");
        }
        return literal.startsWith("'")
                ? literal.substring(1, literal.length() - 1).replace("''", "'")
                : literal;
    }

    private static List<String> list(String text) {
        return text.isBlank() ? List.of() : List.of(text.replace(" asc", "").split(",", -1));
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
