package io.tagline.hub.web;

import io.tagline.hub.access.AddressKey;
import io.tagline.hub.access.GuessLimit;
import io.tagline.hub.access.Throttle;
import io.tagline.hub.account.Account;
import io.tagline.hub.account.Accounts;
import io.tagline.hub.care.CaseKind;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.order.CustomerParcel;
import io.tagline.hub.order.Orders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** A customer's own page, and the way in: an address, a mail, a link that is good once. */
@Controller
final class AccountPages {
    /** What a customer may ask for by a form; a claim is made with somebody who looks at it. */
    static final List<CaseKind> KINDS = List.of(CaseKind.REQUEST, CaseKind.COMPLAINT, CaseKind.SUGGESTION);

    private static final List<String> SAID = List.of("sent", "kept", "out");
    private static final int LONGEST_EMAIL = 254;
    private static final int MOST_PARCELS = 60;

    private final AccountDoor door;
    private final Accounts accounts;
    private final Optional<SignInMails> mails;
    private final AccountCases cases;
    private final Orders orders;
    private final Throttle signIns;
    private final GuessLimit guesses;
    private final Times times;
    private final InstantSource clock;

    AccountPages(
            AccountDoor door,
            Accounts accounts,
            ObjectProvider<SignInMails> mails,
            AccountCases cases,
            Orders orders,
            Throttle signIns,
            GuessLimit linkGuesses,
            Times times,
            InstantSource clock) {
        this.door = door;
        this.accounts = accounts;
        this.mails = Optional.ofNullable(mails.getIfAvailable());
        this.cases = cases;
        this.orders = orders;
        this.signIns = signIns;
        this.guesses = linkGuesses;
        this.times = times;
        this.clock = clock;
    }

    /** Somebody that this address is: shops each have their own of a person. */
    record Person(String id, String name) {
        static Person of(CustomerView customer) {
            return new Person(
                    customer.id().toString(),
                    customer.name().map(Personal::value).orElse(customer.reference()));
        }
    }

    @GetMapping("/account")
    ModelAndView account(@RequestParam(defaultValue = "") String said, HttpServletRequest request, Locale language) {
        return door.of(request)
                .map(account -> page(account, SAID.contains(said) ? "account.said." + said : "", false, language))
                .orElseGet(() -> signIn(SAID.contains(said) ? "account.said." + said : "", false));
    }

    private ModelAndView signIn(String notice, boolean bad) {
        ModelAndView page = new ModelAndView("account-sign-in");
        page.addObject("setUp", mails.isPresent());
        page.addObject("notice", notice);
        page.addObject("bad", bad);
        return page;
    }

    ModelAndView page(Account account, String notice, boolean bad, Locale language) {
        Times local = times.in(language);
        LocalDate today = clock.instant().atZone(local.zone(Optional.empty())).toLocalDate();
        List<CustomerParcel> parcels = parcels(account);
        ModelAndView page = new ModelAndView("account");
        page.addObject("email", account.email().value());
        page.addObject("people", account.customers().stream().map(Person::of).toList());
        page.addObject(
                "ordered",
                parcels.stream()
                        .filter(CustomerParcel::ordered)
                        .map(parcel -> DeskCustomer.parcel(parcel, local, today))
                        .toList());
        page.addObject(
                "received",
                parcels.stream()
                        .filter(parcel -> !parcel.ordered())
                        .map(parcel -> DeskCustomer.parcel(parcel, local, today))
                        .toList());
        page.addObject("full", parcels.size() == MOST_PARCELS);
        page.addObject("cases", cases.lines(account, local));
        page.addObject("kinds", KINDS.stream().map(CaseKind::code).toList());
        page.addObject("once", UUID.randomUUID().toString());
        page.addObject("notice", notice);
        page.addObject("bad", bad);
        return page;
    }

    /** Theirs, the one with the newest news first. */
    private List<CustomerParcel> parcels(Account account) {
        return orders.parcelsOf(account.ids(), MOST_PARCELS);
    }

    /** Says the same to everybody, at once: who has an account here is nobody's business. */
    @PostMapping("/account/sign-in")
    ModelAndView ask(@RequestParam(defaultValue = "") String email, HttpServletRequest request, Locale language) {
        if (mails.isEmpty()) {
            return failed("act.not-set-up", HttpStatus.UNPROCESSABLE_CONTENT);
        }
        String address = email.strip();
        if (address.length() > LONGEST_EMAIL || !TrackingActs.isEmail(address)) {
            return failed("email.wrong", HttpStatus.UNPROCESSABLE_CONTENT);
        }
        if (!signIns.tryAcquire(AddressKey.of(request.getRemoteAddr()))
                || !mails.get().ask(address, language)) {
            return failed("account.too-many", HttpStatus.TOO_MANY_REQUESTS);
        }
        return new ModelAndView("redirect:/account?said=sent");
    }

    private ModelAndView failed(String notice, HttpStatus status) {
        ModelAndView page = signIn(notice, true);
        page.setStatus(status);
        return page;
    }

    /** Uses nothing up: mail scanners look at every link. */
    @GetMapping("/account/enter/{token}")
    ModelAndView knock(@PathVariable String token, HttpServletRequest request) {
        if (!guesses.mayTry(request.getRemoteAddr(), token)) {
            return TrackingPages.tooMany();
        }
        if (!accounts.isGood(token)) {
            guesses.wrong(request.getRemoteAddr());
            return failed("account.link-over", HttpStatus.NOT_FOUND);
        }
        ModelAndView page = new ModelAndView("account-enter");
        page.addObject("token", token);
        return page;
    }

    @PostMapping("/account/enter/{token}")
    ModelAndView enter(@PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
        if (!guesses.mayTry(request.getRemoteAddr(), token)) {
            return TrackingPages.tooMany();
        }
        Optional<Personal> secret = accounts.enter(token);
        if (secret.isEmpty()) {
            guesses.wrong(request.getRemoteAddr());
            return failed("account.link-over", HttpStatus.NOT_FOUND);
        }
        door.opened(response, secret.get());
        return new ModelAndView("redirect:/account");
    }

    @PostMapping("/account/leave")
    ModelAndView leave(HttpServletRequest request, HttpServletResponse response) {
        door.leave(request, response);
        return new ModelAndView("redirect:/account?said=out");
    }
}
