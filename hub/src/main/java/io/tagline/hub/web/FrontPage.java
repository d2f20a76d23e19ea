package io.tagline.hub.web;

import io.tagline.hub.access.AddressKey;
import io.tagline.hub.access.Throttle;
import io.tagline.hub.promise.RateCard;
import io.tagline.hub.timeline.EventView;
import io.tagline.hub.timeline.ParcelView;
import io.tagline.hub.timeline.Parcels;
import io.tagline.hub.timeline.TrackingLink;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Where somebody without a link looks a parcel up. Numbers can be guessed, so the number alone shows the status and the
 * town, no timeline, and an address gets only so many tries a minute.
 */
@Controller
final class FrontPage {

    private static final int LONGEST = 200;

    private final Parcels parcels;
    private final Addressee addressee;
    private final Times times;
    private final Throttle lookups;
    private final RateCard rates;

    FrontPage(Parcels parcels, Addressee addressee, Times times, Throttle lookups, RateCard rates) {
        this.parcels = parcels;
        this.addressee = addressee;
        this.times = times;
        this.lookups = lookups;
        this.rates = rates;
    }

    /** What the number alone shows. */
    record Glance(String number, String statusCode, Optional<String> place, Times.Local at) {}

    @GetMapping("/")
    ModelAndView front(
            @RequestParam(name = "q", defaultValue = "") String query, HttpServletRequest request, Locale language) {
        ModelAndView page = new ModelAndView("front", "prices", !rates.isEmpty());
        String asked = query.strip();
        if (asked.isEmpty()) {
            return page;
        }
        if (asked.length() > LONGEST) {
            return failed(page, HttpStatus.BAD_REQUEST, "front.too-long", "");
        }
        page.addObject("query", asked);
        if (!lookups.tryAcquire(AddressKey.of(request.getRemoteAddr()))) {
            return failed(page, HttpStatus.TOO_MANY_REQUESTS, "front.too-many", asked);
        }
        String token = asked.substring(asked.lastIndexOf('/') + 1);
        if (TrackingLink.isToken(token)
                && parcels.byLink(new TrackingLink(token)).isPresent()) {
            return new ModelAndView("redirect:/track/" + token);
        }
        Optional<ParcelView> parcel = parcels.byTrackingNumber(asked);
        if (parcel.isEmpty()) {
            return failed(page, HttpStatus.NOT_FOUND, "front.unknown", asked);
        }
        page.addObject("glance", glance(parcel.get(), times.in(language)));
        return page;
    }

    /** More than a glance for who knows where the parcel goes. */
    @PostMapping("/")
    ModelAndView find(
            @RequestParam(name = "q", defaultValue = "") String number,
            @RequestParam(defaultValue = "") String postcode,
            HttpServletRequest request,
            Locale language) {
        ModelAndView page = new ModelAndView("front", "prices", !rates.isEmpty());
        if (number.length() > LONGEST || postcode.length() > LONGEST) {
            return failed(page, HttpStatus.BAD_REQUEST, "front.too-long", "");
        }
        if (!lookups.tryAcquire(AddressKey.of(request.getRemoteAddr()))) {
            return failed(page, HttpStatus.TOO_MANY_REQUESTS, "front.too-many", number);
        }
        Optional<ParcelView> parcel = parcels.byTrackingNumber(number);
        if (parcel.isEmpty()) {
            return failed(page, HttpStatus.NOT_FOUND, "front.unknown", number);
        }
        Addressee.Answer answer = addressee.isAt(parcel.get().id(), postcode);
        if (answer == Addressee.Answer.YES) {
            return new ModelAndView("redirect:/track/" + parcel.get().link().token());
        }
        page.addObject("glance", glance(parcel.get(), times.in(language)));
        page.addObject("postcodeFailure", answer.key());
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        page.addObject("query", number);
        return page;
    }

    private static Glance glance(ParcelView parcel, Times times) {
        Optional<EventView> latest = parcel.events().stream()
                .filter(event -> event.kind() == parcel.status())
                .reduce((earlier, later) -> later);
        return new Glance(
                parcel.trackingNumber(),
                parcel.status().code(),
                latest.flatMap(EventView::place),
                times.at(parcel.statusAt(), latest.flatMap(EventView::site)));
    }

    private static ModelAndView failed(ModelAndView page, HttpStatus status, String messageKey, String query) {
        page.setStatus(status);
        page.addObject("failure", messageKey);
        page.addObject("query", query);
        return page;
    }
}
