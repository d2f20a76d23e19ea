package io.tagline.hub.web;

import io.tagline.hub.access.StaffDirectory;
import io.tagline.hub.access.StaffPresence;
import io.tagline.hub.access.ViewLog;
import io.tagline.hub.access.Viewers;
import io.tagline.hub.care.Care;
import io.tagline.hub.care.CaseNumber;
import io.tagline.hub.customer.CustomerSearch;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.order.OrderView;
import io.tagline.hub.order.Orders;
import io.tagline.hub.promise.Promises;
import io.tagline.hub.timeline.LiveUpdates;
import io.tagline.hub.timeline.ParcelView;
import io.tagline.hub.timeline.Parcels;
import io.tagline.hub.wish.DeliveryWish;
import io.tagline.hub.wish.DeliveryWishes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where reps find what a customer asks about: one search for any number, and the parcel as the customer sees it, live. */
@Controller
final class DeskPages {

    private static final int MOST_ORDERS = 20;
    private static final int MOST_PEOPLE = 30;
    private static final int SHORTEST = 2;
    private static final int LONGEST = 200;

    private final Orders orders;
    private final CustomerSearch search;
    private final Care care;
    private final Parcels parcels;
    private final Promises promises;
    private final DeliveryWishes wishes;
    private final LiveUpdates updates;
    private final LiveStreams streams;
    private final ParcelRegion regions;
    private final Times times;
    private final Discretion discretion;
    private final ViewLog views;
    private final StaffDirectory staff;
    private final InstantSource clock;

    DeskPages(
            Orders orders,
            CustomerSearch search,
            Care care,
            Parcels parcels,
            Promises promises,
            DeliveryWishes wishes,
            LiveUpdates updates,
            LiveStreams streams,
            ParcelRegion regions,
            Times times,
            Discretion discretion,
            ViewLog views,
            StaffDirectory staff,
            InstantSource clock) {
        this.orders = orders;
        this.search = search;
        this.care = care;
        this.parcels = parcels;
        this.promises = promises;
        this.wishes = wishes;
        this.updates = updates;
        this.streams = streams;
        this.regions = regions;
        this.times = times;
        this.discretion = discretion;
        this.views = views;
        this.staff = staff;
        this.clock = clock;
    }

    @GetMapping("/desk")
    ModelAndView desk(@RequestParam(name = "q", defaultValue = "") String query, Locale language) {
        ModelAndView page = new ModelAndView("desk");
        String asked = query.strip();
        page.addObject("query", asked);
        page.addObject("orders", List.of());
        page.addObject("found", List.of());
        if (asked.isEmpty() || asked.length() > LONGEST) {
            return page;
        }
        Optional<String> number = CaseNumber.in(asked);
        if (number.isPresent() && care.cases().find(number.get()).isPresent()) {
            return new ModelAndView("redirect:/desk/cases/" + number.get());
        }
        List<CustomerView> people = people(asked);
        views.viewed(
                Viewers.required(),
                "customer.viewed",
                people.stream().map(view -> DeskCustomer.subject(view.id())).toList());
        page.addObject(
                "found",
                people.stream()
                        .map(view -> CustomerJson.of(discretion.customer(view)))
                        .toList());
        page.addObject("full", people.size() == MOST_PEOPLE);
        Optional<ParcelView> parcel = parcels.byTrackingNumber(asked);
        List<OrderView> found = parcel.flatMap(known -> orders.find(known.orderSource(), known.orderReference()))
                .map(List::of)
                .orElseGet(() -> orders.byReference(asked, MOST_ORDERS));
        page.addObject(
                "orders", found.stream().map(order -> shown(order, language)).toList());
        page.addObject("nothing", found.isEmpty() && people.isEmpty());
        parcel.or(() -> only(found)).ifPresent(known -> addTimeline(page, known, language));
        return page;
    }

    /** By anything that a caller may say: a name, a number, an address, an order, a parcel. */
    private List<CustomerView> people(String asked) {
        if (asked.length() < SHORTEST) {
            return List.of();
        }
        return search.find(
                        asked,
                        CustomerApi.SEARCHED.stream().filter(discretion::allows).toList(),
                        Optional.empty(),
                        Optional.empty(),
                        MOST_PEOPLE)
                .customers();
    }

    /** The parcel of what was found, where it is but one. */
    private Optional<ParcelView> only(List<OrderView> found) {
        List<String> numbers = found.stream()
                .flatMap(order -> order.shipments().stream())
                .flatMap(shipment -> shipment.parcels().stream())
                .map(OrderView.ParcelEntry::trackingNumber)
                .toList();
        return numbers.size() == 1 ? parcels.byTrackingNumber(numbers.get(0)) : Optional.empty();
    }

    private DeskOrder shown(OrderView order, Locale language) {
        views.viewed(
                Viewers.required(),
                "customer.viewed",
                "customer:" + order.customer().id());
        return DeskOrder.of(order, discretion.customer(order.customer()), times.in(language));
    }

    private void addTimeline(ModelAndView page, ParcelView parcel, Locale language) {
        TrackingModel shown = model(parcel, language);
        page.addObject("parcel", shown);
        Optional<DeliveryWish> wish = wishes.of(parcel.id());
        page.addObject("wish", wish.map(known -> known.kind().code()).orElse(""));
        page.addObject(
                "wishDay",
                wish.flatMap(DeliveryWish::day).map(times.in(language)::day).orElse(""));
        page.addObject("stream", "/desk/events?q=" + parcel.trackingNumber() + "&" + Language.query(language));
        String region = regions.render(shown, language);
        page.addObject("region", region);
        page.addObject("version", Version.of(region));
    }

    @GetMapping("/desk/events")
    void events(
            @RequestParam(name = "q") String number,
            @RequestParam(defaultValue = "") String since,
            @RequestHeader(name = "Last-Event-ID", defaultValue = "") String lastEventId,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ParcelView parcel = parcels.byTrackingNumber(number)
                .orElseThrow(() -> new ProblemException(Problem.of(
                        HttpStatus.NOT_FOUND, "not-found", "desk: expected the tracking number of a parcel")));
        BooleanSupplier allowed = StaffPresence.of(request, staff, clock);
        LiveSource source = new LiveSource() {
            @Override
            public Optional<String> render() {
                return allowed.getAsBoolean()
                        ? parcels.byTrackingNumber(number).map(now -> regions.render(model(now, language), language))
                        : Optional.empty();
            }

            @Override
            public AutoCloseable watch(Runnable changed) {
                return updates.subscribe(parcel.id(), changed);
            }
        };
        streams.open(request, response, source, lastEventId.isEmpty() ? since : lastEventId);
    }

    private TrackingModel model(ParcelView parcel, Locale language) {
        return TrackingModel.of(parcel, promises.history(parcel.id()), times.in(language), clock.instant());
    }
}
