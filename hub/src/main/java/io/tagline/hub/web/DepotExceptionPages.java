package io.tagline.hub.web;

import io.tagline.hub.access.Viewers;
import io.tagline.hub.settings.HubSettings;
import io.tagline.hub.timeline.SiteExceptions;
import io.tagline.hub.timeline.SiteExceptions.Open;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where a depot says what it found when it looked after a parcel that something is wrong with. */
@Controller
final class DepotExceptionPages {
    private static final int LONGEST_NOTE = 200;

    private final HubSettings settings;
    private final SiteExceptions exceptions;
    private final Times times;

    DepotExceptionPages(HubSettings settings, SiteExceptions exceptions, Times times) {
        this.settings = settings;
        this.exceptions = exceptions;
        this.times = times;
    }

    @GetMapping("/depot/{site}/exceptions/{event}")
    ModelAndView look(@PathVariable String site, @PathVariable String event, Locale language) {
        requireSite(site);
        return page(site, event, language);
    }

    @PostMapping("/depot/{site}/exceptions/{event}")
    ModelAndView clear(
            @PathVariable String site,
            @PathVariable String event,
            @RequestParam(defaultValue = "") String note,
            Locale language) {
        requireSite(site);
        String said = note.strip();
        if (said.isEmpty() || said.length() > LONGEST_NOTE) {
            ModelAndView page = page(site, event, language);
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        // cleared by another meanwhile is cleared as well
        boolean unused = id(event)
                .filter(id -> exceptions.clear(Viewers.required(), site, id, said))
                .isPresent();
        return new ModelAndView("redirect:/depot/" + site);
    }

    private ModelAndView page(String site, String event, Locale language) {
        Optional<Open> open = id(event).flatMap(id -> exceptions.at(site).stream()
                .filter(one -> one.event().equals(id))
                .findFirst());
        ModelAndView page = new ModelAndView("depot-exception");
        page.addObject("site", site);
        page.addObject("longest", LONGEST_NOTE);
        page.addObject(
                "found",
                open.map(one -> DepotModel.Wrong.of(one, site, times.in(language))).stream()
                        .toList());
        return page;
    }

    private void requireSite(String site) {
        if (settings.sites().stream().noneMatch(each -> each.id().equals(site))) {
            throw new ProblemException(
                    Problem.of(HttpStatus.NOT_FOUND, "not-found", "depot: expected the id of a site of the settings"));
        }
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }
}
