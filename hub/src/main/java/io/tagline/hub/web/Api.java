package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.access.Viewers;
import io.tagline.hub.fleet.Fleet;
import io.tagline.hub.order.OrderCondition;
import io.tagline.hub.order.OrderConflictException;
import io.tagline.hub.order.OrderProblem;
import io.tagline.hub.order.OrderPut;
import io.tagline.hub.order.OrderReader;
import io.tagline.hub.order.OrderRefusedException;
import io.tagline.hub.order.Orders;
import io.tagline.hub.timeline.ParcelView;
import io.tagline.hub.timeline.Parcels;
import io.tagline.hub.timeline.ReportedEvent;
import io.tagline.hub.tracking.Carriers;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** What programs do here: put orders, ask for parcels, report events, look after the fleet. */
@RestController
@RequestMapping("/api/v1")
final class Api {

    private final Orders orders;
    private final Parcels parcels;
    private final Fleet fleet;
    private final Discretion discretion;
    private final Links links;
    private final Carriers carriers;
    private final InstantSource clock;

    Api(
            Orders orders,
            Parcels parcels,
            Fleet fleet,
            Discretion discretion,
            Links links,
            Carriers carriers,
            InstantSource clock) {
        this.orders = orders;
        this.parcels = parcels;
        this.fleet = fleet;
        this.discretion = discretion;
        this.links = links;
        this.carriers = carriers;
        this.clock = clock;
    }

    /** Which tags were on a parcel, the oldest first. */
    record Tags(String trackingNumber, List<TagJson> tags) {}

    /** A tag was on it from then until then. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record TagJson(String epc, Instant from, Optional<Instant> to) {}

    /** What became of a reported event, and how the parcel stands now. */
    record Reported(String outcome, ParcelJson parcel) {}

    @PutMapping(path = "/orders/{source}/{reference}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<OrderJson> putOrder(
            @PathVariable String source,
            @PathVariable String reference,
            @RequestHeader("If-Match") Optional<String> ifMatch,
            @RequestHeader("If-None-Match") Optional<String> ifNoneMatch,
            @RequestBody byte[] body,
            HttpServletRequest request)
            throws OrderRefusedException, OrderConflictException {
        requireOwn(source);
        OrderCondition condition = OrderTags.condition(ifMatch, ifNoneMatch);
        OrderPut put = Viewers.source().isPresent()
                ? putOfPartner(source, reference, body, condition)
                : orders.put(source, reference, OrderReader.read(body), condition);
        OrderJson order = OrderJson.of(put.order(), links.tracking(request), discretion);
        String tag = OrderTags.of(put.order(), order);
        if (put.outcome() == OrderPut.Outcome.CREATED) {
            URI location = UriComponentsBuilder.fromPath("/api/v1/orders/{source}/{reference}")
                    .build(source, reference);
            return ResponseEntity.created(location).eTag(tag).body(order);
        }
        return ResponseEntity.ok().eTag(tag).body(order);
    }

    @GetMapping("/orders/{source}/{reference}")
    ResponseEntity<OrderJson> order(
            @PathVariable String source, @PathVariable String reference, HttpServletRequest request) {
        requireOwn(source);
        return orders.find(source, reference)
                .map(order -> {
                    OrderJson shown = OrderJson.of(order, links.tracking(request), discretion);
                    return ResponseEntity.ok().eTag(OrderTags.of(order, shown)).body(shown);
                })
                .orElseThrow(() -> notFound("order", source + "/" + reference, "one that was put"));
    }

    @GetMapping("/parcels/{trackingNumber}")
    ParcelJson parcel(@PathVariable String trackingNumber, HttpServletRequest request) {
        return json(find(trackingNumber), request);
    }

    @GetMapping("/parcels/{trackingNumber}/tags")
    Tags tags(@PathVariable String trackingNumber) {
        ParcelView parcel = find(trackingNumber);
        return new Tags(
                parcel.trackingNumber(),
                orders.tags(parcel.id()).stream()
                        .map(tag -> new TagJson(tag.epc(), tag.from(), tag.to()))
                        .toList());
    }

    @PostMapping(path = "/parcels/{trackingNumber}/events", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Reported> report(
            @PathVariable String trackingNumber, @RequestBody byte[] body, HttpServletRequest request) {
        ReportedEvent event;
        if (Viewers.source().isPresent()) {
            ParcelView unused = find(trackingNumber);
            event = ReportedEventReader.readOfPartner(body, clock.instant(), carriers);
        } else {
            event = ReportedEventReader.read(body, clock.instant(), carriers);
        }
        ReportedEvent.Outcome outcome = parcels.record(trackingNumber, event);
        if (outcome == ReportedEvent.Outcome.NO_SUCH_PARCEL) {
            throw noParcel(trackingNumber);
        }
        if (outcome == ReportedEvent.Outcome.NO_SUCH_EVENT) {
            throw new ProblemException(Problem.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "event-refused",
                    "$.corrects: expected the id of an event of this parcel, other than its registration"));
        }
        HttpStatus status = outcome == ReportedEvent.Outcome.RECORDED ? HttpStatus.CREATED : HttpStatus.OK;
        return ResponseEntity.status(status)
                .body(new Reported(outcome.name().toLowerCase(Locale.ROOT), json(find(trackingNumber), request)));
    }

    @GetMapping("/fleet")
    FleetJson fleet() {
        return FleetJson.of(fleet.view());
    }

    private ParcelView find(String trackingNumber) {
        return parcels.byTrackingNumber(trackingNumber)
                .filter(parcel -> Viewers.maySee(parcel.orderSource()))
                .orElseThrow(() -> noParcel(trackingNumber));
    }

    /** What is in the way may be another company's: a partner is told where, not what. */
    private OrderPut putOfPartner(String source, String reference, byte[] body, OrderCondition condition)
            throws OrderRefusedException, OrderConflictException {
        try {
            return orders.put(source, reference, OrderReader.read(body), condition);
        } catch (OrderConflictException e) {
            throw new OrderConflictException(e.problems().stream()
                    .map(problem -> new OrderProblem(
                            problem.path(), "in use on another parcel: expected a number and a tag that no other has"))
                    .toList());
        }
    }

    /** By the path alone, so that a refusal says nothing about what is there. */
    private static void requireOwn(String source) {
        if (!Viewers.maySee(source)) {
            throw new ProblemException(Problem.of(
                    HttpStatus.FORBIDDEN,
                    "source-not-yours",
                    "source \"" + source + "\": expected the source that this key is for"));
        }
    }

    private ParcelJson json(ParcelView parcel, HttpServletRequest request) {
        return ParcelJson.of(
                parcel,
                links.tracking(request).apply(parcel.link()),
                Viewers.source().isEmpty());
    }

    private static ProblemException noParcel(String trackingNumber) {
        return notFound("parcel", trackingNumber, "the tracking number of a parcel in an order");
    }

    private static ProblemException notFound(String what, String value, String expected) {
        return new ProblemException(Problem.of(
                HttpStatus.NOT_FOUND, what + "-not-found", what + " \"" + value + "\": expected " + expected));
    }
}
