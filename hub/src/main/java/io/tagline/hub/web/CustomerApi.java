package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.access.ViewLog;
import io.tagline.hub.access.Viewers;
import io.tagline.hub.customer.CustomerDocument;
import io.tagline.hub.customer.CustomerFile;
import io.tagline.hub.customer.CustomerSearch;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.order.Orders;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.web.CustomerJson.SegmentJson;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Customers: found, looked at, made and changed. */
@RestController
@RequestMapping("/api/v1/customers")
final class CustomerApi {
    private static final int MOST_ORDERS = 100;
    private static final int LONGEST_QUERY = 200;
    /** Fields that words are looked for in, by the names that visibility is set by. */
    static final List<String> SEARCHED =
            List.of("customer.name", "customer.email", "customer.phone", "customer.address");

    private final Customers customers;
    private final CustomerSearch search;
    private final Orders orders;
    private final ViewLog views;
    private final Discretion discretion;
    private final Links links;

    CustomerApi(
            Customers customers,
            CustomerSearch search,
            Orders orders,
            ViewLog views,
            Discretion discretion,
            Links links) {
        this.customers = customers;
        this.search = search;
        this.orders = orders;
        this.views = views;
        this.discretion = discretion;
        this.links = links;
    }

    /** A customer with what belongs to it, and the newest orders. */
    record FileJson(
            CustomerJson customer,
            List<CustomerJson> merged,
            List<SegmentJson> segments,
            List<CustomerJson> alike,
            List<OrderJson> orders) {}

    /** Those found; {@code next} begins the page after this one. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Found(List<CustomerJson> customers, Optional<UUID> next) {}

    @GetMapping("")
    Found find(
            @RequestParam Optional<String> q,
            @RequestParam Optional<String> before,
            @RequestParam(defaultValue = "20") String limit) {
        String text = q.orElse("").strip();
        if (text.length() < 2 || text.length() > LONGEST_QUERY) {
            throw refused("q", "expected 2 to " + LONGEST_QUERY + " characters to look for");
        }
        CustomerSearch.Page page = search.find(
                text,
                SEARCHED.stream().filter(discretion::allows).toList(),
                Viewers.source(),
                before.map(CustomerApi::before),
                limit(limit));
        seen(page.customers());
        return new Found(
                page.customers().stream().map(this::json).toList(), page.next().map(CustomerId::value));
    }

    @PostMapping(path = "", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<CustomerJson> create(@RequestBody byte[] body) {
        CustomerReader.Draft draft = new CustomerReader(customers.forms()).draft(body);
        if (!Viewers.maySee(draft.source())) {
            throw new ProblemException(Problem.of(
                    HttpStatus.FORBIDDEN,
                    "source-not-yours",
                    "source \"" + draft.source() + "\": expected the source that this key is for"));
        }
        Customers.Created created =
                customers.create(Viewers.required(), draft.source(), draft.reference(), draft.document());
        ResponseEntity.BodyBuilder answer = created.isNew()
                ? ResponseEntity.created(
                        URI.create("/api/v1/customers/" + created.customer().id()))
                : ResponseEntity.ok();
        return answer.eTag(CustomerAnswers.tag(created.customer())).body(json(created.customer()));
    }

    @GetMapping("/{id}")
    ResponseEntity<FileJson> customer(@PathVariable String id, HttpServletRequest request) {
        CustomerView known = CustomerAnswers.known(customers, id);
        CustomerFile file =
                customers.file(known.id()).orElseThrow(() -> CustomerAnswers.notFound(id, "the id of a customer"));
        List<CustomerView> merged = known(file.merged());
        List<CustomerView> alike = known(file.alike());
        seen(Stream.of(List.of(file.customer()), merged, alike)
                .flatMap(List::stream)
                .toList());
        FileJson shown = new FileJson(
                json(file.customer()),
                merged.stream().map(this::json).toList(),
                discretion.allows("customer.segment")
                        ? file.segments().stream().map(SegmentJson::of).toList()
                        : List.of(),
                alike.stream().map(this::json).toList(),
                orders.ofCustomer(known.id(), MOST_ORDERS).stream()
                        .filter(order -> Viewers.maySee(order.source()))
                        .map(order -> OrderJson.of(order, links.tracking(request), discretion))
                        .toList());
        return ResponseEntity.ok()
                .eTag(Versions.shown(CustomerAnswers.tag(file.customer()), shown))
                .body(shown);
    }

    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<CustomerJson> change(
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) Optional<String> ifMatch,
            @RequestBody byte[] body) {
        CustomerView known = CustomerAnswers.known(customers, id);
        OptionalInt version = CustomerAnswers.version(ifMatch);
        CustomerDocument wanted = new CustomerReader(customers.forms()).document(body);
        Predicate<String> mayRead = discretion.ofCaller();
        return answer(customers.change(
                Viewers.required(), known.id(), version, standing -> HiddenFields.kept(wanted, standing, mayRead)));
    }

    @PostMapping(path = "/{id}/verifications", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<CustomerJson> verified(@PathVariable String id, @RequestBody byte[] body) {
        CustomerView known = CustomerAnswers.known(customers, id);
        CustomerReader.Tried tried = new CustomerReader(customers.forms()).tried(body);
        if (!discretion.allows(tried.channel().field())) {
            // else it could be tried out what is kept
            throw refused("$.channel", "hidden from this key: expected a channel that it may see");
        }
        try {
            return answer(customers.verified(Viewers.required(), known.id(), tried.channel(), tried.value()));
        } catch (IllegalArgumentException e) {
            throw refused("$.value", String.valueOf(e.getMessage()));
        }
    }

    private void seen(List<CustomerView> shown) {
        views.viewed(
                Viewers.required(),
                "customer.viewed",
                shown.stream().map(view -> "customer:" + view.id()).toList());
    }

    private ResponseEntity<CustomerJson> answer(CustomerView customer) {
        return ResponseEntity.ok().eTag(CustomerAnswers.tag(customer)).body(json(customer));
    }

    /** Those that the caller may know of. */
    private static List<CustomerView> known(List<CustomerView> found) {
        return found.stream().filter(view -> Viewers.maySee(view.source())).toList();
    }

    private CustomerJson json(CustomerView customer) {
        return CustomerJson.of(discretion.customer(customer));
    }

    private static CustomerId before(String text) {
        try {
            return new CustomerId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw refused("before", "expected next of the page before");
        }
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= CustomerSearch.MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw refused("limit", "expected 1 to " + CustomerSearch.MOST);
    }

    private static ProblemException refused(String path, String message) {
        return new ProblemException(
                Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "customer-refused", path + ": " + message));
    }
}
