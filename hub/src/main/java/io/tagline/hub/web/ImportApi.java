package io.tagline.hub.web;

import io.tagline.hub.access.Viewers;
import io.tagline.hub.csv.CsvException;
import io.tagline.hub.csv.ImportReport;
import io.tagline.hub.customer.CustomerImport;
import io.tagline.hub.order.OrderImport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Files of customers and orders, as spreadsheets write them. What is larger than a body may be goes in by the command. */
@RestController
@RequestMapping("/api/v1/imports")
final class ImportApi {
    private static final String CSV = "text/csv";

    private final CustomerImport customers;
    private final OrderImport orders;
    private final Discretion discretion;

    ImportApi(CustomerImport customers, OrderImport orders, Discretion discretion) {
        this.discretion = discretion;
        this.customers = customers;
        this.orders = orders;
    }

    @PostMapping(path = "/customers", consumes = CSV)
    ImportReport customers(@RequestParam(defaultValue = "false") boolean dryRun, @RequestBody byte[] body)
            throws IOException {
        try {
            return customers.run(new ByteArrayInputStream(body), Viewers.required(), discretion.ofCaller(), dryRun);
        } catch (CsvException e) {
            throw unreadable(e);
        }
    }

    @PostMapping(path = "/orders", consumes = CSV)
    ImportReport orders(@RequestParam(defaultValue = "false") boolean dryRun, @RequestBody byte[] body)
            throws IOException {
        try {
            return orders.run(new ByteArrayInputStream(body), Viewers.required(), dryRun);
        } catch (CsvException e) {
            throw unreadable(e);
        }
    }

    private static ProblemException unreadable(CsvException e) {
        return new ProblemException(
                Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "file-unreadable", String.valueOf(e.getMessage())));
    }
}
