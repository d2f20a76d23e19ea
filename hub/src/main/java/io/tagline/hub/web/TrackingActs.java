package io.tagline.hub.web;

import io.tagline.hub.access.GuessLimit;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.timeline.ParcelView;
import io.tagline.hub.timeline.Parcels;
import io.tagline.hub.timeline.TrackingLink;
import io.tagline.hub.tracking.EventKind.Standing;
import io.tagline.hub.web.NoticeSignups.Subscription;
import io.tagline.hub.wish.DeliveryWish.Kind;
import io.tagline.hub.wish.DeliveryWishes;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * What a customer can do about a parcel besides looking, each on a page of its own: the tracking page is kept up to date under its
 * reader's eyes, and without scripts loaded again, which no form would outlive.
 */
@Controller
final class TrackingActs {

    private static final List<String> ACTS = List.of("delivery", "notices", "problem", "rating");
    private static final int LONGEST_TEXT = 2_000;
    private static final int LONGEST_EMAIL = 254;
    private static final int FURTHEST_DAYS = 14;
    private static final int BEST = 5;

    private final Parcels parcels;
    private final DeliveryWishes wishes;
    private final Addressee addressee;
    private final Optional<NoticeSignups> notices;
    private final Optional<ProblemReports> problems;
    private final Optional<Ratings> ratings;
    private final GuessLimit guesses;
    private final Times times;
    private final InstantSource clock;

    TrackingActs(
            Parcels parcels,
            DeliveryWishes wishes,
            Addressee addressee,
            ObjectProvider<NoticeSignups> notices,
            ObjectProvider<ProblemReports> problems,
            ObjectProvider<Ratings> ratings,
            GuessLimit linkGuesses,
            Times times,
            InstantSource clock) {
        this.parcels = parcels;
        this.wishes = wishes;
        this.addressee = addressee;
        this.notices = Optional.ofNullable(notices.getIfAvailable());
        this.problems = Optional.ofNullable(problems.getIfAvailable());
        this.ratings = Optional.ofNullable(ratings.getIfAvailable());
        this.guesses = linkGuesses;
        this.times = times;
        this.clock = clock;
    }

    /** What came of a form: a text, said as bad news or as good, and what it is about. */
    private record Said(String key, boolean bad, Object detail) {
        static Said good(String key, Object detail) {
            return new Said(key, false, detail);
        }

        static Said bad(String key) {
            return new Said(key, true, "");
        }
    }

    @GetMapping("/track/{link}/{act}")
    ModelAndView form(
            @PathVariable String link, @PathVariable String act, HttpServletRequest request, Locale language) {
        return ACTS.contains(act)
                ? opened(link, request, parcel -> page(parcel, link, act, Optional.empty(), language))
                : TrackingPages.unknownLink();
    }

    @PostMapping("/track/{link}/delivery")
    ModelAndView wish(
            @PathVariable String link,
            @RequestParam(defaultValue = "") String postcode,
            @RequestParam(defaultValue = "") String wish,
            @RequestParam(defaultValue = "") String day,
            HttpServletRequest request,
            Locale language) {
        return opened(
                link,
                request,
                parcel -> page(parcel, link, "delivery", Optional.of(wished(parcel, postcode, wish, day)), language));
    }

    private Said wished(ParcelView parcel, String postcode, String wish, String day) {
        Optional<Kind> kind = Kind.ofCode(wish);
        if (kind.isEmpty()) {
            return Said.bad("delivery.choose");
        }
        Optional<LocalDate> until = kind.get() == Kind.LATER_DAY ? day(day) : Optional.empty();
        if (kind.get() == Kind.LATER_DAY && until.filter(this::isAhead).isEmpty()) {
            return Said.bad("delivery.day.wrong");
        }
        Addressee.Answer answer = addressee.isAt(parcel.id(), postcode);
        if (answer != Addressee.Answer.YES) {
            return Said.bad(answer.key());
        }
        return wishes.wish(parcel.id(), kind.get(), until)
                ? Said.good("delivery.done", "")
                : Said.bad("delivery.too-late");
    }

    private boolean isAhead(LocalDate day) {
        LocalDate today = today();
        return day.isAfter(today) && !day.isAfter(today.plusDays(FURTHEST_DAYS));
    }

    private LocalDate today() {
        return clock.instant().atZone(times.zone(Optional.empty())).toLocalDate();
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException notADay) {
            return Optional.empty();
        }
    }

    @PostMapping("/track/{link}/notices")
    ModelAndView signUp(
            @PathVariable String link,
            @RequestParam(defaultValue = "") String email,
            HttpServletRequest request,
            Locale language) {
        return opened(link, request, parcel -> {
            Said said = notices.map(desk -> {
                        if (!isEmail(email)) {
                            return Said.bad("email.wrong");
                        }
                        return desk.ask(parcel.id(), email.strip(), language)
                                ? Said.good("notices.done", "")
                                : Said.bad("notices.full");
                    })
                    .orElse(Said.bad("act.not-set-up"));
            return page(parcel, link, "notices", Optional.of(said), language);
        });
    }

    /** Sent by the page's script once the browser has subscribed. */
    @PostMapping("/track/{link}/push")
    ModelAndView subscribe(
            @PathVariable String link,
            @RequestParam(defaultValue = "") String endpoint,
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "") String auth,
            HttpServletRequest request,
            Locale language) {
        return opened(link, request, parcel -> {
            Subscription browser = new Subscription(new Personal(endpoint), new Personal(key), new Personal(auth));
            Said said = notices.map(desk -> desk.subscribe(parcel.id(), browser, language)
                            ? Said.good("notices.push.done", "")
                            : Said.bad("notices.push.failed"))
                    .orElse(Said.bad("act.not-set-up"));
            return page(parcel, link, "notices", Optional.of(said), language);
        });
    }

    @PostMapping("/track/{link}/problem")
    ModelAndView report(
            @PathVariable String link,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String email,
            HttpServletRequest request,
            Locale language) {
        return opened(link, request, parcel -> {
            Said said = problems.map(desk -> {
                        if (!ProblemReports.KINDS.contains(kind)) {
                            return Said.bad("problem-report.choose");
                        }
                        if (!email.isBlank() && !isEmail(email)) {
                            return Said.bad("email.wrong");
                        }
                        Optional<String> replyTo = Optional.of(email.strip()).filter(address -> !address.isEmpty());
                        return Said.good(
                                "problem-report.done", desk.report(parcel.id(), kind, shortened(text), replyTo));
                    })
                    .orElse(Said.bad("act.not-set-up"));
            return page(parcel, link, "problem", Optional.of(said), language);
        });
    }

    @PostMapping("/track/{link}/rating")
    ModelAndView rate(
            @PathVariable String link,
            @RequestParam(defaultValue = "0") String score,
            @RequestParam(defaultValue = "") String text,
            HttpServletRequest request,
            Locale language) {
        return opened(link, request, parcel -> {
            Said said = ratings.map(desk -> {
                        if (!score.matches("[1-" + BEST + "]")) {
                            return Said.bad("rating.choose");
                        }
                        if (parcel.status().standing() != Standing.DONE) {
                            return Said.bad("rating.too-soon");
                        }
                        return desk.rate(parcel.id(), Integer.parseInt(score), shortened(text))
                                ? Said.good("rating.done", "")
                                : Said.bad("rating.before");
                    })
                    .orElse(Said.bad("act.not-set-up"));
            return page(parcel, link, "rating", Optional.of(said), language);
        });
    }

    private static String shortened(String text) {
        return text.strip().substring(0, Math.min(LONGEST_TEXT, text.strip().length()));
    }

    static boolean isEmail(String text) {
        return text.length() <= LONGEST_EMAIL
                && text.strip().matches("[^\\s@<>,;:\"]+@[^\\s@<>,;:\"]+\\.[^\\s@<>,;:\"]+");
    }

    private ModelAndView page(ParcelView parcel, String link, String act, Optional<Said> said, Locale language) {
        ModelAndView page = new ModelAndView("track-" + act);
        page.addObject("number", TrackingModel.spaced(parcel.trackingNumber()));
        page.addObject("back", "/track/" + link);
        page.addObject("here", "/track/" + link + "/" + act);
        page.addObject("over", parcel.status().standing() == Standing.DONE);
        page.addObject("notice", said.map(Said::key).orElse(""));
        page.addObject("noticeDetail", said.map(Said::detail).orElse(""));
        page.addObject("bad", said.map(Said::bad).orElse(false));
        page.addObject("setUp", isSetUp(act));
        if (act.equals("delivery")) {
            // a link is passed on: where a parcel waits is for who knows the postcode
            if (said.filter(answer -> !answer.bad()).isPresent()) {
                wishes.of(parcel.id()).ifPresent(wish -> {
                    page.addObject("wish", wish);
                    page.addObject(
                            "wishDay", wish.day().map(times.in(language)::day).orElse(""));
                });
            }
            page.addObject("kinds", Stream.of(Kind.values()).map(Kind::code).toList());
            page.addObject("soonest", today().plusDays(1).toString());
            page.addObject("furthest", today().plusDays(FURTHEST_DAYS).toString());
        }
        if (act.equals("notices")) {
            page.addObject("takesEmail", notices.map(NoticeSignups::takesEmail).orElse(false));
            notices.flatMap(NoticeSignups::pushKey).ifPresent(key -> page.addObject("pushKey", key));
            page.addObject("push", "/track/" + link + "/push");
        }
        page.addObject("problems", ProblemReports.KINDS);
        if (said.isPresent() && said.get().bad()) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    private boolean isSetUp(String act) {
        return switch (act) {
            case "notices" -> notices.isPresent();
            case "problem" -> problems.isPresent();
            case "rating" -> ratings.isPresent();
            default -> true;
        };
    }

    private ModelAndView opened(String link, HttpServletRequest request, Function<ParcelView, ModelAndView> page) {
        if (!guesses.mayTry(request.getRemoteAddr(), link)) {
            return TrackingPages.tooMany();
        }
        Optional<ParcelView> parcel =
                TrackingLink.isToken(link) ? parcels.byLink(new TrackingLink(link)) : Optional.empty();
        if (parcel.isEmpty()) {
            guesses.wrong(request.getRemoteAddr());
            return TrackingPages.unknownLink();
        }
        guesses.right(link);
        return page.apply(parcel.get());
    }
}
