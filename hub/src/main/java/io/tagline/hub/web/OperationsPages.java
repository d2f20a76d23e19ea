package io.tagline.hub.web;

import io.tagline.hub.access.StaffDirectory;
import io.tagline.hub.access.StaffPresence;
import io.tagline.hub.access.Viewers;
import io.tagline.hub.fleet.AgentView;
import io.tagline.hub.fleet.Alarms;
import io.tagline.hub.fleet.Fleet;
import io.tagline.hub.fleet.FleetView;
import io.tagline.hub.fleet.HealthHistory;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.KnownProblem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Sites, agents and readers as they are and as they were, and the alarms with who looks after them. */
@Controller
final class OperationsPages {
    private static final String OVERVIEW = "parts/operations";
    private static final String AGENT = "parts/fleet";
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final Fleet fleet;
    private final Alarms alarms;
    private final HealthHistory history;
    private final LiveStreams streams;
    private final Fragments fragments;
    private final Times times;
    private final StaffDirectory staff;
    private final InstantSource clock;

    OperationsPages(
            Fleet fleet,
            Alarms alarms,
            HealthHistory history,
            LiveStreams streams,
            Fragments fragments,
            Times times,
            StaffDirectory staff,
            InstantSource clock) {
        this.fleet = fleet;
        this.alarms = alarms;
        this.history = history;
        this.streams = streams;
        this.fragments = fragments;
        this.times = times;
        this.staff = staff;
        this.clock = clock;
    }

    @GetMapping("/operations")
    ModelAndView overview(
            @RequestParam(defaultValue = "") String range,
            @RequestParam(defaultValue = "") String seen,
            Locale language) {
        Map<String, Object> shown = overview();
        ModelAndView page = new ModelAndView("operations", shown);
        live(page, OVERVIEW, "/operations/events", shown, language);
        HistoryModel.Range asked = HistoryModel.Range.of(range);
        page.addObject(
                "history",
                HistoryModel.of(
                        history.ofHub(asked.grain(), asked.since(clock.instant())),
                        asked,
                        times.in(language),
                        Optional.empty(),
                        language));
        page.addObject("charts", true);
        page.addObject("seen", seen.equals("yes"));
        page.addObject("hubVersion", version());
        return page;
    }

    private static String version() {
        String version = OperationsPages.class.getPackage().getImplementationVersion();
        return version == null ? "" : version;
    }

    private Map<String, Object> overview() {
        FleetView view = fleet.view();
        return OperationsModel.of(view, alarms.of(view)).asMap();
    }

    @GetMapping("/operations/events")
    void events(
            @RequestParam(defaultValue = "") String since,
            @RequestHeader(name = "Last-Event-ID", defaultValue = "") String lastEventId,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Supplier<String> html = () -> fragments.render(OVERVIEW, language, overview());
        stream(html, lastEventId.isEmpty() ? since : lastEventId, request, response);
    }

    @GetMapping("/operations/{site}/{agent}")
    ModelAndView agent(
            @PathVariable String site,
            @PathVariable String agent,
            @RequestParam(defaultValue = "") String range,
            Locale language) {
        AgentAddress address = address(site, agent);
        Map<String, Object> shown = agent(address);
        ModelAndView page = new ModelAndView("agent", shown);
        String path = "/operations/" + address.site() + "/" + address.agent();
        live(page, AGENT, path + "/events", shown, language);
        HistoryModel.Range asked = HistoryModel.Range.of(range);
        page.addObject(
                "history",
                HistoryModel.of(
                        history.of(address, asked.grain(), asked.since(clock.instant())),
                        asked,
                        times.in(language),
                        Optional.of(address.site()),
                        language));
        page.addObject("charts", true);
        page.addObject("name", address.toString());
        page.addObject("path", path);
        return page;
    }

    @GetMapping("/operations/{site}/{agent}/events")
    void events(
            @PathVariable String site,
            @PathVariable String agent,
            @RequestParam(defaultValue = "") String since,
            @RequestHeader(name = "Last-Event-ID", defaultValue = "") String lastEventId,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        AgentAddress address = address(site, agent);
        Supplier<String> html = () -> fragments.render(AGENT, language, agent(address));
        stream(html, lastEventId.isEmpty() ? since : lastEventId, request, response);
    }

    /** The fleet with this agent alone, without sums and what is wrong with the hub. */
    private Map<String, Object> agent(AgentAddress address) {
        FleetView all = fleet.view();
        List<AgentView> one = all.agents().stream()
                .filter(each -> each.address().equals(address))
                .toList();
        return Map.of("fleet", FleetModel.of(new FleetView(all.at(), List.of(), one, 0)), "alone", true);
    }

    private AgentAddress address(String site, String agent) {
        return fleet.view().agents().stream()
                .map(AgentView::address)
                .filter(address ->
                        address.site().equals(site) && address.agent().equals(agent))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.of(
                        HttpStatus.NOT_FOUND, "not-found", "agent: expected one that the hub has heard of")));
    }

    /** With a form, beside the live page so that nothing moves while somebody writes. */
    @GetMapping("/operations/alarm")
    ModelAndView alarm(
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String agent,
            @RequestParam(defaultValue = "") String problem) {
        FleetView view = fleet.view();
        List<OperationsModel.AlarmRow> rows = OperationsModel.of(view, alarms.of(view)).alarms().stream()
                .filter(row -> row.site().equals(site)
                        && row.agent().equals(agent)
                        && row.problem().name().equals(problem))
                .toList();
        ModelAndView page = new ModelAndView("alarm", Map.of("rows", rows, "site", site, "agent", agent));
        page.addObject(
                "problem", KnownProblem.ofCode(problem).map(KnownProblem::code).orElse(rows.isEmpty() ? "" : problem));
        page.addObject("longest", Alarms.LONGEST_NOTE);
        if (rows.isEmpty()) {
            page.setStatus(HttpStatus.NOT_FOUND);
        }
        return page;
    }

    @PostMapping("/operations/alarm")
    ModelAndView acknowledge(
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String agent,
            @RequestParam(defaultValue = "") String problem,
            @RequestParam(defaultValue = "") String note) {
        Optional<AgentAddress> whose =
                site.isEmpty() && agent.isEmpty() ? Optional.empty() : Optional.of(address(site, agent));
        boolean seen = alarms.see(Viewers.required(), fleet.view(), whose, problem, note);
        return seen ? new ModelAndView("redirect:/operations?seen=yes") : alarm(site, agent, problem);
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
