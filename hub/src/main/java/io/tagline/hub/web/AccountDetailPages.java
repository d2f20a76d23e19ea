package io.tagline.hub.web;

import io.tagline.hub.account.Account;
import io.tagline.hub.account.Accounts;
import io.tagline.hub.customer.Channel;
import io.tagline.hub.customer.ContactPoint;
import io.tagline.hub.customer.CustomerConflictException;
import io.tagline.hub.customer.CustomerDocument;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.customer.Preference;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * What is kept of a customer, for that customer to put right: name, telephone, address, and how they want things. The e-mail address is
 * what let them in, so a slip of the pen there would lock them out: staff change it.
 */
@Controller
final class AccountDetailPages {
    private static final int LONGEST_NAME = 200;

    private final AccountDoor door;
    private final AccountNotices notices;
    private final Customers customers;

    AccountDetailPages(AccountDoor door, AccountNotices notices, Customers customers) {
        this.door = door;
        this.notices = notices;
        this.customers = customers;
    }

    /** Something that they may want otherwise than usual; {@code now} is empty where they have not said. */
    record Choice(String code, List<String> values, String now) {}

    @GetMapping("/account/details/{id}")
    ModelAndView details(
            @PathVariable String id, @RequestParam(defaultValue = "") String said, HttpServletRequest request) {
        return door.page(
                request,
                account -> page(account, own(account, id), said.equals("kept") ? "account.said.kept" : "", false));
    }

    private static CustomerView own(Account account, String id) {
        return account.own(id)
                .orElseThrow(() -> new ProblemException(
                        Problem.of(HttpStatus.NOT_FOUND, "not-found", "account: expected details of one's own")));
    }

    private ModelAndView page(Account account, CustomerView own, String notice, boolean bad) {
        ModelAndView page = new ModelAndView("account-details");
        page.addObject("id", own.id().toString());
        page.addObject("version", own.version());
        page.addObject("name", own.name().map(Personal::value).orElse(""));
        page.addObject("email", account.email().value());
        page.addObject("phone", first(own, Channel.PHONE));
        page.addObject("postal", first(own, Channel.POSTAL));
        page.addObject(
                "choices",
                Stream.of(Preference.values())
                        .map(preference -> new Choice(
                                preference.code(),
                                preference.options(),
                                own.preferences().getOrDefault(preference, "")))
                        .toList());
        page.addObject("notices", notices.choices(account.email()));
        page.addObject("stopped", notices.isStopped(account.email()));
        page.addObject("notice", notice);
        page.addObject("bad", bad);
        if (bad) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    private static String first(CustomerView own, Channel channel) {
        return own.contacts().stream()
                .filter(point -> point.channel() == channel)
                .map(point -> point.value().value())
                .findFirst()
                .orElse("");
    }

    @PostMapping("/account/details/{id}")
    ModelAndView change(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") int version,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String postal,
            @RequestParam Map<String, String> form,
            HttpServletRequest request) {
        return door.page(request, account -> {
            CustomerView own = own(account, id);
            if (name.length() > LONGEST_NAME) {
                return page(account, own, "account.details.wrong", true);
            }
            try {
                List<ContactPoint> contacts =
                        replaced(replaced(own.contacts(), Channel.PHONE, phone), Channel.POSTAL, postal);
                CustomerView unused = customers.change(
                        Accounts.viewer(own),
                        own.id(),
                        OptionalInt.of(version),
                        new CustomerDocument(
                                Optional.of(name.strip())
                                        .filter(given -> !given.isEmpty())
                                        .map(Personal::new),
                                own.segment(),
                                own.roles(),
                                own.stage(),
                                contacts,
                                wanted(form)));
                return new ModelAndView("redirect:/account/details/" + id + "?said=kept");
            } catch (IllegalArgumentException e) {
                // a number or an address of no form
                return page(account, own, "account.details.wrong", true);
            } catch (CustomerConflictException e) {
                return page(account, own(account, id), "account.details.stale", true);
            }
        });
    }

    /** With this as the first of its channel, in place of the one that was; the others stay. */
    private List<ContactPoint> replaced(List<ContactPoint> contacts, Channel channel, String text) {
        Optional<ContactPoint> first =
                contacts.stream().filter(point -> point.channel() == channel).findFirst();
        if (first.filter(point -> point.value().value().equals(text.strip())).isPresent()) {
            return contacts;
        }
        List<ContactPoint> replaced = new ArrayList<>();
        if (!text.isBlank()) {
            replaced.add(customers.forms().point(channel, text, Optional.empty()));
        }
        contacts.stream().filter(point -> !first.equals(Optional.of(point))).forEach(replaced::add);
        return replaced;
    }

    private static Map<Preference, String> wanted(Map<String, String> form) {
        Map<Preference, String> wanted = new EnumMap<>(Preference.class);
        for (Preference preference : Preference.values()) {
            String value = form.getOrDefault("preference-" + preference.code(), "");
            if (!value.isEmpty()) {
                wanted.put(preference, preference.check(value));
            }
        }
        return wanted;
    }

    @PostMapping("/account/details/{id}/notices")
    ModelAndView tell(@PathVariable String id, @RequestParam Map<String, String> form, HttpServletRequest request) {
        return door.page(request, account -> {
            CustomerView own = own(account, id);
            return notices.choose(account.email(), form, Accounts.viewer(own))
                    ? new ModelAndView("redirect:/account/details/" + id + "?said=kept")
                    : page(account, own, "account.details.stale", true);
        });
    }
}
