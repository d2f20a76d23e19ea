package io.tagline.hub.crm.mapping;

import io.tagline.hub.care.About;
import io.tagline.hub.care.CaseKind;
import io.tagline.hub.care.CaseState;
import io.tagline.hub.crm.Entity;
import io.tagline.hub.crm.peer.PeerSchema.Type;
import io.tagline.hub.customer.LifecycleStage;
import io.tagline.hub.customer.Preference;
import io.tagline.hub.promise.Promise;
import io.tagline.hub.tracking.EventKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a mapping may name of ours: a closed list, which {@code docs/crm.md} explains. Their names are in files of operators. */
enum OurField {
    CUSTOMER_ID("customer.id", Trait.KEY),
    CUSTOMER_SOURCE("customer.source", Trait.KEY),
    CUSTOMER_REFERENCE("customer.reference", Trait.PERSONAL_KEY),
    CUSTOMER_NAME("customer.name", "customer.name"),
    CUSTOMER_EMAIL("customer.email", "customer.email"),
    CUSTOMER_PHONE("customer.phone", "customer.phone"),
    CUSTOMER_ADDRESS("customer.address", "customer.address"),
    CUSTOMER_SEGMENT("customer.segment", "customer.segment"),
    CUSTOMER_STAGE("customer.stage", Codes.of(LifecycleStage.values(), LifecycleStage::code)),
    CUSTOMER_ROLES("customer.roles"),
    CUSTOMER_LANGUAGE("customer.language", Codes.of(Preference.LANGUAGE)),
    CUSTOMER_ABSENT("customer.absent", Codes.of(Preference.ABSENT)),
    CUSTOMER_CONSENT_CONTACT("customer.consent.contact", Codes.of(Preference.CONTACT)),
    CUSTOMER_CONSENT_NOTICES("customer.consent.notices", Type.FLAG),
    CUSTOMER_ERASED("customer.erased", Type.FLAG),
    CUSTOMER_CHANGED("customer.changed", Type.MOMENT),

    ORDER_ID("order.id", Trait.KEY),
    ORDER_SOURCE("order.source", Trait.KEY),
    ORDER_REFERENCE("order.reference", Trait.ANY_KEY),
    ORDER_SERVICE_LEVEL("order.service-level"),
    ORDER_STATUS("order.status", OrderStatus.codes()),
    ORDER_PROMISE("order.promise", Type.DAY),
    ORDER_PARCELS("order.parcels", Type.NUMBER),
    ORDER_PARCELS_DELIVERED("order.parcels-delivered", Type.NUMBER),
    ORDER_TRACKING_NUMBERS("order.tracking-numbers"),
    ORDER_LINK("order.link"),
    ORDER_AT("order.at", Type.MOMENT),
    ORDER_CHANGED("order.changed", Type.MOMENT),

    PARCEL_ID("parcel.id", Trait.KEY),
    PARCEL_TRACKING_NUMBER("parcel.tracking-number", Trait.ANY_KEY),
    PARCEL_STATUS("parcel.status", Codes.of(EventKind.values(), EventKind::code)),
    PARCEL_STATUS_TEXT("parcel.status-text"),
    PARCEL_STATUS_AT("parcel.status-at", Type.MOMENT),
    PARCEL_DELIVERED("parcel.delivered", Type.FLAG),
    PARCEL_DELIVERED_AT("parcel.delivered-at", Type.MOMENT),
    PARCEL_PROMISE_FROM("parcel.promise.from", Type.DAY),
    PARCEL_PROMISE_BY("parcel.promise.by", Type.DAY),
    PARCEL_PROMISE_CHANGES("parcel.promise.changes", Type.NUMBER),
    PARCEL_PROMISE_REASON("parcel.promise.reason", Codes.of(Promise.Reason.values(), Promise.Reason::code)),
    PARCEL_LINK("parcel.link"),
    PARCEL_WEIGHT_GRAMS("parcel.weight-grams", Type.NUMBER),
    PARCEL_RETIRED("parcel.retired", Type.FLAG),
    PARCEL_RECIPIENT_NAME("parcel.recipient.name", "customer.name"),
    PARCEL_RECIPIENT_CITY("parcel.recipient.city", "customer.address"),
    PARCEL_RECIPIENT_POSTAL_CODE("parcel.recipient.postal-code", "customer.address"),
    PARCEL_RECIPIENT_COUNTRY("parcel.recipient.country"),

    EVENT_ID("event.id", Trait.KEY),
    EVENT_KIND("event.kind", Codes.of(EventKind.values(), EventKind::code)),
    EVENT_TEXT("event.text"),
    EVENT_AT("event.at", Type.MOMENT),
    EVENT_RECORDED_AT("event.recorded-at", Type.MOMENT),
    EVENT_SITE("event.site"),
    EVENT_PLACE("event.place"),
    EVENT_UPU_CODE("event.upu-code"),

    CASE_ID("case.id", Trait.KEY),
    CASE_NUMBER("case.number", Trait.KEY),
    CASE_KIND("case.kind", Codes.of(CaseKind.values(), CaseKind::code)),
    CASE_STATE("case.state", Codes.of(CaseState.values(), CaseState::code)),
    CASE_SUBJECT("case.subject", "case.text"),
    CASE_TEXT("case.text", "case.text"),
    CASE_RESOLUTION("case.resolution", "case.text"),
    CASE_OWNER("case.owner"),
    CASE_SITE("case.site"),
    CASE_OPENED_AT("case.opened-at", Type.MOMENT),
    CASE_RESPOND_BY("case.respond-by", Type.MOMENT),
    CASE_RESOLVE_BY("case.resolve-by", Type.MOMENT),
    CASE_RESOLVED_AT("case.resolved-at", Type.MOMENT),
    CASE_CLOSED_AT("case.closed-at", Type.MOMENT),
    CASE_CLAIMED("case.claimed", Type.NUMBER, "claim.amount"),
    CASE_CURRENCY("case.currency"),
    CASE_DECISION("case.decision", Type.TEXT, "claim.approval"),

    FEEDBACK_ABOUT("feedback.about", Codes.of(About.values(), About::code)),
    FEEDBACK_SCORE("feedback.score", Type.NUMBER),
    FEEDBACK_COMMENT("feedback.comment", "case.text"),
    FEEDBACK_AT("feedback.at", Type.MOMENT);

    private final String code;
    private final Type type;
    private final Trait trait;
    private final Optional<String> visibility;
    /** With blanks between. */
    private final String codes;

    /** What else there is to a field. */
    private enum Trait {
        PLAIN,
        /** Names the thing for ever, in printable ASCII without blanks. */
        KEY,
        /** Names it, in any signs. */
        ANY_KEY,
        /** As above, and may be somebody's name or address. */
        PERSONAL_KEY
    }

    OurField(String code) {
        this(code, Type.TEXT, Trait.PLAIN, Optional.empty(), Set.of());
    }

    OurField(String code, Trait trait) {
        this(code, Type.TEXT, trait, Optional.empty(), Set.of());
    }

    OurField(String code, Type type) {
        this(code, type, Trait.PLAIN, Optional.empty(), Set.of());
    }

    OurField(String code, Set<String> codes) {
        this(code, Type.CHOICE, Trait.PLAIN, Optional.empty(), codes);
    }

    OurField(String code, String visibility) {
        this(code, Type.TEXT, Trait.PLAIN, Optional.of(visibility), Set.of());
    }

    OurField(String code, Type type, String visibility) {
        this(code, type, Trait.PLAIN, Optional.of(visibility), Set.of());
    }

    OurField(String code, Type type, Trait trait, Optional<String> visibility, Set<String> codes) {
        this.code = code;
        this.type = type;
        this.trait = trait;
        this.visibility = visibility;
        this.codes = String.join(" ", codes);
    }

    /** As mappings name it. */
    String code() {
        return code;
    }

    /** What it holds; a choice is one of {@link #codes}. */
    Type type() {
        return type;
    }

    /** Every value that it can have, where that is a closed set. */
    Set<String> codes() {
        return codes.isEmpty() ? Set.of() : Set.of(codes.split(" ", -1));
    }

    /** The name by which settings say who may see it. */
    Optional<String> visibility() {
        return visibility;
    }

    /** Whether it tells something of a person: masked where it is shown to an operator. */
    boolean isPersonal() {
        return visibility.isPresent() || trait == Trait.PERSONAL_KEY || this == PARCEL_LINK || this == ORDER_LINK;
    }

    /** Whether it may be a part of a key. */
    boolean isKey() {
        return trait != Trait.PLAIN;
    }

    /** Whose it is. */
    Entity entity() {
        String first = code.substring(0, code.indexOf('.'));
        return Entity.ofCode(first).orElseThrow();
    }

    /** Whether a CRM may tell us of it: what somebody keeps of a customer, and the service that was ordered. */
    boolean comesIn() {
        return switch (this) {
            case CUSTOMER_REFERENCE,
                    CUSTOMER_NAME,
                    CUSTOMER_EMAIL,
                    CUSTOMER_PHONE,
                    CUSTOMER_ADDRESS,
                    CUSTOMER_SEGMENT,
                    CUSTOMER_STAGE,
                    CUSTOMER_LANGUAGE,
                    CUSTOMER_ABSENT,
                    CUSTOMER_CONSENT_CONTACT,
                    ORDER_REFERENCE,
                    ORDER_SERVICE_LEVEL -> true;
            default -> false;
        };
    }

    static Optional<OurField> ofCode(String code) {
        return Arrays.stream(values()).filter(field -> field.code.equals(code)).findFirst();
    }

    /** Whose fields a record of this entity may name: its own, and those of what it belongs to. */
    static Set<Entity> known(Entity entity) {
        return switch (entity) {
            case CUSTOMER -> Set.of(Entity.CUSTOMER);
            case ORDER -> Set.of(Entity.CUSTOMER, Entity.ORDER);
            case PARCEL -> Set.of(Entity.CUSTOMER, Entity.ORDER, Entity.PARCEL);
            case EVENT, CASE, FEEDBACK -> Set.of(Entity.CUSTOMER, Entity.ORDER, Entity.PARCEL, entity);
        };
    }

    /** Those that a record of this entity may name, for messages. */
    static List<String> names(Entity entity) {
        return Arrays.stream(values())
                .filter(field -> known(entity).contains(field.entity()))
                .map(OurField::code)
                .toList();
    }

    /** Closed sets of values. */
    private static final class Codes {
        private Codes() {}

        static <E> Set<String> of(E[] values, Function<E, String> code) {
            return Stream.of(values).map(code).collect(Collectors.toCollection(TreeSet::new));
        }

        static Set<String> of(Preference preference) {
            return Set.copyOf(preference.options());
        }
    }
}
