package io.tagline.hub.web;

import io.tagline.hub.access.ViewLog;
import io.tagline.hub.access.Viewers;
import io.tagline.hub.care.Answer;
import io.tagline.hub.care.Care;
import io.tagline.hub.care.CareRefusedException;
import io.tagline.hub.care.Case;
import io.tagline.hub.care.CaseChange;
import io.tagline.hub.care.CaseState;
import io.tagline.hub.care.Cases;
import io.tagline.hub.care.Interactions;
import io.tagline.hub.customer.Channel;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.promise.Money;
import io.tagline.hub.timeline.Parcels;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Cases at the desk: what is due, one case with all that was said on it, and what its owner does about it. */
@Controller
final class DeskCasePages {
    private static final int MOST_DUE = 100;
    private static final int MOST_TALKS = 50;
    private static final int MOST_ANSWERS = 8;
    private static final List<String> SAID = List.of("opened", "answered", "changed", "proposed", "decided");

    private final Care care;
    private final Customers customers;
    private final Parcels parcels;
    private final DeskAnswers answers;
    private final Discretion discretion;
    private final ViewLog views;
    private final Times times;
    private final InstantSource clock;

    DeskCasePages(
            Care care,
            Customers customers,
            Parcels parcels,
            DeskAnswers answers,
            Discretion discretion,
            ViewLog views,
            Times times,
            InstantSource clock) {
        this.care = care;
        this.customers = customers;
        this.parcels = parcels;
        this.answers = answers;
        this.discretion = discretion;
        this.views = views;
        this.times = times;
        this.clock = clock;
    }

    @GetMapping("/desk/cases")
    ModelAndView due(@RequestParam(defaultValue = "") String mine, Locale language) {
        Optional<String> owner = mine.isEmpty() ? Optional.empty() : Optional.of(DeskCustomer.rep());
        Predicate<String> mayRead = discretion.ofCaller();
        List<Case> found = care.cases().due(owner, MOST_DUE);
        ModelAndView page = new ModelAndView("desk-cases");
        page.addObject(
                "cases",
                found.stream()
                        .map(one -> DeskCaseLine.of(one, mayRead, times.in(language), clock.instant()))
                        .toList());
        page.addObject("mine", owner.isPresent());
        page.addObject("full", found.size() == MOST_DUE);
        return page;
    }

    @GetMapping("/desk/cases/{number}")
    ModelAndView one(
            @PathVariable String number,
            @RequestParam(defaultValue = "") String a,
            @RequestParam(defaultValue = "") String use,
            @RequestParam(defaultValue = "") String said,
            Locale language) {
        ModelAndView page = page(number, language);
        page.addObject("notice", SAID.contains(said) ? "desk.case.said." + said : "");
        page.addObject("asked", a);
        page.addObject(
                "answers",
                a.isBlank()
                        ? List.of()
                        : care.answers().search(a, Optional.empty(), Optional.empty(), MOST_ANSWERS).stream()
                                .map(DeskAnswers.Found::of)
                                .toList());
        Optional<Answer> used =
                use.isEmpty() ? Optional.empty() : care.answers().find(use);
        page.addObject("used", used.map(Answer::key).orElse(""));
        page.addObject("words", used.map(Answer::text).orElse(""));
        return page;
    }

    private ModelAndView page(String number, Locale language) {
        Cases.Whole whole = care.cases()
                .open(number)
                .orElseThrow(() -> new ProblemException(
                        Problem.of(HttpStatus.NOT_FOUND, "case-not-found", "desk: expected the number of a case")));
        Case found = whole.found();
        views.viewed(Viewers.required(), "case.viewed", "case:" + found.number());
        Predicate<String> mayRead = discretion.ofCaller();
        Times local = times.in(language);
        ModelAndView page = new ModelAndView("desk-case");
        page.addObject(
                "one",
                DeskCase.of(
                        found,
                        whole.history(),
                        talks(found, mayRead, local),
                        isKnown(found),
                        mayRead,
                        local,
                        clock.instant()));
        page.addObject("customer", found.customer().flatMap(customers::byId).map(this::shown));
        page.addObject("parcel", found.parcel().flatMap(parcels::numberOf).orElse(""));
        page.addObject("notice", "");
        page.addObject("bad", false);
        page.addObject("detail", "");
        page.addObject("asked", "");
        page.addObject("answers", List.of());
        page.addObject("used", "");
        page.addObject("words", "");
        return page;
    }

    private boolean isKnown(Case found) {
        return found.customer().isPresent()
                && found.replyTo().isPresent()
                && customers.isReached(
                        found.customer().get(),
                        Channel.EMAIL,
                        found.replyTo().get().value());
    }

    private CustomerJson shown(CustomerView customer) {
        views.viewed(Viewers.required(), "customer.viewed", DeskCustomer.subject(customer.id()));
        return CustomerJson.of(discretion.customer(customer));
    }

    private List<DeskTalk> talks(Case found, Predicate<String> mayRead, Times local) {
        return care
                .interactions()
                .of(
                        new Interactions.About(Optional.empty(), Optional.empty(), Optional.of(found.id())),
                        Optional.empty(),
                        MOST_TALKS)
                .stream()
                .map(kept -> DeskTalk.of(kept.interaction(), mayRead, local))
                .toList();
    }

    @PostMapping("/desk/cases/{number}/mails")
    ModelAndView answer(
            @PathVariable String number,
            @RequestParam(defaultValue = "0") int version,
            @RequestParam(defaultValue = "") String text,
            Locale language) {
        return done(number, "answered", text, language, () -> {
            Case unused = care.mails().answer(number, version, text.strip(), Viewers.required());
        });
    }

    /** The button that was pressed says what comes next; what was written is a solution with one, and a note with the others. */
    @PostMapping("/desk/cases/{number}/changes")
    ModelAndView change(
            @PathVariable String number,
            @RequestParam(defaultValue = "0") int version,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String owner,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String answer,
            @RequestParam(defaultValue = "") String keep,
            Locale language) {
        return done(number, "changed", text, language, () -> {
            Optional<String> words = Optional.of(text.strip()).filter(given -> !given.isEmpty());
            Optional<CaseState> to = CaseState.ofCode(state);
            boolean solved = to.filter(CaseState.RESOLVED::equals).isPresent();
            Optional<String> key = solved && !keep.isBlank() && words.isPresent()
                    ? Optional.of(answers.keep(keep.strip(), words.get(), language))
                    : Optional.of(answer).filter(given -> solved && !given.isEmpty());
            Case unused = care.cases()
                    .change(
                            number,
                            version,
                            new CaseChange(
                                    to,
                                    Optional.of(owner.strip()).filter(given -> !given.isEmpty()),
                                    words.filter(given -> solved),
                                    key,
                                    state.equals("responded"),
                                    words.filter(given -> !solved)),
                            Viewers.required());
        });
    }

    @PostMapping("/desk/cases/{number}/claim")
    ModelAndView propose(
            @PathVariable String number,
            @RequestParam(defaultValue = "0") int version,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String currency,
            Locale language) {
        return done(number, "proposed", "", language, () -> {
            Money money = DeskMoney.of(amount, currency)
                    .orElseThrow(() -> new CareRefusedException(
                            CareRefusedException.Reason.WRONG, "amount", "expected an amount such as 12.50"));
            Case unused = care.cases().propose(number, version, money, Viewers.required());
        });
    }

    @PostMapping("/desk/cases/{number}/claim/decision")
    ModelAndView decide(
            @PathVariable String number,
            @RequestParam(defaultValue = "0") int version,
            @RequestParam(defaultValue = "") String decision,
            @RequestParam(defaultValue = "") String note,
            Locale language) {
        return done(number, "decided", "", language, () -> {
            Case unused = care.cases()
                    .decide(
                            number,
                            version,
                            decision.equals("approve"),
                            Optional.of(note.strip()).filter(given -> !given.isEmpty()),
                            Viewers.required());
        });
    }

    /** Does it and leads back to the case; what was refused is said there, and what was written stays. */
    private ModelAndView done(String number, String said, String text, Locale language, Runnable deed) {
        try {
            deed.run();
            return new ModelAndView("redirect:/desk/cases/" + number + "?said=" + said);
        } catch (CareRefusedException e) {
            if (e.reason() == CareRefusedException.Reason.NOT_FOUND) {
                throw e;
            }
            ModelAndView page = page(number, language);
            page.addObject("notice", "desk.refused." + e.reason().name().toLowerCase(Locale.ROOT));
            page.addObject("bad", true);
            page.addObject("detail", String.valueOf(e.getMessage()));
            page.addObject("words", text);
            page.setStatus(
                    e.reason() == CareRefusedException.Reason.STALE
                            ? HttpStatus.CONFLICT
                            : HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
    }
}
