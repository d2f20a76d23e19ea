package io.tagline.hub.crm.hubspot;

import io.tagline.hub.crm.peer.PeerSchema;
import io.tagline.hub.crm.peer.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Values as HubSpot's properties have them: all as text, the empty one for nothing. */
final class HubspotValues {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");

    private HubspotValues() {}

    /** Not for links, which are no properties. */
    static String said(Value value) {
        if (value instanceof Value.Text text) {
            return text.text();
        }
        if (value instanceof Value.Decimal decimal) {
            return decimal.number().toPlainString();
        }
        if (value instanceof Value.Flag flag) {
            return String.valueOf(flag.set());
        }
        if (value instanceof Value.Day day) {
            return day.day().toString();
        }
        return value instanceof Value.Moment moment ? moment(moment.at()) : "";
    }

    static String moment(Instant at) {
        return MOMENT.format(at.atOffset(ZoneOffset.UTC));
    }

    /** @param said empty for nothing */
    static Value read(String said, PeerSchema.Type type) {
        if (said.isEmpty()) {
            return new Value.Nothing();
        }
        return switch (type) {
            case NUMBER -> new Value.Decimal(new BigDecimal(said));
            case FLAG -> new Value.Flag(Boolean.parseBoolean(said));
            case DAY -> new Value.Day(LocalDate.parse(said.substring(0, Math.min(10, said.length()))));
            case MOMENT -> new Value.Moment(OffsetDateTime.parse(said).toInstant());
            case TEXT, CHOICE, LINK, OTHER -> new Value.Text(said);
        };
    }
}
