package io.tagline.hub.crm.mapping;

import io.tagline.hub.care.Case;
import io.tagline.hub.care.Cases;
import io.tagline.hub.care.Claim;
import io.tagline.hub.care.Feedback;
import io.tagline.hub.crm.Entity;
import io.tagline.hub.crm.Target;
import io.tagline.hub.crm.mapping.EventFactsTable.Told;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.SiteKind;
import io.tagline.hub.tracking.SiteMap;
import io.tagline.hub.tracking.UpuCode;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads what is known of one thing, and of what it belongs to, as far as a place names it. Safe for any thread. */
final class FactsReader {
    private final SiteMap sites;
    private final Optional<String> trackUrl;
    private final Words words;

    /** @param trackUrl what the token of a parcel's page is put behind */
    FactsReader(SiteMap sites, Optional<String> trackUrl, Words words) {
        this.sites = sites;
        this.trackUrl = trackUrl;
        this.words = words;
    }

    /**
     * What is known; empty where there is nothing to tell: not there, merged into another, undone.
     *
     * @param wanted what the place names
     * @param kinds events that are told
     */
    Optional<Facts> read(Tx tx, Target target, Set<OurField> wanted, Set<EventKind> kinds) {
        Facts facts = new Facts();
        Optional<Chain> chain = own(tx, target, kinds, facts);
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        Set<Entity> groups = EnumSet.noneOf(Entity.class);
        wanted.forEach(field -> groups.add(field.entity()));
        Chain of = chain.get();
        boolean there = true;
        if (groups.contains(Entity.CUSTOMER) && of.customer().isPresent()) {
            there = CustomerFacts.read(tx, of.customer().get(), wanted, facts);
        }
        if (groups.contains(Entity.ORDER) && of.order().isPresent()) {
            there &= OrderFactsTable.read(tx, of.order().get(), trackUrl, facts);
        }
        if (groups.contains(Entity.PARCEL) && of.parcel().isPresent()) {
            there &= ParcelFactsTable.read(tx, of.parcel().get(), wanted, trackUrl, words, facts);
        }
        boolean gone = target.entity() == Entity.PARCEL
                && !wanted.contains(OurField.PARCEL_RETIRED)
                && facts.get(OurField.PARCEL_RETIRED).filter(Facts.SET::equals).isPresent();
        return there && !gone ? Optional.of(facts) : Optional.empty();
    }

    /** The thing's own fields, and what it belongs to. */
    private Optional<Chain> own(Tx tx, Target target, Set<EventKind> kinds, Facts facts) {
        return switch (target.entity()) {
            case CUSTOMER ->
                Customers.byId(tx, new CustomerId(target.id()))
                        .filter(customer -> customer.mergedInto().isEmpty())
                        .map(customer -> new Chain(Optional.of(customer.id()), Optional.empty(), Optional.empty()));
            case ORDER -> ChainTable.ofOrder(tx, target.id());
            case PARCEL -> ChainTable.ofParcel(tx, new ParcelId(target.id()));
            case EVENT -> event(tx, target, kinds, facts);
            case CASE -> Cases.byId(tx, target.id()).flatMap(found -> ofCase(tx, found, facts));
            case FEEDBACK -> feedback(tx, target, facts);
        };
    }

    private Optional<Chain> event(Tx tx, Target target, Set<EventKind> kinds, Facts facts) {
        Optional<ParcelId> parcel = parcelOf(tx, target.id(), target.partition());
        Optional<Told> told = parcel.flatMap(id -> EventFactsTable.find(tx, id, target.id()))
                .filter(event -> !event.late() && kinds.contains(event.kind()))
                .filter(event -> !EventFactsTable.isUndone(tx, parcel.get(), event.id()));
        if (told.isEmpty()) {
            return Optional.empty();
        }
        Told event = told.get();
        Optional<String> place = event.place().or(() -> event.site().map(sites::place));
        facts.text(OurField.EVENT_ID, event.id().toString())
                .text(OurField.EVENT_KIND, event.kind().code())
                .text(OurField.EVENT_TEXT, words.event(event.kind(), !event.scanned(), place))
                .moment(OurField.EVENT_AT, event.occurredAt())
                .moment(OurField.EVENT_RECORDED_AT, event.recordedAt())
                .text(OurField.EVENT_SITE, event.site())
                .text(OurField.EVENT_PLACE, place)
                .text(
                        OurField.EVENT_UPU_CODE,
                        UpuCode.of(event.kind(), event.site().map(sites::kind).orElse(SiteKind.SORTING)));
        return ChainTable.ofParcel(tx, parcel.get());
    }

    /** Happenings are kept for a week: what waited longer is looked for among the customer's parcels. */
    static Optional<ParcelId> parcelOf(Tx tx, UUID event, CustomerId partition) {
        return Happenings.parcelOf(tx, event)
                .or(() -> EventFactsTable.parcelOf(tx, Customers.family(tx, Customers.root(tx, partition)), event));
    }

    private static Optional<Chain> ofCase(Tx tx, Case found, Facts facts) {
        facts.text(OurField.CASE_ID, found.id().toString())
                .text(OurField.CASE_NUMBER, found.number())
                .text(OurField.CASE_KIND, found.kind().code())
                .text(OurField.CASE_STATE, found.state().code())
                .personal(OurField.CASE_SUBJECT, Optional.of(found.subject()))
                .personal(OurField.CASE_TEXT, Optional.of(found.text()))
                .personal(OurField.CASE_RESOLUTION, found.progress().resolution())
                .text(OurField.CASE_OWNER, found.progress().owner())
                .text(OurField.CASE_SITE, found.site())
                .moment(OurField.CASE_OPENED_AT, found.openedAt())
                .moment(OurField.CASE_RESPOND_BY, found.progress().due().respondBy())
                .moment(OurField.CASE_RESOLVE_BY, found.progress().due().resolveBy())
                .moment(OurField.CASE_RESOLVED_AT, found.progress().resolvedAt())
                .moment(OurField.CASE_CLOSED_AT, found.progress().closedAt());
        found.claim().ifPresent(claim -> claim(claim, facts));
        found.customer().ifPresent(customer -> facts.erased(CustomerFacts.isErased(tx, customer)));
        return Optional.of(chain(tx, found));
    }

    /** A case about a parcel of somebody else's order is about that order all the same. */
    static Chain chain(Tx tx, Case found) {
        Chain of = found.parcel()
                .flatMap(parcel -> ChainTable.ofParcel(tx, parcel))
                .orElse(Chain.NONE);
        return new Chain(found.customer().map(id -> Customers.root(tx, id)).or(of::customer), of.order(), of.parcel());
    }

    private static void claim(Claim claim, Facts facts) {
        facts.number(OurField.CASE_CLAIMED, claim.claimed().amount())
                .text(OurField.CASE_CURRENCY, claim.claimed().currency().getCurrencyCode())
                .text(OurField.CASE_DECISION, claim.decision().map(made -> made.approved() ? "approved" : "rejected"));
    }

    private static Optional<Chain> feedback(Tx tx, Target target, Facts facts) {
        for (CustomerId id : Customers.family(tx, Customers.root(tx, target.partition()))) {
            Optional<Feedback.Given> given = Feedback.given(tx, target.id(), id);
            if (given.isPresent()) {
                facts.text(OurField.FEEDBACK_ABOUT, given.get().about().code())
                        .number(OurField.FEEDBACK_SCORE, given.get().score())
                        .personal(OurField.FEEDBACK_COMMENT, given.get().comment())
                        .moment(OurField.FEEDBACK_AT, given.get().at())
                        .erased(CustomerFacts.isErased(tx, id));
                return Optional.of(chain(tx, given.get()));
            }
        }
        return Optional.empty();
    }

    /** What an answer belongs to; its subject is a parcel or a case. */
    static Chain chain(Tx tx, Feedback.Given given) {
        Chain of =
                switch (given.about()) {
                    case DELIVERY ->
                        ChainTable.ofParcel(tx, new ParcelId(given.subject())).orElse(Chain.NONE);
                    case CASE, COMPLAINT ->
                        Cases.byId(tx, given.subject())
                                .map(found -> chain(tx, found))
                                .orElse(Chain.NONE);
                };
        return new Chain(Optional.of(Customers.root(tx, given.customer())), of.order(), of.parcel());
    }
}
