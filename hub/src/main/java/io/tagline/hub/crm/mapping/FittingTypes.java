package io.tagline.hub.crm.mapping;

import io.tagline.hub.crm.peer.PeerSchema.Type;
import io.tagline.hub.crm.peer.Value;
import java.util.HashSet;
import java.util.Set;

/** Which of our values a field of a CRM holds. Pure. */
final class FittingTypes {
    private FittingTypes() {}

    /** What a rule gives. */
    static Type of(FieldRule rule) {
        if (rule.source() instanceof Source.LinkTo) {
            return Type.LINK;
        }
        if (rule.source() instanceof Source.Fixed fixed) {
            return fixed.value() instanceof Value.Flag
                    ? Type.FLAG
                    : fixed.value() instanceof Value.Decimal ? Type.NUMBER : Type.CHOICE;
        }
        if (rule.source() instanceof Source.From from) {
            if (rule.asDay()) {
                return Type.DAY;
            }
            return rule.map().isEmpty() ? from.field().type() : Type.CHOICE;
        }
        return Type.TEXT;
    }

    /** What nobody knows the kind of is left to the CRM. */
    static boolean fits(Type ours, Type theirs) {
        if (theirs == Type.OTHER) {
            return true;
        }
        return switch (ours) {
            case TEXT -> theirs == Type.TEXT || theirs == Type.CHOICE;
            // a word may name a record that people keep there: a country, a kind of complaint
            case CHOICE -> theirs == Type.TEXT || theirs == Type.CHOICE || theirs == Type.LINK;
            case NUMBER, FLAG, DAY, MOMENT, LINK -> theirs == ours;
            case OTHER -> true;
        };
    }

    static String remedy(Type ours, Type theirs) {
        if (theirs == Type.TEXT) {
            return "write it into a text: text: \"{…}\"";
        }
        if (ours == Type.MOMENT && theirs == Type.DAY) {
            return "say as: day";
        }
        return theirs == Type.LINK
                ? "link a place: link: customer"
                : "map something that is " + said(theirs) + ", or another field";
    }

    /** Every value that a rule can give, where that is a closed set. */
    static Set<String> choices(FieldRule rule) {
        if (rule.source() instanceof Source.Fixed fixed && fixed.value() instanceof Value.Text text) {
            return Set.of(text.text());
        }
        if (!(rule.source() instanceof Source.From from)) {
            return Set.of();
        }
        return rule.map().isEmpty()
                ? from.field().codes()
                : new HashSet<>(rule.map().values());
    }

    /** Whether things of ours may lack it. */
    static boolean mayBeMissing(OurField field) {
        return switch (field) {
            case CUSTOMER_NAME,
                    CUSTOMER_EMAIL,
                    CUSTOMER_PHONE,
                    CUSTOMER_ADDRESS,
                    CUSTOMER_SEGMENT,
                    CUSTOMER_LANGUAGE,
                    CUSTOMER_ABSENT,
                    CUSTOMER_CONSENT_CONTACT,
                    ORDER_PROMISE,
                    ORDER_LINK,
                    PARCEL_LINK,
                    PARCEL_PROMISE_FROM,
                    PARCEL_PROMISE_BY,
                    PARCEL_PROMISE_REASON,
                    PARCEL_DELIVERED_AT,
                    PARCEL_WEIGHT_GRAMS,
                    PARCEL_RECIPIENT_NAME,
                    PARCEL_RECIPIENT_CITY,
                    PARCEL_RECIPIENT_POSTAL_CODE,
                    PARCEL_RECIPIENT_COUNTRY,
                    EVENT_SITE,
                    EVENT_PLACE,
                    EVENT_UPU_CODE,
                    CASE_RESOLUTION,
                    CASE_SITE,
                    CASE_RESOLVED_AT,
                    CASE_CLOSED_AT,
                    CASE_CLAIMED,
                    CASE_CURRENCY,
                    CASE_DECISION,
                    FEEDBACK_COMMENT -> true;
            default -> false;
        };
    }

    static String said(Type type) {
        return switch (type) {
            case TEXT -> "a text";
            case NUMBER -> "a number";
            case FLAG -> "true or false";
            case DAY -> "a day";
            case MOMENT -> "a time";
            case LINK -> "a link";
            case CHOICE -> "one of some words";
            case OTHER -> "something else";
        };
    }
}
