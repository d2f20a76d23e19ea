package io.tagline.hub.crm.mapping;

import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.tracking.EventKind;
import java.text.MessageFormat;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;

/** How values stand in a text, in the language of a mapping: the words of events are those of the customers' pages. Immutable. */
final class Words {
    private static final ResourceBundle.Control OWN_ONLY =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final ResourceBundle messages;
    private final Locale language;
    private final ZoneId zone;
    private final DateTimeFormatter moment;

    /** @param zone in which times are told */
    Words(Locale language, ZoneId zone) {
        this.language = language;
        this.zone = zone;
        this.messages = ResourceBundle.getBundle(
                "messages", language.getLanguage().equals("en") ? Locale.ROOT : language, OWN_ONLY);
        this.moment = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm zzz", Locale.ENGLISH)
                .withZone(zone);
    }

    ZoneId zone() {
        return zone;
    }

    /** What an event is, to customers. */
    String event(EventKind kind, boolean reported, Optional<String> place) {
        if (kind == EventKind.UNKNOWN && reported) {
            // it may be anything, so it is not called seen
            return messages.getString("event.unknown.report");
        }
        if (place.isPresent()) {
            try {
                return new MessageFormat(messages.getString(kind.textKey() + ".at"), language)
                        .format(new Object[] {place.get()});
            } catch (MissingResourceException e) {
                // an event that is not about the place
                return messages.getString(kind.textKey());
            }
        }
        return messages.getString(kind.textKey());
    }

    String say(Value value) {
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
        return value instanceof Value.Moment at ? moment.format(at.at()) : "";
    }
}
