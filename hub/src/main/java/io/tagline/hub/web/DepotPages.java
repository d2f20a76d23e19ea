package io.tagline.hub.web;

import io.tagline.hub.access.StaffDirectory;
import io.tagline.hub.access.StaffPresence;
import io.tagline.hub.access.Viewers;
import io.tagline.hub.manifest.Loads;
import io.tagline.hub.order.TagCounter;
import io.tagline.hub.order.TagCounter.Outcome;
import io.tagline.hub.settings.HubSettings;
import io.tagline.hub.settings.SiteSettings;
import io.tagline.hub.timeline.SiteExceptions;
import io.tagline.hub.wish.DeliveryWishes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** A depot's own page: its loads, what is to be cleared, and the counter where tags are put on. */
@Controller
final class DepotPages {

    private static final String FRAGMENT = "parts/depot";
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final int MOST_WISHES = 200;
    private static final int LONGEST = 200;

    private final List<SiteSettings> sites;
    private final Loads loads;
    private final DeliveryWishes wishes;
    private final TagCounter counter;
    private final SiteExceptions exceptions;
    private final LiveStreams streams;
    private final Fragments fragments;
    private final Times times;
    private final StaffDirectory staff;
    private final InstantSource clock;

    DepotPages(
            HubSettings settings,
            Loads loads,
            DeliveryWishes wishes,
            TagCounter counter,
            SiteExceptions exceptions,
            LiveStreams streams,
            Fragments fragments,
            Times times,
            StaffDirectory staff,
            InstantSource clock) {
        this.sites = settings.sites();
        this.loads = loads;
        this.wishes = wishes;
        this.counter = counter;
        this.exceptions = exceptions;
        this.streams = streams;
        this.fragments = fragments;
        this.times = times;
        this.staff = staff;
        this.clock = clock;
    }

    @GetMapping("/depot")
    ModelAndView all() {
        return new ModelAndView("depots", Map.of("sites", sites));
    }

    @GetMapping("/depot/{site}")
    ModelAndView depot(@PathVariable String site, Locale language) {
        return page(named(site), language);
    }

    /** With a form that a keyboard-wedge scanner fills in: it types what it reads, and Enter. */
    @PostMapping("/depot/{site}/tags")
    ModelAndView bind(
            @PathVariable String site,
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String epc,
            Locale language) {
        SiteSettings here = named(site);
        String parcel =
                number.strip().substring(0, Math.min(LONGEST, number.strip().length()));
        String tag = epc.strip().substring(0, Math.min(LONGEST, epc.strip().length()));
        Outcome outcome = counter.bind(Viewers.required(), parcel, tag);
        ModelAndView page = page(here, language);
        boolean bound = outcome == Outcome.BOUND || outcome == Outcome.MOVED;
        boolean aboutTheTag = outcome == Outcome.NO_EPC;
        page.addObject("notice", said(outcome));
        page.addObject("noticeDetail", bound ? List.of(tag, parcel) : List.of(aboutTheTag ? tag : parcel, ""));
        page.addObject("bad", !bound);
        page.addObject("number", aboutTheTag ? parcel : "");
        if (!bound) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    private static String said(Outcome outcome) {
        return switch (outcome) {
            case BOUND -> "depot.bind.done";
            case MOVED -> "depot.bind.moved";
            case NO_EPC -> "depot.bind.bad-epc";
            case NO_SUCH_PARCEL -> "depot.bind.unknown";
            case OVER -> "depot.bind.over";
        };
    }

    @GetMapping("/depot/{site}/events")
    void events(
            @PathVariable String site,
            @RequestParam(defaultValue = "") String since,
            @RequestHeader(name = "Last-Event-ID", defaultValue = "") String lastEventId,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String id = named(site).id();
        streams.open(
                request,
                response,
                new PolledSource(
                        () -> fragments.render(
                                FRAGMENT, language, model(id, language).asMap()),
                        StaffPresence.of(request, staff, clock),
                        streams.clock(),
                        LOOK_EVERY),
                lastEventId.isEmpty() ? since : lastEventId);
    }

    private ModelAndView page(SiteSettings site, Locale language) {
        DepotModel shown = model(site.id(), language);
        ModelAndView page = new ModelAndView("depot", shown.asMap());
        page.addObject("site", site);
        page.addObject("notice", "");
        page.addObject("number", "");
        page.addObject("stream", "/depot/" + site.id() + "/events?" + Language.query(language));
        page.addObject("version", Version.of(fragments.render(FRAGMENT, language, shown.asMap())));
        return page;
    }

    private DepotModel model(String site, Locale language) {
        return DepotModel.of(
                site, loads.ofSite(site), wishes.of(site, MOST_WISHES), exceptions.at(site), times.in(language));
    }

    private SiteSettings named(String site) {
        return sites.stream()
                .filter(each -> each.id().equals(site))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.of(
                        HttpStatus.NOT_FOUND, "not-found", "depot: expected the id of a site of the settings")));
    }
}
