package io.tagline.hub.crm.fake.http;

import io.tagline.hub.crm.fake.http.SalesforceDialect.Refused;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Values as Salesforce's JSON has them: dates "2026-01-31", times "2026-01-31T10:00:00.000+0000", in whole seconds. */
final class SalesforceValues {
    private static final DateTimeFormatter OUT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx");

    private SalesforceValues() {}

    static String moment(Instant at) {
        return OUT.format(at.atOffset(ZoneOffset.UTC));
    }

    static @Nullable Object stored(FakeField field, JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        try {
            return switch (field.type()) {
                case TEXT, CHOICE, LINK -> text(field, node);
                case NUMBER -> number(field, node);
                case FLAG -> flag(field, node);
                case DAY -> LocalDate.parse(text(field, node));
                case MOMENT ->
                    OffsetDateTime.parse(text(field, node)).toInstant().truncatedTo(ChronoUnit.SECONDS);
            };
        } catch (DateTimeException bad) {
            throw new Refused(
                    400,
                    "JSON_PARSER_ERROR",
                    "Cannot deserialize instance of " + field.type() + " for " + field.name());
        }
    }

    private static String text(FakeField field, JsonNode node) {
        if (!node.isString()) {
            throw bad(field, "string");
        }
        return node.stringValue();
    }

    private static BigDecimal number(FakeField field, JsonNode node) {
        if (!node.isNumber()) {
            throw bad(field, "double");
        }
        return node.decimalValue().stripTrailingZeros();
    }

    private static Boolean flag(FakeField field, JsonNode node) {
        if (!node.isBoolean()) {
            throw bad(field, "boolean");
        }
        return node.booleanValue();
    }

    private static Refused bad(FakeField field, String type) {
        return new Refused(400, "JSON_PARSER_ERROR", "Cannot deserialize instance of " + type + " for " + field.name());
    }

    static void put(ObjectNode record, String name, @Nullable Object value) {
        if (value == null) {
            record.putNull(name);
        } else if (value instanceof BigDecimal number) {
            record.put(name, number);
        } else if (value instanceof Boolean flag) {
            record.put(name, flag);
        } else if (value instanceof Instant at) {
            record.put(name, moment(at));
        } else {
            record.put(name, value.toString());
        }
    }
}
