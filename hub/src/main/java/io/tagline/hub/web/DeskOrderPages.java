package io.tagline.hub.web;

import io.tagline.hub.access.ViewLog;
import io.tagline.hub.access.Viewers;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.order.OrderCondition;
import io.tagline.hub.order.OrderConflictException;
import io.tagline.hub.order.OrderDocument;
import io.tagline.hub.order.OrderProblem;
import io.tagline.hub.order.OrderPut;
import io.tagline.hub.order.OrderReader;
import io.tagline.hub.order.OrderRefusedException;
import io.tagline.hub.order.OrderStaleException;
import io.tagline.hub.order.OrderView;
import io.tagline.hub.order.Orders;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Orders made and changed by reps. What a shop says of its order later replaces what was changed here. */
@Controller
final class DeskOrderPages {
    private final Orders orders;
    private final DeskCustomerPages pages;
    private final Discretion discretion;
    private final ViewLog views;

    DeskOrderPages(Orders orders, DeskCustomerPages pages, Discretion discretion, ViewLog views) {
        this.orders = orders;
        this.pages = pages;
        this.discretion = discretion;
        this.views = views;
    }

    @GetMapping("/desk/orders/new")
    ModelAndView blank(@RequestParam(defaultValue = "") String customer) {
        CustomerView of = pages.file(customer).customer();
        return page(OrderForm.blank(of), "", List.of());
    }

    @PostMapping("/desk/orders")
    ModelAndView make(@RequestParam MultiValueMap<String, String> fields) {
        CustomerView customer = pages.file(
                        Optional.ofNullable(fields.getFirst("customer")).orElse(""))
                .customer();
        OrderForm form = OrderForm.of(fields, customer.source(), customer.reference());
        return put(form, form, OrderCondition.isNew(), customer);
    }

    @GetMapping("/desk/orders/{source}/{reference}")
    ModelAndView change(@PathVariable String source, @PathVariable String reference) {
        OrderView standing = find(source, reference);
        views.viewed(
                Viewers.required(),
                "customer.viewed",
                Stream.concat(Stream.of(standing.customer().id()), orders.recipients(source, reference).stream())
                        .map(DeskCustomer::subject)
                        .toList());
        OrderForm form = standing(standing);
        if (!form.isSmall()) {
            return refused(page(form, "desk.order.large", List.of()));
        }
        return page(form.without(discretion.ofCaller()), "", List.of());
    }

    private OrderForm standing(OrderView order) {
        OrderDocument document = orders.document(order.source(), order.reference())
                .orElseThrow(() -> notFound(order.source() + "/" + order.reference()));
        return OrderForm.of(order, document);
    }

    @PostMapping("/desk/orders/{source}/{reference}")
    ModelAndView changed(
            @PathVariable String source,
            @PathVariable String reference,
            @RequestParam MultiValueMap<String, String> fields) {
        OrderView standing = find(source, reference);
        OrderForm before = standing(standing);
        OrderForm form = OrderForm.of(fields, source, standing.customer().reference())
                .named(standing.customer().id().toString(), reference);
        if (!before.isSmall()) {
            return refused(page(form, "desk.order.large", List.of()));
        }
        // what somebody was not shown they can't mean to take out
        return put(
                form,
                form.withHiddenOf(before, discretion.ofCaller()),
                OrderCondition.is(form.seen()),
                standing.customer());
    }

    private ModelAndView put(OrderForm shown, OrderForm whole, OrderCondition condition, CustomerView customer) {
        try {
            OrderPut unused = orders.put(
                    Viewers.required(), whole.source(), whole.reference(), OrderReader.read(whole.json()), condition);
            return new ModelAndView("redirect:/desk/customers/" + customer.id() + "?said=ordered");
        } catch (OrderRefusedException e) {
            return refused(page(shown, "desk.form.wrong", items(e.problems())));
        } catch (OrderStaleException e) {
            return refused(page(shown, condition.absent() ? "desk.order.exists" : "desk.form.stale", List.of()));
        } catch (OrderConflictException e) {
            return refused(page(shown, "desk.order.conflict", items(e.problems())));
        }
    }

    private static List<Problem.Item> items(List<OrderProblem> problems) {
        return problems.stream()
                .map(problem -> new Problem.Item(problem.path(), problem.message()))
                .toList();
    }

    private OrderView find(String source, String reference) {
        return orders.find(source, reference).orElseThrow(() -> notFound(source + "/" + reference));
    }

    private static ProblemException notFound(String order) {
        return new ProblemException(Problem.of(
                HttpStatus.NOT_FOUND, "order-not-found", "order \"" + order + "\": expected one that was put"));
    }

    private ModelAndView page(OrderForm form, String notice, List<Problem.Item> items) {
        ModelAndView page = new ModelAndView("desk-order");
        page.addObject("form", form);
        page.addObject("name", discretion.allows("customer.name"));
        page.addObject("email", discretion.allows("customer.email"));
        page.addObject("phone", discretion.allows("customer.phone"));
        page.addObject("address", discretion.allows("customer.address"));
        page.addObject("editable", form.isSmall());
        page.addObject("notice", notice);
        page.addObject("items", items);
        return page;
    }

    private static ModelAndView refused(ModelAndView page) {
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }
}
