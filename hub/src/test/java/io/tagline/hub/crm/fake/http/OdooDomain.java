package io.tagline.hub.crm.fake.http;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** "Search domains": triples in prefix notation, joined by and unless an operator says otherwise. Confined to a request. */
final class OdooDomain {
    private final List<JsonNode> terms;
    private final Function<String, @Nullable Object> value;
    private int at;

    /** @param value of a field of the row in question; refuses one that isn't there */
    OdooDomain(JsonNode domain, Function<String, @Nullable Object> value) {
        this.terms = domain.valueStream().toList();
        this.value = value;
    }

    boolean holds() {
        boolean all = true;
        while (at < terms.size()) {
            all &= term();
        }
        return all;
    }

    private boolean term() {
        JsonNode term = terms.get(at++);
        if (term.isString()) {
            boolean one = term();
            boolean two = term();
            return term.stringValue().equals("|") ? one || two : one && two;
        }
        return leaf(term.path(0).asString(""), term.path(1).asString(""), term.path(2));
    }

    private boolean leaf(String field, String op, JsonNode right) {
        Object left = value.apply(field);
        if (op.equals("in")) {
            return right.valueStream().anyMatch(one -> left != null && compare(left, one) == 0);
        }
        if (right.isBoolean() && !right.booleanValue() && !(left instanceof Boolean)) {
            return (left == null) == op.equals("=");
        }
        if (left == null) {
            return op.equals("!=");
        }
        int order = compare(left, right);
        return switch (op) {
            case "=" -> order == 0;
            case "!=" -> order != 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            default -> throw new StoreRefusal(StoreRefusal.Why.BAD_TYPE, op, "Invalid domain term " + op);
        };
    }

    private static int compare(Object left, JsonNode right) {
        if (left instanceof Instant at) {
            return at.compareTo(OdooValues.moment(right.asString("")));
        }
        if (left instanceof LocalDate day) {
            return day.compareTo(LocalDate.parse(right.asString("")));
        }
        if (left instanceof BigDecimal number) {
            return number.compareTo(new BigDecimal(right.asString("0")));
        }
        return left.toString().compareTo(right.asString(""));
    }

    /** Values as Odoo's JSON has them: false for nothing, times in UTC without a zone and in whole seconds. */
    static final class OdooValues {
        private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

        private OdooValues() {}

        static String moment(Instant at) {
            return MOMENT.format(at.atOffset(ZoneOffset.UTC));
        }

        static Instant moment(String text) {
            return LocalDateTime.parse(text, MOMENT).toInstant(ZoneOffset.UTC);
        }
    }
}
