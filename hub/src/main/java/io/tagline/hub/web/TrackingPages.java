package io.tagline.hub.web;

import io.tagline.hub.access.GuessLimit;
import io.tagline.hub.promise.Promises;
import io.tagline.hub.timeline.LiveUpdates;
import io.tagline.hub.timeline.ParcelView;
import io.tagline.hub.timeline.Parcels;
import io.tagline.hub.timeline.TrackingLink;
import io.tagline.hub.tracking.ParcelId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.ObjectMapper;

/** A customer's page for one parcel, opened by its link without a log-in, and the stream that keeps it up to date. */
@Controller
final class TrackingPages {

    /** In seconds (RFC 9110 §10.2.3). */
    private static final String RETRY_AFTER = "5";

    private final Parcels parcels;
    private final Promises promises;
    private final LiveUpdates updates;
    private final LiveStreams streams;
    private final ParcelRegion regions;
    private final Times times;
    private final InstantSource clock;
    private final GuessLimit guesses;
    private final ParcelData data;

    TrackingPages(
            Parcels parcels,
            Promises promises,
            LiveUpdates updates,
            LiveStreams streams,
            ParcelRegion regions,
            Times times,
            InstantSource clock,
            GuessLimit linkGuesses,
            ObjectMapper json) {
        this.parcels = parcels;
        this.promises = promises;
        this.updates = updates;
        this.streams = streams;
        this.regions = regions;
        this.times = times;
        this.clock = clock;
        this.guesses = linkGuesses;
        this.data = new ParcelData(json);
    }

    @GetMapping("/track/{link}")
    ModelAndView page(
            @PathVariable String link, HttpServletRequest request, HttpServletResponse response, Locale language) {
        if (!guesses.mayTry(request.getRemoteAddr(), link)) {
            return tooMany(response);
        }
        Optional<ParcelView> parcel = opened(link, request);
        if (parcel.isEmpty()) {
            return unknownLink();
        }
        TrackingModel shown = model(parcel.get(), language);
        ModelAndView page = new ModelAndView("tracking");
        page.addObject("parcel", shown);
        page.addObject("link", link);
        page.addObject("data", data.of(parcel.get()));
        page.addObject("stream", "/track/" + link + "/events?" + Language.query(language));
        String region = regions.render(shown, language);
        page.addObject("region", region);
        page.addObject("version", Version.of(region));
        return page;
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
        Optional<ParcelView> parcel = opened(link, request);
        if (parcel.isEmpty()) {
            return unknownLink();
        }
        ParcelId id = parcel.get().id();
        streams.open(request, response, source(link, id, language), lastEventId.isEmpty() ? since : lastEventId);
        return null;
    }

    private LiveSource source(String link, ParcelId id, Locale language) {
        return new LiveSource() {
            @Override
            public Optional<String> render() {
                return find(link).map(parcel -> regions.render(model(parcel, language), language));
            }

            @Override
            public AutoCloseable watch(Runnable changed) {
                return updates.subscribe(id, changed);
            }
        };
    }

    private TrackingModel model(ParcelView parcel, Locale language) {
        return TrackingModel.of(parcel, promises.history(parcel.id()), times.in(language), clock.instant());
    }

    private Optional<ParcelView> find(String link) {
        return TrackingLink.isToken(link) ? parcels.byLink(new TrackingLink(link)) : Optional.empty();
    }

    private Optional<ParcelView> opened(String link, HttpServletRequest request) {
        Optional<ParcelView> parcel = find(link);
        if (parcel.isPresent()) {
            guesses.right(link);
        } else {
            guesses.wrong(request.getRemoteAddr());
        }
        return parcel;
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
