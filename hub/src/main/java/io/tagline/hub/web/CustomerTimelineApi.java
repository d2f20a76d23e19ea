package io.tagline.hub.web;

import io.tagline.hub.access.ViewLog;
import io.tagline.hub.access.Viewers;
import io.tagline.hub.care.CustomerTimeline;
import io.tagline.hub.care.TimelineCursor;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.party.CustomerId;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Everything that happened to and between a customer and the post; for keys that are good for cases, since it is full of them. */
@RestController
@RequestMapping("/api/v1/customers/{id}/timeline")
final class CustomerTimelineApi {
    private final Customers customers;
    private final CustomerTimeline timeline;
    private final ViewLog views;
    private final Discretion discretion;

    CustomerTimelineApi(Customers customers, CustomerTimeline timeline, ViewLog views, Discretion discretion) {
        this.customers = customers;
        this.timeline = timeline;
        this.views = views;
        this.discretion = discretion;
    }

    @GetMapping("")
    TimelineJson page(
            @PathVariable String id, @RequestParam Optional<String> before, @RequestParam Optional<String> limit) {
        int most = Pages.limit(limit);
        Optional<TimelineCursor> after =
                before.map(text -> TimelineCursor.parse(text).orElseThrow(Pages::badCursor));
        CustomerId customer = CustomerAnswers.known(customers, id).id();
        CustomerTimeline.Page page = timeline.page(customer, after, most, discretion::allows)
                .orElseThrow(() -> CustomerAnswers.notFound(id, "the id of a customer"));
        views.viewed(Viewers.required(), "customer.viewed", "customer:" + customer);
        return TimelineJson.of(page);
    }
}
