package io.tagline.hub.web;

import io.tagline.hub.access.ViewLog;
import io.tagline.hub.access.Viewers;
import io.tagline.hub.customer.CustomerConflictException;
import io.tagline.hub.customer.CustomerFile;
import io.tagline.hub.customer.CustomerMerges;
import io.tagline.hub.customer.CustomerSearch;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.order.CustomerParcel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Two customers that are one: looked at side by side first, and taken back where it was wrong. */
@Controller
final class DeskMergePages {
    private static final int MOST_FOUND = 10;
    private static final int SHORTEST = 2;
    private static final int LONGEST = 200;

    private final DeskCustomerPages pages;
    private final DeskCustomer desk;
    private final CustomerSearch search;
    private final CustomerMerges merges;
    private final Discretion discretion;
    private final ViewLog views;

    DeskMergePages(
            DeskCustomerPages pages,
            DeskCustomer desk,
            CustomerSearch search,
            CustomerMerges merges,
            Discretion discretion,
            ViewLog views) {
        this.pages = pages;
        this.desk = desk;
        this.search = search;
        this.merges = merges;
        this.discretion = discretion;
        this.views = views;
    }

    /** One of the two, with how much hangs on it. */
    record Side(CustomerJson customer, long orders, int cases, int merged) {}

    @GetMapping("/desk/customers/{id}/merge")
    ModelAndView look(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String with,
            @RequestParam(name = "other", defaultValue = "") String query) {
        CustomerFile kept = pages.file(id);
        ModelAndView page = new ModelAndView("desk-merge");
        page.addObject("kept", side(kept));
        page.addObject("gone", with.isEmpty() ? null : side(pages.file(with)));
        page.addObject("query", query);
        List<CustomerView> found = Stream.concat(kept.alike().stream(), found(query).stream())
                .filter(view -> !view.id().equals(kept.customer().id()))
                .distinct()
                .limit(MOST_FOUND)
                .toList();
        views.viewed(
                Viewers.required(),
                "customer.viewed",
                found.stream().map(view -> DeskCustomer.subject(view.id())).toList());
        page.addObject(
                "found",
                found.stream()
                        .map(view -> CustomerJson.of(discretion.customer(view)))
                        .toList());
        page.addObject("notice", "");
        return page;
    }

    private List<CustomerView> found(String query) {
        String asked = query.strip();
        return asked.length() < SHORTEST || asked.length() > LONGEST
                ? List.of()
                : search.find(
                                asked,
                                CustomerApi.SEARCHED.stream()
                                        .filter(discretion::allows)
                                        .toList(),
                                Optional.empty(),
                                Optional.empty(),
                                MOST_FOUND)
                        .customers();
    }

    private Side side(CustomerFile file) {
        views.viewed(
                Viewers.required(),
                "customer.viewed",
                DeskCustomer.subject(file.customer().id()));
        return new Side(
                CustomerJson.of(discretion.customer(file.customer())),
                desk.parcels(file).stream()
                        .filter(CustomerParcel::ordered)
                        .map(parcel -> parcel.source() + "/" + parcel.reference())
                        .distinct()
                        .count(),
                desk.cases(file).size(),
                file.merged().size());
    }

    @PostMapping("/desk/customers/{id}/merge")
    ModelAndView merge(@PathVariable String id, @RequestParam(defaultValue = "") String gone) {
        CustomerFile kept = pages.file(id);
        CustomerFile other = pages.file(gone);
        try {
            CustomerView unused = merges.merge(
                    Viewers.required(), kept.customer().id(), other.customer().id());
            return back(kept, "merged");
        } catch (CustomerConflictException e) {
            return refused(id, gone);
        }
    }

    @PostMapping("/desk/customers/{id}/unmerge")
    ModelAndView unmerge(@PathVariable String id, @RequestParam(defaultValue = "") String gone) {
        CustomerFile kept = pages.file(id);
        CustomerFile other = pages.file(gone);
        try {
            CustomerView unused = merges.unmerge(
                    Viewers.required(), kept.customer().id(), other.customer().id());
            return back(kept, "unmerged");
        } catch (CustomerConflictException e) {
            return refused(id, gone);
        }
    }

    private static ModelAndView back(CustomerFile kept, String said) {
        return new ModelAndView("redirect:/desk/customers/" + kept.customer().id() + "?said=" + said);
    }

    private ModelAndView refused(String id, String gone) {
        ModelAndView page = look(id, gone, "");
        page.addObject("notice", "desk.merge.refused");
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }
}
