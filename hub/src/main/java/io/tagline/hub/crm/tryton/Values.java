package io.tagline.hub.crm.tryton;

import io.tagline.hub.crm.peer.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values in Tryton's JSON: what JSON hasn't, it writes as objects with a {@code __class__}; times are UTC, without saying so. */
final class Values {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Values() {}

    /** @throws RefusedException if the field can't hold it */
    static JsonNode written(Field field, Value value) throws RefusedException {
        if (value instanceof Value.Nothing) {
            return JSON.nullNode();
        }
        if (value instanceof Value.Text text) {
            return text(field, text.text());
        }
        if (value instanceof Value.Decimal decimal) {
            return number(field, decimal.number());
        }
        if (value instanceof Value.Flag flag && field.type().equals("boolean")) {
            return JSON.booleanNode(flag.set());
        }
        if (value instanceof Value.Day day && field.type().equals("date")) {
            return day(day.day());
        }
        if (value instanceof Value.Moment moment
                && (field.type().equals("datetime") || field.type().equals("timestamp"))) {
            return moment(moment.at());
        }
        if (value instanceof Value.Link link) {
            return link(field, link);
        }
        throw wrong(field, value.getClass().getSimpleName());
    }

    private static JsonNode text(Field field, String text) throws RefusedException {
        switch (field.type()) {
            case "char", "text", "selection" -> {
                // Python can't store one, PostgreSQL not the other
                if (!java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text) || text.indexOf('\0') >= 0) {
                    throw new RefusedException(
                            "TEXT", field.name() + ": half a sign or a NUL: expected text in Unicode");
                }
                int signs = text.codePointCount(0, text.length());
                int most = field.longest().orElse(Integer.MAX_VALUE);
                if (signs > most) {
                    throw new RefusedException(
                            "TOO_LONG", field.name() + ": " + signs + " signs: expected at most " + most);
                }
                return JSON.stringNode(text);
            }
            default -> throw wrong(field, "Text");
        }
    }

    private static JsonNode number(Field field, BigDecimal number) throws RefusedException {
        switch (field.type()) {
            case "numeric" -> {
                return JSON.objectNode().put("__class__", "Decimal").put("decimal", number.toPlainString());
            }
            case "float" -> {
                return JSON.numberNode(number.doubleValue());
            }
            case "integer", "biginteger" -> {
                try {
                    return JSON.numberNode(number.longValueExact());
                } catch (ArithmeticException e) {
                    throw new RefusedException("TYPE", field.name() + ": expected a whole number");
                }
            }
            default -> throw wrong(field, "Decimal");
        }
    }

    private static JsonNode link(Field field, Value.Link link) throws RefusedException {
        long id = id(link.remoteId().orElse(""));
        switch (field.type()) {
            case "many2one" -> {
                if (!field.relation().equals(link.model())) {
                    throw new RefusedException(
                            "TYPE",
                            field.name() + ": a link to " + link.model() + ": expected one to " + field.relation());
                }
                return JSON.numberNode(id);
            }
            case "reference" -> {
                return JSON.stringNode(link.model() + "," + id);
            }
            default -> throw wrong(field, "Link");
        }
    }

    private static RefusedException wrong(Field field, String kind) {
        return new RefusedException(
                "TYPE",
                field.name() + ": a " + kind + ": expected what a field of Tryton's type \"" + field.type()
                        + "\" can hold");
    }

    /** What Tryton calls a record. @throws RefusedException if it is none of its numbers */
    static long id(String remoteId) throws RefusedException {
        try {
            return Long.parseLong(remoteId);
        } catch (NumberFormatException e) {
            throw new RefusedException("ID", "record \"" + remoteId + "\": expected a number, as Tryton has");
        }
    }

    static ObjectNode moment(Instant at) {
        LocalDateTime utc = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
        return JSON.objectNode()
                .put("__class__", "datetime")
                .put("year", utc.getYear())
                .put("month", utc.getMonthValue())
                .put("day", utc.getDayOfMonth())
                .put("hour", utc.getHour())
                .put("minute", utc.getMinute())
                .put("second", utc.getSecond())
                .put("microsecond", utc.getNano() / 1000);
    }

    private static ObjectNode day(LocalDate day) {
        return JSON.objectNode()
                .put("__class__", "date")
                .put("year", day.getYear())
                .put("month", day.getMonthValue())
                .put("day", day.getDayOfMonth());
    }

    /** A stamp of Tryton's, to the microsecond; empty for none. */
    static Optional<Instant> stamp(JsonNode node) {
        if (!"datetime".equals(node.path("__class__").asString(""))) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.of(
                            node.path("year").asInt(),
                            node.path("month").asInt(),
                            node.path("day").asInt(),
                            node.path("hour").asInt(),
                            node.path("minute").asInt(),
                            node.path("second").asInt(),
                            node.path("microsecond").asInt() * 1000)
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * As it was read.
     *
     * @param key of the record that a link leads to, where it is known; else empty
     */
    static Value read(Field field, JsonNode node, String key) {
        if (node.isNull() || node.isMissingNode()) {
            return new Value.Nothing();
        }
        switch (field.type()) {
            case "boolean" -> {
                // SQLite gives 0 and 1
                return new Value.Flag(node.asBoolean(false) || node.asInt(0) != 0);
            }
            case "many2one" -> {
                return new Value.Link(field.relation(), key, Optional.of(node.asString("")));
            }
            case "reference" -> {
                String text = node.asString("");
                int comma = text.indexOf(',');
                return comma < 0
                        ? new Value.Nothing()
                        : new Value.Link(text.substring(0, comma), key, Optional.of(text.substring(comma + 1)));
            }
            case "date" -> {
                return new Value.Day(LocalDate.of(
                        node.path("year").asInt(),
                        node.path("month").asInt(),
                        node.path("day").asInt()));
            }
            case "datetime", "timestamp" -> {
                return stamp(node)
                        .<Value>map(at -> new Value.Moment(at.truncatedTo(ChronoUnit.MILLIS)))
                        .orElse(new Value.Nothing());
            }
            default -> {
                if (node.has("decimal")) {
                    return new Value.Decimal(new BigDecimal(node.get("decimal").asString("0")));
                }
                if (node.isNumber()) {
                    return new Value.Decimal(node.decimalValue());
                }
                return node.isString() ? new Value.Text(node.stringValue()) : new Value.Nothing();
            }
        }
    }
}
