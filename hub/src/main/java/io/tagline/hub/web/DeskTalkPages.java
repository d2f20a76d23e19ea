package io.tagline.hub.web;

import io.tagline.hub.access.Viewers;
import io.tagline.hub.care.Care;
import io.tagline.hub.care.CareRefusedException;
import io.tagline.hub.care.Case;
import io.tagline.hub.care.CaseKind;
import io.tagline.hub.care.CaseOpening;
import io.tagline.hub.care.Channel;
import io.tagline.hub.care.Interaction;
import io.tagline.hub.customer.CustomerFile;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.order.CustomerParcel;
import io.tagline.hub.promise.Money;
import io.tagline.hub.tracking.ParcelId;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What a rep writes down while somebody is on the telephone: a case, or that they called. */
@Controller
final class DeskTalkPages {
    private static final String SOURCE = "desk";
    private static final int LONGEST_SUBJECT = 100;

    private final DeskCustomerPages pages;
    private final DeskCustomer desk;
    private final Care care;
    private final InstantSource clock;

    DeskTalkPages(DeskCustomerPages pages, DeskCustomer desk, Care care, InstantSource clock) {
        this.pages = pages;
        this.desk = desk;
        this.care = care;
        this.clock = clock;
    }

    /** @param once the form's own number: sent twice, it is one case */
    @PostMapping("/desk/customers/{id}/cases")
    ModelAndView open(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String parcel,
            @RequestParam(defaultValue = "phone") String channel,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String currency,
            @RequestParam(defaultValue = "") String once,
            Locale language) {
        CustomerFile file = pages.file(id);
        Optional<CaseKind> wanted = CaseKind.ofCode(kind);
        if (wanted.isEmpty() || text.isBlank()) {
            return refused(file, "desk.case.incomplete", language);
        }
        Optional<Money> claimed = wanted.get() == CaseKind.CLAIM ? DeskMoney.of(amount, currency) : Optional.empty();
        if (wanted.get() == CaseKind.CLAIM && claimed.isEmpty()) {
            return refused(file, "desk.case.no-amount", language);
        }
        try {
            Case opened = care.cases()
                    .open(
                            new CaseOpening(
                                    SOURCE,
                                    number(once, kind, text),
                                    wanted.get(),
                                    Channel.ofCode(channel).orElse(Channel.PHONE),
                                    subject(text),
                                    text.strip(),
                                    Optional.of(file.customer().id()),
                                    parcel(file, parcel),
                                    Optional.empty(),
                                    file.customer().email().map(Personal::value),
                                    claimed),
                            Viewers.required())
                    .opened();
            return new ModelAndView("redirect:/desk/cases/" + opened.number() + "?said=opened");
        } catch (CareRefusedException e) {
            return refused(file, "desk.case.refused", language);
        }
    }

    @PostMapping("/desk/customers/{id}/talks")
    ModelAndView talked(
            @PathVariable String id,
            @RequestParam(defaultValue = "phone") String channel,
            @RequestParam(defaultValue = "in") String direction,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String parcel,
            @RequestParam(name = "case", defaultValue = "") String caseNumber,
            @RequestParam(defaultValue = "") String once,
            Locale language) {
        CustomerFile file = pages.file(id);
        try {
            boolean unused = care.interactions()
                    .record(new Interaction(
                            SOURCE,
                            number(once, direction, text),
                            Channel.ofCode(channel).orElse(Channel.PHONE),
                            Interaction.Direction.ofCode(direction).orElse(Interaction.Direction.IN),
                            Optional.of(file.customer().id()),
                            parcel(file, parcel),
                            desk.cases(file).stream()
                                    .filter(one -> one.number().equals(caseNumber))
                                    .map(Case::id)
                                    .findFirst(),
                            Optional.of(DeskCustomer.rep()),
                            clock.instant(),
                            new Personal(text.strip())));
            return new ModelAndView(
                    "redirect:/desk/customers/" + file.customer().id() + "?said=kept");
        } catch (CareRefusedException e) {
            return refused(file, "desk.talk.incomplete", language);
        }
    }

    private ModelAndView refused(CustomerFile file, String why, Locale language) {
        ModelAndView page = pages.page(file, "", new DeskCustomerPages.Notice(why, true), language);
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    /** Only one of theirs: a form can be changed before it is sent. */
    private Optional<ParcelId> parcel(CustomerFile file, String number) {
        return desk.parcels(file).stream()
                .filter(parcel -> parcel.trackingNumber().equals(number))
                .map(CustomerParcel::id)
                .findFirst();
    }

    /** The same form with the same words is the same thing; a browser that goes back shows the same form for others. */
    private static String number(String once, String what, String text) {
        return UUID.nameUUIDFromBytes((once + "\n" + what + "\n" + text).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** The first line, as letters have it. */
    static String subject(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.codePointCount(0, line.length()) <= LONGEST_SUBJECT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_SUBJECT)) + "…";
    }
}
