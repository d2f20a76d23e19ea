package io.tagline.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads single JSON values of the kinds that messages use. Every method consumes its whole value, also when it refuses it, so that
 * the caller can go on with the next field.
 */
final class JsonValues {
    /** RFC 3339 in UTC with milliseconds. */
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private JsonValues() {}

    static String text(JsonParser in, String field) throws IOException, BadFieldException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw refuse(in, field, "text");
        }
        return in.getText();
    }

    static long number(JsonParser in, String field, long from, long to) throws IOException, BadFieldException {
        String expected = "a whole number from " + from + " to " + to;
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT
                || in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw refuse(in, field, expected);
        }
        long value = in.getLongValue();
        if (value < from || value > to) {
            throw new BadFieldException(field, Long.toString(value), expected);
        }
        return value;
    }

    static double decimal(JsonParser in, String field) throws IOException, BadFieldException {
        JsonToken token = in.currentToken();
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            throw refuse(in, field, "a number");
        }
        double value = in.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw new BadFieldException(field, Double.toString(value), "a number");
        }
        return value;
    }

    static Instant time(JsonParser in, String field) throws IOException, BadFieldException {
        String value = text(in, field);
        try {
            Instant time = OffsetDateTime.parse(value).toInstant();
            if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
                throw new BadFieldException(field, quoted(value), "a time from 1970 to 9999");
            }
            return time;
        } catch (DateTimeException e) {
            throw new BadFieldException(field, quoted(value), "an RFC 3339 time such as 2026-01-31T12:00:00.000Z");
        }
    }

    static UUID uuid(JsonParser in, String field) throws IOException, BadFieldException {
        String value = text(in, field);
        if (value.length() == 36) {
            try {
                return UUID.fromString(value);
            } catch (IllegalArgumentException e) {
                throw new BadFieldException(field, quoted(value), "a UUID");
            }
        }
        throw new BadFieldException(field, quoted(value), "a UUID");
    }

    static void startObject(JsonParser in, String field) throws IOException, BadFieldException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw refuse(in, field, "an object");
        }
    }

    static void startArray(JsonParser in, String field) throws IOException, BadFieldException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw refuse(in, field, "a list");
        }
    }

    /** Skips a field that this version does not know. */
    static void skip(JsonParser in) throws IOException {
        in.skipChildren();
    }

    static void writeTime(JsonGenerator out, String field, Instant time) throws IOException {
        out.writeStringField(field, TIME.format(time.atOffset(ZoneOffset.UTC)));
    }

    static void writeTime(JsonGenerator out, String field, Optional<Instant> time) throws IOException {
        if (time.isPresent()) {
            writeTime(out, field, time.get());
        }
    }

    static String quoted(String value) {
        return '"' + Excerpt.of(value) + '"';
    }

    private static BadFieldException refuse(JsonParser in, String field, String expected) throws IOException {
        String found = in.currentToken().isStructStart()
                ? (in.currentToken() == JsonToken.START_OBJECT ? "{…}" : "[…]")
                : quoted(in.getText());
        in.skipChildren();
        return new BadFieldException(field, found, expected);
    }
}
