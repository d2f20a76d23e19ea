package io.tagline.hub.web;

import io.tagline.hub.access.StaffDirectory;
import io.tagline.hub.access.StaffPresence;
import io.tagline.hub.fleet.Fleet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Every agent and reader, what is wrong with it and what to do. */
@Controller
final class FleetPages {

    private static final String FRAGMENT = "parts/fleet";
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final Fleet fleet;
    private final LiveStreams streams;
    private final Fragments fragments;
    private final StaffDirectory staff;
    private final InstantSource clock;

    FleetPages(Fleet fleet, LiveStreams streams, Fragments fragments, StaffDirectory staff, InstantSource clock) {
        this.fleet = fleet;
        this.streams = streams;
        this.fragments = fragments;
        this.staff = staff;
        this.clock = clock;
    }

    @GetMapping("/fleet")
    ModelAndView fleet(Locale language) {
        FleetModel shown = FleetModel.of(fleet.view());
        ModelAndView page = new ModelAndView("fleet", shown.asMap());
        page.addObject("stream", "/fleet/events?" + Language.query(language));
        page.addObject("version", Version.of(fragments.render(FRAGMENT, language, shown.asMap())));
        return page;
    }

    @GetMapping("/fleet/events")
    void events(
            @RequestParam(defaultValue = "") String since,
            @RequestHeader(name = "Last-Event-ID", defaultValue = "") String lastEventId,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        streams.open(
                request,
                response,
                new PolledSource(
                        () -> fragments.render(
                                FRAGMENT, language, FleetModel.of(fleet.view()).asMap()),
                        StaffPresence.of(request, staff, clock),
                        streams.clock(),
                        LOOK_EVERY),
                lastEventId.isEmpty() ? since : lastEventId);
    }
}
