package io.tagline.hub.web;

import io.tagline.hub.access.Viewers;
import io.tagline.hub.benefit.BenefitArea;
import io.tagline.hub.benefit.BenefitReport;
import io.tagline.hub.benefit.Benefits;
import io.tagline.hub.benefit.CostKind;
import io.tagline.hub.benefit.CostLine;
import io.tagline.hub.benefit.Days;
import io.tagline.hub.benefit.Figure;
import io.tagline.hub.benefit.Measure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** What all of it is good for: figures against what they were, and what it cost, for those who answer for it. */
@Controller
final class BenefitPages {
    private static final Set<String> NOTICES =
            Set.of("cost-added", "cost-known", "cost-deleted", "cost-changed", "full", "bad-form", "baseline-set");
    private static final Set<String> BAD = Set.of("cost-changed", "full", "bad-form");
    private static final int MOST_AREAS = 50;

    private final Benefits benefits;
    private final Times times;

    BenefitPages(Benefits benefits, Times times) {
        this.benefits = benefits;
        this.times = times;
    }

    @GetMapping("/benefits")
    ModelAndView benefits(
            @RequestParam Optional<String> area,
            @RequestParam Optional<String> period,
            @RequestParam Optional<String> count,
            @RequestParam Optional<String> until,
            @RequestParam(defaultValue = "site") String kind,
            @RequestParam(defaultValue = "") String notice,
            Locale language) {
        return page(BenefitQuery.of(benefits, area, period, count, until), kind, notice, language);
    }

    private ModelAndView page(BenefitQuery query, String kind, String notice, Locale language) {
        BenefitReport report = query.report(benefits);
        Days newest = query.period().around(query.until());
        Days shown = new Days(
                report.lines().get(0).days().from(),
                report.lines().get(report.lines().size() - 1).days().to());
        BenefitArea.Kind by = BenefitArea.Kind.ofCode(kind).orElse(BenefitArea.Kind.SITE);
        List<CostLine> costs = benefits.costs(query.area(), shown);
        BenefitModel model = new BenefitModel.Maker(language, times.in(language), query.period())
                .make(report, benefits.today(), some(benefits.compare(by, newest)), costs);
        ModelAndView page = new ModelAndView("benefits", Map.of("model", model, "query", query));
        page.addObject("charts", true);
        page.addObject("area", query.area().toString());
        page.addObject("by", by.code());
        page.addObject(
                "comparedDays", new BenefitModel.Maker(language, times.in(language), query.period()).name(newest));
        page.addObject("known", benefits.areas());
        page.addObject(
                "kinds", Arrays.stream(CostKind.values()).map(CostKind::code).toList());
        page.addObject("counts", List.of(4, 6, 12, 26));
        page.addObject("counted", report.latest().map(at -> times.in(language).at(at, Optional.empty())));
        page.addObject("baseline", report.baseline());
        page.addObject("reference", "page-" + UUID.randomUUID());
        page.addObject("notice", NOTICES.contains(notice) ? notice : "");
        page.addObject("bad", BAD.contains(notice));
        return page;
    }

    private static Map<BenefitArea, Map<Figure, Measure>> some(Map<BenefitArea, Map<Figure, Measure>> areas) {
        return areas.entrySet().stream()
                .limit(MOST_AREAS)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
    }

    @GetMapping("/benefits/export.csv")
    ResponseEntity<byte[]> export(
            @RequestParam Optional<String> area,
            @RequestParam Optional<String> period,
            @RequestParam Optional<String> count,
            @RequestParam Optional<String> until) {
        return BenefitApi.csv(BenefitQuery.of(benefits, area, period, count, until), benefits);
    }

    @PostMapping("/benefits/costs")
    ModelAndView addCost(
            @RequestParam(defaultValue = "") String reference,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "all") String area,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String currency,
            @RequestParam(defaultValue = "") String note,
            Locale language) {
        try {
            Benefits.Outcome outcome = benefits.putCost(
                    Viewers.required(),
                    new Benefits.NewCost(
                            reference,
                            CostKind.ofCode(kind).orElse(CostKind.OTHER),
                            BenefitQuery.area(area),
                            days(from, to),
                            DeskMoney.of(amount, currency).orElseThrow(() -> new IllegalArgumentException("amount")),
                            note.strip()),
                    Optional.empty());
            return switch (outcome) {
                case ADDED, CHANGED -> done(area, "cost-added");
                // the same form sent twice
                case STALE -> done(area, "cost-known");
                case FULL -> failed(area, "full", HttpStatus.CONFLICT, language);
            };
        } catch (IllegalArgumentException | ProblemException e) {
            return failed(area, "bad-form", HttpStatus.UNPROCESSABLE_CONTENT, language);
        }
    }

    @PostMapping("/benefits/costs/{reference}/delete")
    ModelAndView deleteCost(
            @PathVariable String reference,
            @RequestParam(defaultValue = "0") int version,
            @RequestParam(defaultValue = "all") String area,
            Locale language) {
        return benefits.deleteCost(Viewers.required(), reference, version) == Benefits.Outcome.CHANGED
                ? done(area, "cost-deleted")
                : failed(area, "cost-changed", HttpStatus.CONFLICT, language);
    }

    @PostMapping("/benefits/baseline")
    ModelAndView setBaseline(
            @RequestParam(defaultValue = "all") String area,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            Locale language) {
        try {
            return benefits.setBaseline(Viewers.required(), BenefitQuery.area(area), days(from, to))
                            == Benefits.Outcome.FULL
                    ? failed(area, "full", HttpStatus.CONFLICT, language)
                    : done(area, "baseline-set");
        } catch (IllegalArgumentException | ProblemException e) {
            return failed(area, "bad-form", HttpStatus.UNPROCESSABLE_CONTENT, language);
        }
    }

    private static Days days(String from, String to) {
        return new Days(BenefitQuery.day("from", from), BenefitQuery.day("to", to));
    }

    private static ModelAndView done(String area, String notice) {
        return new ModelAndView("redirect:"
                + UriComponentsBuilder.fromPath("/benefits")
                        .queryParam("area", "{area}")
                        .queryParam("notice", notice)
                        .encode()
                        .buildAndExpand(area)
                        .toUriString());
    }

    private ModelAndView failed(String area, String notice, HttpStatus status, Locale language) {
        Optional<String> known = BenefitArea.parse(area).map(BenefitArea::toString);
        BenefitQuery query = BenefitQuery.of(benefits, known, Optional.empty(), Optional.empty(), Optional.empty());
        ModelAndView page = page(query, BenefitArea.Kind.SITE.code(), notice, language);
        page.setStatus(status);
        return page;
    }
}
