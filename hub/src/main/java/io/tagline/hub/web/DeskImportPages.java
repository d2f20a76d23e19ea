package io.tagline.hub.web;

import io.tagline.hub.access.Viewers;
import io.tagline.hub.csv.CsvException;
import io.tagline.hub.csv.ImportReport;
import io.tagline.hub.customer.CustomerImport;
import io.tagline.hub.order.OrderImport;
import io.tagline.hub.settings.HubSettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** Files of customers and orders: tried first, with every bad line, and then taken. */
@Controller
final class DeskImportPages {
    private final CustomerImport customers;
    private final OrderImport orders;
    private final Discretion discretion;
    private final long mostBytes;

    DeskImportPages(CustomerImport customers, OrderImport orders, Discretion discretion, HubSettings settings) {
        this.discretion = discretion;
        this.customers = customers;
        this.orders = orders;
        this.mostBytes = settings.limits().bodyBytes();
    }

    @GetMapping("/desk/imports")
    ModelAndView blank() {
        return page("customers", "");
    }

    @PostMapping("/desk/imports")
    ModelAndView take(
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String take,
            @RequestParam Optional<MultipartFile> file)
            throws IOException {
        boolean dryRun = take.isEmpty();
        if (file.filter(sent -> !sent.isEmpty()).isEmpty()) {
            return refused(page(kind, "desk.import.empty"));
        }
        try (InputStream in = file.get().getInputStream()) {
            ImportReport report = kind.equals("orders")
                    ? orders.run(in, Viewers.required(), dryRun)
                    : customers.run(in, Viewers.required(), discretion.ofCaller(), dryRun);
            ModelAndView page = page(kind, "");
            page.addObject("report", report);
            return page;
        } catch (CsvException e) {
            ModelAndView page = page(kind, "desk.import.unreadable");
            page.addObject("detail", String.valueOf(e.getMessage()));
            return refused(page);
        }
    }

    private ModelAndView page(String kind, String notice) {
        ModelAndView page = new ModelAndView("desk-imports");
        page.addObject("kind", kind.equals("orders") ? "orders" : "customers");
        page.addObject("notice", notice);
        page.addObject("kib", mostBytes / 1024);
        return page;
    }

    private static ModelAndView refused(ModelAndView page) {
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }
}
