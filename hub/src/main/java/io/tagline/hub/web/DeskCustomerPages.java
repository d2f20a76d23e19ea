package io.tagline.hub.web;

import io.tagline.hub.access.StaffDirectory;
import io.tagline.hub.access.StaffPresence;
import io.tagline.hub.access.ViewLog;
import io.tagline.hub.access.Viewers;
import io.tagline.hub.care.CaseKind;
import io.tagline.hub.care.TimelineCursor;
import io.tagline.hub.customer.CustomerFile;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.order.CustomerParcel;
import io.tagline.hub.timeline.LiveUpdates;
import io.tagline.hub.tracking.EventKind.Standing;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** One customer, one page: who it is and how they are reached, orders, cases, what was said, and the timeline, live. */
@Controller
final class DeskCustomerPages {
    static final List<String> CHANNELS = List.of("phone", "counter", "email", "mail", "web");

    private static final String FRAGMENT = "parts/customer";

    private final Customers customers;
    private final DeskCustomer desk;
    private final Discretion discretion;
    private final ViewLog views;
    private final LiveUpdates updates;
    private final LiveStreams streams;
    private final Fragments fragments;
    private final StaffDirectory staff;
    private final InstantSource clock;

    DeskCustomerPages(
            Customers customers,
            DeskCustomer desk,
            Discretion discretion,
            ViewLog views,
            LiveUpdates updates,
            LiveStreams streams,
            Fragments fragments,
            StaffDirectory staff,
            InstantSource clock) {
        this.customers = customers;
        this.desk = desk;
        this.discretion = discretion;
        this.views = views;
        this.updates = updates;
        this.streams = streams;
        this.fragments = fragments;
        this.staff = staff;
        this.clock = clock;
    }

    @GetMapping("/desk/customers/{id}")
    ModelAndView customer(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String before,
            @RequestParam(defaultValue = "") String said,
            Locale language) {
        return page(file(id), before, notice(said), language);
    }

    /** What came of a form, as the address after it says. */
    private static Notice notice(String said) {
        return Notice.KNOWN.contains(said) ? new Notice("desk.said-so." + said, false) : Notice.NONE;
    }

    /** A sentence above the page. */
    record Notice(String key, boolean bad) {
        static final Notice NONE = new Notice("", false);
        static final List<String> KNOWN = List.of("opened", "kept", "changed", "made", "merged", "unmerged", "ordered");
    }

    ModelAndView page(CustomerFile file, String before, Notice notice, Locale language) {
        CustomerView customer = discretion.customer(file.customer());
        seen(file);
        Optional<TimelineCursor> cursor = TimelineCursor.parse(before);
        DeskCustomer.Shown shown = desk.of(file, cursor, discretion.ofCaller(), language);
        ModelAndView page = new ModelAndView("desk-customer", shown.asMap());
        page.addObject("customer", CustomerJson.of(customer));
        page.addObject("merged", others(file.merged()));
        page.addObject("alike", others(file.alike()));
        page.addObject("kinds", Stream.of(CaseKind.values()).map(CaseKind::code).toList());
        page.addObject("channels", CHANNELS);
        page.addObject("parcels", choice(desk.parcels(file)));
        page.addObject(
                "openCases",
                shown.cases().stream().filter(one -> one.due().isPresent()).toList());
        page.addObject("once", UUID.randomUUID().toString());
        page.addObject("notice", notice.key());
        page.addObject("bad", notice.bad());
        // without scripts a page that is loaded again and again would take the words out of its forms
        page.addObject("forms", true);
        if (cursor.isEmpty()) {
            // what is older does not change
            page.addObject("stream", "/desk/customers/" + file.customer().id() + "/events?" + Language.query(language));
            page.addObject("version", Version.of(fragments.render(FRAGMENT, language, shown.asMap())));
        }
        return page;
    }

    /** The one that a caller most likely means first: under way, and with news. */
    private static List<String> choice(List<CustomerParcel> parcels) {
        return Stream.concat(
                        parcels.stream().filter(parcel -> parcel.status().standing() != Standing.DONE),
                        parcels.stream().filter(parcel -> parcel.status().standing() == Standing.DONE))
                .map(CustomerParcel::trackingNumber)
                .toList();
    }

    private List<CustomerJson> others(List<CustomerView> found) {
        return found.stream()
                .map(view -> CustomerJson.of(discretion.customer(view)))
                .toList();
    }

    /** Those of a page are written down together. */
    private void seen(CustomerFile file) {
        views.viewed(
                Viewers.required(),
                "customer.viewed",
                Stream.of(List.of(file.customer()), file.merged(), file.alike())
                        .flatMap(List::stream)
                        .map(view -> DeskCustomer.subject(view.id()))
                        .toList());
    }

    @GetMapping("/desk/customers/{id}/events")
    void events(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String since,
            @RequestHeader(name = "Last-Event-ID", defaultValue = "") String lastEventId,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        CustomerFile opened = file(id);
        Predicate<String> mayRead = discretion.ofCaller();
        WatchedSource source = new WatchedSource(
                () -> customers
                        .file(opened.customer().id())
                        .map(file -> fragments.render(
                                FRAGMENT,
                                language,
                                desk.of(file, Optional.empty(), mayRead, language)
                                        .asMap())),
                StaffPresence.of(request, staff, clock),
                updates,
                desk.parcels(opened).stream().map(CustomerParcel::id).toList(),
                streams.clock());
        streams.open(request, response, source, lastEventId.isEmpty() ? since : lastEventId);
    }

    /** @throws ProblemException 404 for what is no customer */
    CustomerFile file(String id) {
        return customers
                .file(CustomerAnswers.id(id))
                .orElseThrow(() -> new ProblemException(
                        Problem.of(HttpStatus.NOT_FOUND, "customer-not-found", "desk: expected the id of a customer")));
    }
}
