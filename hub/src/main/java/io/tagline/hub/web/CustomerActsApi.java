package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.access.Viewers;
import io.tagline.hub.customer.CustomerExport;
import io.tagline.hub.customer.CustomerMerges;
import io.tagline.hub.customer.CustomerPrivacy;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.web.CustomerJson.SegmentJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is done to customers as a whole: two become one, one is shown or forgotten. Not for partners. */
@RestController
@RequestMapping("/api/v1/customers/{id}")
final class CustomerActsApi {
    private final Customers customers;
    private final CustomerMerges merges;
    private final CustomerPrivacy privacy;
    private final Discretion discretion;

    CustomerActsApi(Customers customers, CustomerMerges merges, CustomerPrivacy privacy, Discretion discretion) {
        this.customers = customers;
        this.merges = merges;
        this.privacy = privacy;
        this.discretion = discretion;
    }

    /** All that is held on a person; unlike elsewhere whole, since it is for that person. */
    record ExportJson(List<HeldJson> customers, Map<String, List<?>> records) {}

    /** What is kept under one reference. */
    record HeldJson(CustomerJson customer, List<SegmentJson> segments) {}

    /** What came of an erasure; {@code rows} by part. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record ErasedJson(CustomerJson customer, Map<String, Integer> rows) {}

    @PostMapping(path = "/merges", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<CustomerJson> merge(@PathVariable String id, @RequestBody byte[] body) {
        CustomerId kept = ours(id);
        CustomerId gone = new CustomerReader(customers.forms()).other(body);
        return answer(merges.merge(Viewers.required(), kept, gone));
    }

    @DeleteMapping("/merges/{gone}")
    ResponseEntity<CustomerJson> unmerge(@PathVariable String id, @PathVariable String gone) {
        return answer(merges.unmerge(Viewers.required(), ours(id), CustomerAnswers.id(gone)));
    }

    @GetMapping("/export")
    ExportJson export(@PathVariable String id) {
        if (!discretion.allowsAllOfCustomers()) {
            throw new ProblemException(Problem.of(
                    HttpStatus.FORBIDDEN,
                    "fields-hidden",
                    "an export shows all: expected who may see every field of a customer (visibility)"));
        }
        CustomerExport export = privacy.export(Viewers.required(), ours(id))
                .orElseThrow(() -> CustomerAnswers.notFound(id, "the id of a customer"));
        return new ExportJson(
                export.customers().stream()
                        .map(held -> new HeldJson(
                                CustomerJson.of(held.customer()),
                                held.segments().stream().map(SegmentJson::of).toList()))
                        .toList(),
                new TreeMap<>(export.records()));
    }

    @PostMapping("/erasure")
    ErasedJson erase(@PathVariable String id) {
        CustomerPrivacy.Erased erased = privacy.erase(Viewers.required(), ours(id));
        return new ErasedJson(CustomerJson.of(erased.customer()), new TreeMap<>(erased.rows()));
    }

    private ResponseEntity<CustomerJson> answer(CustomerView customer) {
        return ResponseEntity.ok()
                .eTag(CustomerAnswers.tag(customer))
                .body(CustomerJson.of(discretion.customer(customer)));
    }

    private CustomerId ours(String id) {
        if (Viewers.source().isPresent()) {
            throw new ProblemException(Problem.of(
                    HttpStatus.FORBIDDEN,
                    "not-for-partners",
                    "merges, exports and erasures: expected a key that is no partner's"));
        }
        return CustomerAnswers.known(customers, id).id();
    }
}
