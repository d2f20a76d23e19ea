package io.tagline.hub.web;

import io.tagline.hub.access.StaffDirectory;
import io.tagline.hub.access.StaffPresence;
import io.tagline.hub.crm.OperationState;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** How CRMs are kept in step, live: what waits, what is wrong and what has to be looked at. */
@Controller
final class CrmPages {
    private static final String ALL = "parts/crms";
    private static final String ONE = "parts/crm";
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    /** What a page says was done, by codes with words in the messages. */
    private static final Set<String> DONE = Set.of(
            "paused",
            "started",
            "replayed-from",
            "sync-begun",
            "replayed",
            "skipped",
            "edited",
            "over",
            "decided-ours",
            "decided-theirs",
            "decided-other",
            "decided-before",
            "compared");

    private final CrmView view;
    private final Discretion discretion;
    private final LiveStreams streams;
    private final Fragments fragments;
    private final Times times;
    private final StaffDirectory staff;
    private final InstantSource clock;

    CrmPages(
            CrmView view,
            Discretion discretion,
            LiveStreams streams,
            Fragments fragments,
            Times times,
            StaffDirectory staff,
            InstantSource clock) {
        this.view = view;
        this.discretion = discretion;
        this.streams = streams;
        this.fragments = fragments;
        this.times = times;
        this.staff = staff;
        this.clock = clock;
    }

    @GetMapping("/crm")
    ModelAndView all(Locale language) {
        Map<String, Object> shown = view.all();
        ModelAndView page = new ModelAndView("crms", shown);
        live(page, ALL, "/crm/_events", shown, language);
        return page;
    }

    /** No CRM is called that: ids have no such sign. */
    @GetMapping("/crm/_events")
    void events(
            @RequestParam(defaultValue = "") String since,
            @RequestHeader(name = "Last-Event-ID", defaultValue = "") String lastEventId,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Supplier<String> html = () -> fragments.render(ALL, language, view.all());
        stream(html, lastEventId.isEmpty() ? since : lastEventId, request, response);
    }

    @GetMapping("/crm/{id}")
    ModelAndView one(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String done,
            @RequestParam(defaultValue = "") String wrong,
            Locale language) {
        Map<String, Object> shown = view.one(id, sight());
        ModelAndView page = new ModelAndView("crm", shown);
        live(page, ONE, "/crm/" + id + "/events", shown, language);
        page.addObject("forms", true);
        page.addObject("done", DONE.contains(done) ? done : "");
        page.addObject("wrong", wrong.equals("from"));
        page.addObject("zone", times.zone(Optional.empty()).getId());
        return page;
    }

    @GetMapping("/crm/{id}/events")
    void events(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String since,
            @RequestHeader(name = "Last-Event-ID", defaultValue = "") String lastEventId,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        CrmSight sight = sight();
        CrmModel unused = view.crm(id);
        Supplier<String> html = () -> fragments.render(ONE, language, view.one(id, sight));
        stream(html, lastEventId.isEmpty() ? since : lastEventId, request, response);
    }

    @GetMapping("/crm/{id}/operations")
    ModelAndView operations(
            @PathVariable String id,
            @RequestParam(defaultValue = "parked") String state,
            @RequestParam(defaultValue = "0") String after) {
        ModelAndView page = new ModelAndView("crm-operations");
        page.addObject("crm", view.crm(id));
        page.addObject("list", view.page(id, state(state), place(after), sight()));
        return page;
    }

    private static OperationState state(String code) {
        return CrmView.LISTED.stream()
                .filter(state -> state.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        Problem.of(HttpStatus.BAD_REQUEST, "bad-state", "state: expected parked, ambiguous or tried")));
    }

    private static long place(String after) {
        try {
            return Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw new ProblemException(
                    Problem.of(HttpStatus.BAD_REQUEST, "bad-cursor", "after: expected what the page before has given"));
        }
    }

    private CrmSight sight() {
        return new CrmSight(discretion.ofCaller());
    }

    private void live(ModelAndView page, String fragment, String stream, Map<String, Object> shown, Locale language) {
        page.addObject("stream", stream + "?" + Language.query(language));
        page.addObject("version", Version.of(fragments.render(fragment, language, shown)));
    }

    private void stream(Supplier<String> html, String since, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        streams.open(
                request,
                response,
                new PolledSource(html, StaffPresence.of(request, staff, clock), streams.clock(), LOOK_EVERY),
                since);
    }
}
