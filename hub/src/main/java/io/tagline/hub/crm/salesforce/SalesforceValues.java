package io.tagline.hub.crm.salesforce;

import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerSchema;
import io.tagline.hub.crm.peer.Value;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Values as Salesforce's JSON has them: "REST API Developer Guide", Valid Date and DateTime Formats. */
final class SalesforceValues {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
    /** It says "+0000", without a colon. */
    private static final DateTimeFormatter SAID = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS[XXX][XX]");

    private SalesforceValues() {}

    static String moment(Instant at) {
        return MOMENT.format(at.atOffset(ZoneOffset.UTC));
    }

    static Instant moment(String said) {
        return OffsetDateTime.parse(said, SAID).toInstant();
    }

    /** The relationship that a lookup field makes: {@code Order__c -> Order__r}, {@code AccountId -> Account}. */
    static String relationship(String field) {
        if (field.endsWith("__c")) {
            return field.substring(0, field.length() - 1) + 'r';
        }
        return field.endsWith("Id") ? field.substring(0, field.length() - 2) : field;
    }

    /** @param targetKey the key field of the model that a link points to; empty for one that the settings don't name */
    static void put(ObjectNode record, String field, Value value, Optional<String> targetKey)
            throws PeerClosedException {
        if (value instanceof Value.Text text) {
            record.put(field, text.text());
        } else if (value instanceof Value.Decimal decimal) {
            record.put(field, decimal.number());
        } else if (value instanceof Value.Flag flag) {
            record.put(field, flag.set());
        } else if (value instanceof Value.Day day) {
            record.put(field, day.day().toString());
        } else if (value instanceof Value.Moment moment) {
            record.put(field, moment(moment.at()));
        } else if (value instanceof Value.Link link) {
            if (link.remoteId().isPresent()) {
                record.put(field, link.remoteId().get());
            } else {
                String key = targetKey.orElseThrow(() -> new PeerClosedException(
                        PeerClosedException.Why.SCHEMA,
                        "link " + field + " to " + link.model() + ": expected a model of the settings"));
                record.putObject(relationship(field)).put(key, link.key());
            }
        } else {
            record.putNull(field);
        }
    }

    /**
     * @param type as the schema says, since dates come as text
     * @param linkedKey the key of the record that a link points to
     */
    static Value read(JsonNode node, PeerSchema.Type type, String target, String linkedKey) {
        if (node.isNull() || node.isMissingNode()) {
            return new Value.Nothing();
        }
        return switch (type) {
            case NUMBER -> new Value.Decimal(node.decimalValue());
            case FLAG -> new Value.Flag(node.booleanValue());
            case DAY -> new Value.Day(LocalDate.parse(node.stringValue()));
            case MOMENT -> new Value.Moment(moment(node.stringValue()));
            case LINK -> new Value.Link(target, linkedKey, Optional.of(node.stringValue()));
            case TEXT, CHOICE, OTHER -> new Value.Text(node.asString(""));
        };
    }
}
