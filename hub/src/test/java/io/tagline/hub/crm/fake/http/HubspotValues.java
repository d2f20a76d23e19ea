package io.tagline.hub.crm.fake.http;

import io.tagline.hub.crm.fake.http.StoreRefusal.Why;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** "Properties": every value is a text; an empty one clears. Dates "2026-01-31", times ISO 8601 in UTC. */
final class HubspotValues {
    private HubspotValues() {}

    static @Nullable Object stored(FakeField field, JsonNode node) {
        if (node.isNull() || (node.isString() && node.stringValue().isEmpty())) {
            return null;
        }
        if (!node.isString()) {
            throw new StoreRefusal(
                    Why.BAD_TYPE, field.name(), "Invalid input JSON: " + field.name() + " isn't a string");
        }
        String text = node.stringValue();
        try {
            return switch (field.type()) {
                case TEXT, CHOICE, LINK -> text;
                case NUMBER -> new BigDecimal(text).stripTrailingZeros();
                case FLAG -> flag(field, text);
                case DAY -> LocalDate.parse(text);
                case MOMENT -> OffsetDateTime.parse(text).toInstant();
            };
        } catch (NumberFormatException | DateTimeException bad) {
            throw new StoreRefusal(Why.BAD_CHOICE, field.name(), text + " was not a valid " + type(field));
        }
    }

    private static Boolean flag(FakeField field, String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new StoreRefusal(Why.BAD_CHOICE, field.name(), text + " was not one of the allowed options");
        }
        return Boolean.valueOf(text);
    }

    static @Nullable String said(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    /** Always with milliseconds. */
    static String moment(Instant at) {
        return java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")
                .format(at.atOffset(java.time.ZoneOffset.UTC));
    }

    static String type(FakeField field) {
        return switch (field.type()) {
            case TEXT, LINK -> "string";
            case NUMBER -> "number";
            case FLAG -> "bool";
            case DAY -> "date";
            case MOMENT -> "datetime";
            case CHOICE -> "enumeration";
        };
    }
}
