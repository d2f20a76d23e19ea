package io.tagline.hub.web;

import io.tagline.hub.access.Viewers;
import io.tagline.hub.care.Care;
import io.tagline.hub.care.Case;
import io.tagline.hub.care.CaseFilter;
import io.tagline.hub.care.CustomerTimeline;
import io.tagline.hub.care.Interactions;
import io.tagline.hub.care.TimelineCursor;
import io.tagline.hub.customer.CustomerFile;
import io.tagline.hub.order.CustomerParcel;
import io.tagline.hub.order.Orders;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.tracking.EventKind.Standing;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Puts together what changes on a customer's page: orders, cases, what was said, the timeline. Safe for any thread. */
@Component
final class DeskCustomer {
    private static final int MOST_PARCELS = 60;
    private static final int MOST_CASES = 30;
    private static final int MOST_TALKS = 10;
    private static final int MOST_LINES = 40;

    private final Orders orders;
    private final Care care;
    private final CustomerTimeline timeline;
    private final Times times;
    private final InstantSource clock;

    DeskCustomer(Orders orders, Care care, CustomerTimeline timeline, Times times, InstantSource clock) {
        this.orders = orders;
        this.care = care;
        this.timeline = timeline;
        this.times = times;
        this.clock = clock;
    }

    /** An order with its parcels; {@code ordered} is false where they only go to this customer. */
    record Order(String source, String reference, String service, boolean ordered, List<Parcel> parcels) {}

    /** A parcel; {@code late} once the promised days are over and it is not delivered. */
    record Parcel(
            String number,
            String link,
            String statusCode,
            Times.Local at,
            Optional<String> from,
            Optional<String> by,
            boolean late) {}

    /**
     * All of it.
     *
     * @param full true if there are more parcels than are shown
     * @param older where the page of the timeline before this one begins, or empty
     */
    record Shown(
            String id,
            List<Order> orders,
            boolean full,
            List<DeskCaseLine> cases,
            List<DeskTalk> talks,
            List<DeskLine> lines,
            String older) {
        /** For the templates. */
        Map<String, Object> asMap() {
            return Map.of("shown", this);
        }
    }

    /** @param mayRead whether who looks may see a field */
    Shown of(CustomerFile file, Optional<TimelineCursor> before, Predicate<String> mayRead, Locale language) {
        Times local = times.in(language);
        Instant now = clock.instant();
        CustomerId id = file.customer().id();
        List<CustomerParcel> parcels = parcels(file);
        Optional<CustomerTimeline.Page> page = timeline.page(id, before, MOST_LINES, mayRead);
        return new Shown(
                id.toString(),
                byOrder(parcels, local, now),
                parcels.size() == MOST_PARCELS,
                cases(file).stream()
                        .map(one -> DeskCaseLine.of(one, mayRead, local, now))
                        .toList(),
                talks(file).stream()
                        .map(kept -> DeskTalk.of(kept.interaction(), mayRead, local))
                        .toList(),
                page.map(found -> found.entries().stream()
                                .map(entry -> DeskLine.of(entry, local))
                                .toList())
                        .orElse(List.of()),
                page.flatMap(CustomerTimeline.Page::next)
                        .map(TimelineCursor::text)
                        .orElse(""));
    }

    /** Those that are shown, whose status is newest first. */
    List<CustomerParcel> parcels(CustomerFile file) {
        return orders.parcelsOf(List.of(file.customer().id()), MOST_PARCELS);
    }

    /** The newest, those under way first; also of all who turned out to be this one. */
    List<Case> cases(CustomerFile file) {
        return care
                .cases()
                .list(
                        new CaseFilter(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(file.customer().id()),
                                Optional.empty(),
                                false),
                        Optional.empty(),
                        MOST_CASES)
                .stream()
                .sorted(Comparator.comparing((Case one) -> !one.state().isOurs())
                        .thenComparing(Case::openedAt, Comparator.reverseOrder()))
                .toList();
    }

    private List<Interactions.Kept> talks(CustomerFile file) {
        return care.interactions()
                .of(
                        new Interactions.About(Optional.of(file.customer().id()), Optional.empty(), Optional.empty()),
                        Optional.empty(),
                        MOST_TALKS);
    }

    private List<Order> byOrder(List<CustomerParcel> parcels, Times local, Instant now) {
        LocalDate today = now.atZone(local.zone(Optional.empty())).toLocalDate();
        Map<String, Order> found = new LinkedHashMap<>();
        for (CustomerParcel parcel : parcels) {
            found.computeIfAbsent(
                            parcel.source() + "/" + parcel.reference(),
                            key -> new Order(
                                    parcel.source(),
                                    parcel.reference(),
                                    parcel.serviceLevel(),
                                    parcel.ordered(),
                                    new ArrayList<>()))
                    .parcels()
                    .add(parcel(parcel, local, today));
        }
        return List.copyOf(found.values());
    }

    static Parcel parcel(CustomerParcel parcel, Times local, LocalDate today) {
        boolean over = parcel.status().standing() == Standing.DONE;
        return new Parcel(
                parcel.trackingNumber(),
                "/track/" + parcel.link().token(),
                parcel.status().code(),
                local.at(parcel.statusAt(), Optional.empty()),
                parcel.promisedFrom()
                        .filter(from -> !from.equals(parcel.promisedBy().orElse(from)))
                        .map(local::day),
                parcel.promisedBy().map(local::day),
                !over
                        && parcel.promisedBy()
                                .filter(by -> today.isAfter(by) && !isKept(parcel, by, local))
                                .isPresent());
    }

    private static boolean isKept(CustomerParcel parcel, LocalDate by, Times local) {
        LocalDate since = parcel.statusAt().atZone(local.zone(Optional.empty())).toLocalDate();
        return parcel.status().keepsPromise() && !since.isAfter(by);
    }

    /** Whose address in the audit log looks like this. */
    static String subject(CustomerId id) {
        return "customer:" + id;
    }

    /** Who is at the desk. */
    static String rep() {
        return Viewers.required().name();
    }
}
