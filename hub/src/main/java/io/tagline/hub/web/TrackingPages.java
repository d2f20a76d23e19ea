package io.tagline.hub.web;

import io.tagline.hub.access.GuessLimit;
import io.tagline.hub.timeline.LiveUpdates;
import io.tagline.hub.timeline.ParcelStamp;
import io.tagline.hub.timeline.Parcels;
import io.tagline.hub.timeline.TrackingLink;
import io.tagline.hub.tracking.ParcelId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** A customer's page for one parcel, opened by its link without a log-in, and the stream that keeps it up to date. */
@Controller
final class TrackingPages {

    /** In seconds (RFC 9110 §10.2.3). */
    private static final String RETRY_AFTER = "5";

    private final TrackingView view;
    private final Parcels parcels;
    private final LiveUpdates updates;
    private final LiveStreams streams;
    private final GuessLimit guesses;

    TrackingPages(
            TrackingView view, Parcels parcels, LiveUpdates updates, LiveStreams streams, GuessLimit linkGuesses) {
        this.view = view;
        this.parcels = parcels;
        this.updates = updates;
        this.streams = streams;
        this.guesses = linkGuesses;
    }

    @GetMapping("/track/{link}")
    @Nullable
    ModelAndView page(
            @PathVariable String link, HttpServletRequest request, HttpServletResponse response, Locale language)
            throws IOException {
        if (!guesses.mayTry(request.getRemoteAddr(), link)) {
            return tooMany(response);
        }
        Optional<WholePage> page =
                opened(link, request, token -> view.page(token, language, StaffNavigation.current()));
        if (page.isEmpty()) {
            return unknownLink();
        }
        page.get().answer(request, response, language);
        return null;
    }

    @GetMapping("/track/{link}/events")
    @Nullable
    ModelAndView events(
            @PathVariable String link,
            @RequestParam(defaultValue = "") String since,
            @RequestHeader(name = "Last-Event-ID", defaultValue = "") String lastEventId,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (!guesses.mayTry(request.getRemoteAddr(), link)) {
            return tooMany(response);
        }
        Optional<ParcelStamp> parcel = opened(link, request, parcels::stamp);
        if (parcel.isEmpty()) {
            return unknownLink();
        }
        ParcelId id = parcel.get().parcel();
        LiveSource source = source(new TrackingLink(link), id, language);
        streams.open(request, response, source, lastEventId.isEmpty() ? since : lastEventId);
        return null;
    }

    private LiveSource source(TrackingLink link, ParcelId id, Locale language) {
        return new LiveSource() {
            @Override
            public Optional<String> render() {
                return view.region(link, language);
            }

            @Override
            public Optional<String> version() {
                return view.version(link, language);
            }

            @Override
            public AutoCloseable watch(Runnable changed) {
                return updates.subscribe(id, changed);
            }
        };
    }

    /** What is behind a link, whose guesses are counted. */
    private <T> Optional<T> opened(
            String link, HttpServletRequest request, Function<TrackingLink, Optional<T>> behind) {
        Optional<T> found = TrackingLink.isToken(link) ? behind.apply(new TrackingLink(link)) : Optional.empty();
        if (found.isPresent()) {
            guesses.right(link);
        } else {
            guesses.wrong(request.getRemoteAddr());
        }
        return found;
    }

    private static ModelAndView tooMany(HttpServletResponse response) {
        response.setHeader("Retry-After", RETRY_AFTER);
        return tooMany();
    }

    static ModelAndView tooMany() {
        ModelAndView page = new ModelAndView("error");
        page.setStatus(HttpStatus.TOO_MANY_REQUESTS);
        page.addObject("status", HttpStatus.TOO_MANY_REQUESTS.value());
        return page;
    }

    static ModelAndView unknownLink() {
        ModelAndView page = new ModelAndView("unknown-link");
        page.setStatus(HttpStatus.NOT_FOUND);
        return page;
    }
}
