package io.tagline.hub.web;

import io.tagline.hub.access.AddressKey;
import io.tagline.hub.access.Throttle;
import io.tagline.hub.promise.Destination;
import io.tagline.hub.promise.NoRateException;
import io.tagline.hub.promise.RateCard;
import io.tagline.hub.promise.Rules;
import io.tagline.hub.promise.Shipment;
import io.tagline.hub.settings.HubSettings;
import io.tagline.hub.settings.SiteSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What a parcel would cost and when it would be there, for everybody: a form that needs no script. Safe for any thread. */
@Controller
final class EstimatePages {
    private final RateCard rates;
    private final Rules rules;
    private final HubSettings settings;
    private final Times times;
    private final Throttle lookups;
    private final Countries countries = new Countries();
    private final InstantSource clock;

    EstimatePages(
            RateCard rates, Rules rules, HubSettings settings, Times times, Throttle lookups, InstantSource clock) {
        this.rates = rates;
        this.rules = rules;
        this.settings = settings;
        this.times = times;
        this.lookups = lookups;
        this.clock = clock;
    }

    /**
     * The answer.
     *
     * @param upToKg the step of weight that it falls into
     * @param day if the post had it now; empty where none is promised
     */
    record Answer(String price, String upToKg, Optional<String> day, String dayIso) {}

    /** Where it can be handed in: its day is counted by the clock there. */
    record Place(String id, String name) {}

    @GetMapping("/estimate")
    ModelAndView estimate(@RequestParam Map<String, String> form, HttpServletRequest request, Locale language) {
        EstimateForm asked = EstimateForm.of(form, settings.country().orElse(""));
        ModelAndView page = new ModelAndView("estimate");
        page.addObject("asked", asked);
        page.addObject("services", rates.services());
        page.addObject("countries", countries.in(language));
        page.addObject(
                "places",
                settings.sites().stream()
                        .map(site -> new Place(site.id(), site.place()))
                        .toList());
        Map<String, String> failures = new LinkedHashMap<>();
        if (asked.isAsked() && !rates.isEmpty()) {
            if (lookups.tryAcquire(AddressKey.of(request.getRemoteAddr()))) {
                failures.putAll(asked.failures(
                        rates.services(),
                        settings.sites().stream().map(SiteSettings::id).toList()));
                if (failures.isEmpty()) {
                    answer(asked, language, failures).ifPresent(answer -> page.addObject("answer", answer));
                }
                if (!failures.isEmpty()) {
                    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
                }
            } else {
                failures.put("all", "estimate.too-many");
                page.setStatus(HttpStatus.TOO_MANY_REQUESTS);
            }
        }
        page.addObject("failures", failures);
        return page;
    }

    private Optional<Answer> answer(EstimateForm asked, Locale language, Map<String, String> failures) {
        Destination to = new Destination(
                Optional.of(asked.country()), Optional.of(asked.postcode()).filter(code -> !code.isEmpty()));
        try {
            RateCard.Estimate found = rates.estimate(asked.service(), asked.grams(), to);
            Optional<LocalDate> day = rules.dayIfAcceptedNow(
                    new Shipment(asked.service(), Optional.empty(), to),
                    clock.instant(),
                    times.zone(Optional.of(asked.from())));
            Amounts amounts = new Amounts(language);
            return Optional.of(new Answer(
                    amounts.money(
                            found.price().amount(), found.price().currency().getCurrencyCode()),
                    amounts.kilograms(found.upToGrams()),
                    day.map(times.in(language)::day),
                    day.map(LocalDate::toString).orElse("")));
        } catch (NoRateException e) {
            failures.putAll(refusal(e.field()));
            return Optional.empty();
        }
    }

    private static Map<String, String> refusal(String field) {
        return switch (field) {
            case "weightGrams" -> Map.of("weight", "estimate.heavy");
            case "country" -> Map.of("country", "estimate.no-zone");
            default -> Map.of("service", "estimate.not-there");
        };
    }
}
