package io.tagline.hub.web;

import io.tagline.hub.account.Account;
import io.tagline.hub.account.Accounts;
import io.tagline.hub.care.Care;
import io.tagline.hub.care.CareRefusedException;
import io.tagline.hub.care.Case;
import io.tagline.hub.care.CaseKind;
import io.tagline.hub.care.CaseOpening;
import io.tagline.hub.care.CaseState;
import io.tagline.hub.care.Channel;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.order.CustomerParcel;
import io.tagline.hub.order.Orders;
import io.tagline.hub.timeline.Parcels;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** A customer's own cases: what became of them, another word, a new one. */
@Controller
final class AccountCasePages {
    private static final int MOST_PARCELS = 60;
    private static final int LONGEST_WORD = 2_000;
    private static final List<String> SAID = List.of("opened", "written");

    private final AccountDoor door;
    private final AccountPages pages;
    private final AccountCases cases;
    private final Care care;
    private final Orders orders;
    private final Customers customers;
    private final Parcels parcels;
    private final Times times;

    AccountCasePages(
            AccountDoor door,
            AccountPages pages,
            AccountCases cases,
            Care care,
            Orders orders,
            Customers customers,
            Parcels parcels,
            Times times) {
        this.door = door;
        this.pages = pages;
        this.cases = cases;
        this.care = care;
        this.orders = orders;
        this.customers = customers;
        this.parcels = parcels;
        this.times = times;
    }

    @GetMapping("/account/cases/{number}")
    ModelAndView one(
            @PathVariable String number,
            @RequestParam(defaultValue = "") String said,
            HttpServletRequest request,
            Locale language) {
        return door.page(
                request,
                account -> page(
                        own(account, number), SAID.contains(said) ? "account.case.said." + said : "", false, language));
    }

    private Case own(Account account, String number) {
        return cases.own(account, number)
                .orElseThrow(() -> new ProblemException(
                        Problem.of(HttpStatus.NOT_FOUND, "not-found", "account: expected a case of one's own")));
    }

    private ModelAndView page(Case own, String notice, boolean bad, Locale language) {
        Times local = times.in(language);
        ModelAndView page = new ModelAndView("account-case");
        page.addObject("one", AccountCases.Line.of(own, local));
        page.addObject("text", AccountCases.isInTheirWords(own) ? own.text().value() : "");
        page.addObject("words", cases.words(own, local));
        page.addObject("parcel", own.parcel().flatMap(parcels::numberOf).orElse(""));
        page.addObject("closed", own.state() == CaseState.CLOSED);
        page.addObject("once", UUID.randomUUID().toString());
        page.addObject("notice", notice);
        page.addObject("bad", bad);
        if (bad) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    @PostMapping("/account/cases/{number}/words")
    ModelAndView write(
            @PathVariable String number,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String once,
            HttpServletRequest request,
            Locale language) {
        return door.page(request, account -> {
            Case own = own(account, number);
            if (text.isBlank() || text.length() > LONGEST_WORD || own.state() == CaseState.CLOSED) {
                return page(own, "account.case.empty", true, language);
            }
            if (cases.wroteEnough(own)) {
                return page(own, "account.case.full", true, language);
            }
            try {
                cases.write(account, own, reference(once, own.number(), text), text.strip());
            } catch (CareRefusedException e) {
                return page(own(account, number), "account.case.again", true, language);
            }
            return new ModelAndView("redirect:/account/cases/" + own.number() + "?said=written");
        });
    }

    @PostMapping("/account/cases")
    ModelAndView open(
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String parcel,
            @RequestParam(defaultValue = "") String once,
            HttpServletRequest request,
            Locale language) {
        return door.page(request, account -> {
            Optional<CaseKind> wanted = CaseKind.ofCode(kind).filter(AccountPages.KINDS::contains);
            if (wanted.isEmpty() || text.isBlank()) {
                return refused(account, "account.case.incomplete", language);
            }
            if (cases.openedEnough(account)) {
                return refused(account, "account.case.too-many", language);
            }
            Optional<CustomerParcel> about = parcel(account, parcel);
            CustomerView customer = about.flatMap(of -> whose(account, of))
                    .orElseGet(() -> account.customers().get(0));
            try {
                Case opened = care.cases()
                        .open(
                                new CaseOpening(
                                        AccountCases.SOURCE,
                                        reference(once, kind, text),
                                        wanted.get(),
                                        Channel.WEB,
                                        DeskTalkPages.subject(text),
                                        text.strip(),
                                        Optional.of(customer.id()),
                                        about.map(CustomerParcel::id),
                                        Optional.empty(),
                                        Optional.of(account.email().value()),
                                        Optional.empty()),
                                Accounts.viewer(customer))
                        .opened();
                return new ModelAndView("redirect:/account/cases/" + opened.number() + "?said=opened");
            } catch (CareRefusedException e) {
                return refused(account, "account.case.incomplete", language);
            }
        });
    }

    private ModelAndView refused(Account account, String why, Locale language) {
        ModelAndView page = pages.page(account, why, true, language);
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    /** Only one of theirs: a form can be changed before it is sent. */
    private Optional<CustomerParcel> parcel(Account account, String number) {
        return orders.parcelsOf(account.ids(), MOST_PARCELS).stream()
                .filter(parcel -> parcel.trackingNumber().equals(number))
                .findFirst();
    }

    /** Shops each have their own of a person: the one whose parcel it is about. */
    private Optional<CustomerView> whose(Account account, CustomerParcel parcel) {
        return account.own(customers.root(parcel.customer()).toString());
    }

    /** The same form with the same words is the same thing. */
    private static String reference(String once, String what, String text) {
        return UUID.nameUUIDFromBytes((once + "\n" + what + "\n" + text).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
