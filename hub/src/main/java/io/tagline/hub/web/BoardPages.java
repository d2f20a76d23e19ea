package io.tagline.hub.web;

import io.tagline.hub.access.StaffDirectory;
import io.tagline.hub.access.StaffPresence;
import io.tagline.hub.fleet.PortalBoard;
import io.tagline.wire.AgentAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The screen that hangs at a portal. */
@Controller
final class BoardPages {

    private static final String FRAGMENT = "parts/board";
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final PortalBoard boards;
    private final LiveStreams streams;
    private final Fragments fragments;
    private final Times times;
    private final StaffDirectory staff;
    private final InstantSource clock;

    BoardPages(
            PortalBoard boards,
            LiveStreams streams,
            Fragments fragments,
            Times times,
            StaffDirectory staff,
            InstantSource clock) {
        this.boards = boards;
        this.streams = streams;
        this.fragments = fragments;
        this.times = times;
        this.staff = staff;
        this.clock = clock;
    }

    @GetMapping("/board")
    ModelAndView all() {
        return new ModelAndView("boards", Map.of("portals", boards.portals()));
    }

    @GetMapping("/board/{site}/{portal}")
    ModelAndView board(@PathVariable String site, @PathVariable String portal, Locale language) {
        BoardModel shown = model(site, portal, language);
        ModelAndView page = new ModelAndView("board", shown.asMap());
        page.addObject("stream", "/board/" + site + "/" + portal + "/events?" + Language.query(language));
        page.addObject("version", Version.of(fragments.render(FRAGMENT, language, shown.asMap())));
        return page;
    }

    @GetMapping("/board/{site}/{portal}/events")
    void events(
            @PathVariable String site,
            @PathVariable String portal,
            @RequestParam(defaultValue = "") String since,
            @RequestHeader(name = "Last-Event-ID", defaultValue = "") String lastEventId,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        model(site, portal, language);
        streams.open(
                request,
                response,
                new PolledSource(
                        () -> fragments.render(
                                FRAGMENT,
                                language,
                                model(site, portal, language).asMap()),
                        StaffPresence.of(request, staff, clock),
                        streams.clock(),
                        LOOK_EVERY),
                lastEventId.isEmpty() ? since : lastEventId);
    }

    private BoardModel model(String site, String portal, Locale language) {
        if (!AgentAddress.isId(site) || !AgentAddress.isId(portal)) {
            throw new ProblemException(Problem.of(
                    HttpStatus.NOT_FOUND, "not-found", "board: expected the id of a site and of a portal there"));
        }
        return BoardModel.of(boards.of(site, portal), times.in(language));
    }
}
