package io.tagline.hub.web;

import io.tagline.hub.access.Viewers;
import io.tagline.hub.customer.Channel;
import io.tagline.hub.customer.CustomerConflictException;
import io.tagline.hub.customer.CustomerDocument;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.customer.LifecycleStage;
import io.tagline.hub.customer.PartyRole;
import io.tagline.hub.customer.Preference;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Customers made and changed by reps. */
@Controller
final class DeskFormPages {
    private final Customers customers;
    private final DeskCustomerPages pages;
    private final Discretion discretion;

    DeskFormPages(Customers customers, DeskCustomerPages pages, Discretion discretion) {
        this.customers = customers;
        this.pages = pages;
        this.discretion = discretion;
    }

    @GetMapping("/desk/customers/new")
    ModelAndView blank() {
        return page(CustomerForm.blank(), "", List.of());
    }

    @PostMapping("/desk/customers")
    ModelAndView make(@RequestParam MultiValueMap<String, String> fields) {
        CustomerForm form = CustomerForm.of(fields, "", 0);
        try {
            CustomerReader.Draft draft = new CustomerReader(customers.forms()).draft(form.json(true));
            Customers.Created made =
                    customers.create(Viewers.required(), draft.source(), draft.reference(), draft.document());
            return new ModelAndView(
                    "redirect:/desk/customers/" + made.customer().id() + "?said=made");
        } catch (ProblemException e) {
            return refused(page(form, "desk.form.wrong", CustomerForm.items(e.problem())));
        } catch (CustomerConflictException e) {
            return refused(page(form, "desk.form.exists", List.of()));
        }
    }

    @GetMapping("/desk/customers/{id}/change")
    ModelAndView change(@PathVariable String id) {
        CustomerView customer = pages.file(id).customer();
        return page(CustomerForm.of(discretion.customer(customer)), "", List.of());
    }

    @PostMapping("/desk/customers/{id}/change")
    ModelAndView changed(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") int version,
            @RequestParam MultiValueMap<String, String> fields) {
        CustomerView standing = pages.file(id).customer();
        CustomerForm form = CustomerForm.of(fields, id, version);
        try {
            CustomerDocument wanted = new CustomerReader(customers.forms()).document(form.json(false));
            Predicate<String> mayRead = discretion.ofCaller();
            CustomerView unused = customers.change(
                    Viewers.required(),
                    standing.id(),
                    OptionalInt.of(version),
                    kept -> HiddenFields.kept(wanted, kept, mayRead));
            return new ModelAndView("redirect:/desk/customers/" + standing.id() + "?said=changed");
        } catch (ProblemException e) {
            return refused(page(form, "desk.form.wrong", CustomerForm.items(e.problem())));
        } catch (CustomerConflictException e) {
            return refused(page(
                    form,
                    e.reason() == CustomerConflictException.Reason.STALE ? "desk.form.stale" : "desk.form.closed",
                    List.of()));
        }
    }

    private ModelAndView page(CustomerForm form, String notice, List<Problem.Item> items) {
        ModelAndView page = new ModelAndView("desk-customer-form");
        page.addObject("form", form);
        page.addObject(
                "roles", Stream.of(PartyRole.values()).map(PartyRole::code).toList());
        page.addObject(
                "stages",
                Stream.of(LifecycleStage.values()).map(LifecycleStage::code).toList());
        page.addObject(
                "choices",
                Stream.of(Preference.values())
                        .map(preference -> new AccountDetailPages.Choice(
                                preference.code(),
                                preference.options(),
                                form.preferences().getOrDefault(preference.code(), "")))
                        .toList());
        page.addObject("name", discretion.allows("customer.name"));
        page.addObject("segment", discretion.allows("customer.segment"));
        page.addObject(
                "channels",
                Stream.of(Channel.values())
                        .filter(channel -> discretion.allows(channel.field()))
                        .map(Channel::code)
                        .toList());
        page.addObject("notice", notice);
        page.addObject("items", items);
        return page;
    }

    private static ModelAndView refused(ModelAndView page) {
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }
}
