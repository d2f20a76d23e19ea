package io.tagline.hub.crm.odoo;

import io.tagline.hub.crm.peer.PeerSchema;
import io.tagline.hub.crm.peer.Value;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Values as Odoo's JSON has them ("ORM API", Fields): false for nothing, times in UTC without a zone and in whole seconds. */
final class OdooValues {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private OdooValues() {}

    static String moment(Instant at) {
        return MOMENT.format(at.atOffset(ZoneOffset.UTC));
    }

    static Instant moment(String text) {
        return LocalDateTime.parse(text, MOMENT).toInstant(ZoneOffset.UTC);
    }

    /** Not for links, whose id has to be known. */
    static void put(ObjectNode vals, String field, Value value) {
        if (value instanceof Value.Text text) {
            vals.put(field, text.text());
        } else if (value instanceof Value.Decimal decimal) {
            vals.put(field, decimal.number());
        } else if (value instanceof Value.Flag flag) {
            vals.put(field, flag.set());
        } else if (value instanceof Value.Day day) {
            vals.put(field, day.day().toString());
        } else if (value instanceof Value.Moment moment) {
            vals.put(field, moment(moment.at()));
        } else {
            vals.put(field, false);
        }
    }

    /** @param target the model that a link points to */
    static Value read(JsonNode node, PeerSchema.Type type, String target) {
        if (type == PeerSchema.Type.FLAG) {
            return new Value.Flag(node.asBoolean(false));
        }
        boolean nothing = node.isNull() || node.isMissingNode() || node.isBoolean();
        if (nothing) {
            return new Value.Nothing();
        }
        return switch (type) {
            case NUMBER -> new Value.Decimal(node.decimalValue());
            case DAY -> new Value.Day(LocalDate.parse(node.stringValue()));
            case MOMENT -> new Value.Moment(moment(node.stringValue()));
            case LINK -> new Value.Link(target, "", Optional.of(node.path(0).asString("")));
            case FLAG, TEXT, CHOICE, OTHER -> new Value.Text(node.asString(""));
        };
    }
}
